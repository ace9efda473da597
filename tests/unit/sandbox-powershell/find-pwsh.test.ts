/** Which PowerShell the demo and the tests take: the installed one from 7.4 on, else the small host, else none, with the reason. */

import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPwsh } from '../../../sandbox/powershell/find-pwsh.ts';
import { isSkipped } from '../../support/powershell.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A program that answers like `pwsh -Version`. */
function saying(answer: string): string {
  const file = join(temporaryFolder(), 'pwsh');
  writeFileSync(file, `#!/bin/sh\necho "${answer}"\n`);
  chmodSync(file, 0o755);
  return file;
}

const host = { built: true, executable: '/host/pwsh' } as const;
const noHost = { built: false, reason: 'no .NET SDK' } as const;

function builder(answer: typeof host | typeof noHost) {
  let asked = 0;
  return {
    asked: () => asked,
    build: async () => {
      asked += 1;
      return answer;
    },
  };
}

describe('the PowerShell that is taken', () => {
  it.each(['7.4.0', '7.4', '7.10.1', '7.6.0-preview.2', '8.0.0', '10.1.0'])(
    'is the installed one when it says %s, and nothing is built',
    async (version) => {
      const installed = saying(`PowerShell ${version}`);
      const small = builder(host);

      expect(await findPwsh({ installed, ...small })).toEqual({
        found: true,
        executable: installed,
        kind: 'installed',
      });
      expect(small.asked()).toBe(0);
    },
  );

  it.each(['7.3.12', '7.0.0', '6.9.9', '5.1.19041'])(
    'is the small host when the installed one is %s',
    async (version) => {
      const installed = saying(`PowerShell ${version}`);

      expect(await findPwsh({ installed, ...builder(host) })).toEqual({
        found: true,
        executable: '/host/pwsh',
        kind: 'small-host',
      });
    },
  );

  it.each([
    ['none is installed', () => join(temporaryFolder(), 'pwsh')],
    ['what is called so says no version', () => saying('hello')],
  ])('is the small host when %s', async (_case, installed) => {
    expect(await findPwsh({ installed: installed(), ...builder(host) })).toMatchObject({ kind: 'small-host' });
  });

  it('is none when the host cannot be built either, and both reasons are told', async () => {
    const old = await findPwsh({ installed: saying('PowerShell 7.2.5'), ...builder(noHost) });
    const none = await findPwsh({ installed: join(temporaryFolder(), 'pwsh'), ...builder(noHost) });

    expect(old).toEqual({ found: false, reason: 'PowerShell 7.2.5 is older than 7.4; no .NET SDK' });
    expect(none).toEqual({ found: false, reason: 'no .NET SDK' });
  });
});

describe('suites that need PowerShell', () => {
  it.each([
    ['run where one is found', true, {}, false],
    ['run where one is found, with CI=true', true, { CI: 'true' }, false],
    ['are skipped where none is', false, {}, true],
    ['are never skipped with CI=true: they fail', false, { CI: 'true' }, false],
  ])('%s', (_case, found, environment, skipped) => {
    const which = found
      ? ({ found, executable: 'pwsh', kind: 'installed' } as const)
      : ({ found, reason: 'no .NET SDK' } as const);

    expect(isSkipped(which, environment)).toBe(skipped);
  });
});
