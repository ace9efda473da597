/** Where a password or token could be left behind: the command line, the environment, files, what node-powershell remembers. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PowerShell } from 'node-powershell';
import { afterAll, expect, it, vi } from 'vitest';
import type { ExchangeAccess } from '../../../src/sync/source/exchange/exchange-access.ts';
import type { StartSession } from '../../../src/sync/source/exchange/exchange-connection.ts';
import { PowerShellSession } from '../../../src/sync/source/exchange/session.ts';
import {
  certificatePassword,
  exchangeBoxes,
  noFaults,
  worldMailbox,
  worldPerson,
} from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { signal } = new AbortController();
const secretToken = 'eyJ0-a-token-that-nobody-may-see';
const apiKey = 'a key of Zivver that PowerShell has no use for';
const standInModules = fileURLToPath(new URL('../../../sandbox/exchange', import.meta.url));

describeWithPowerShell('The secrets of a connection', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  const exchange = { mailboxes: [worldMailbox(1, ['Person 101'])], recipients: [worldPerson(101)], faults: noFaults };
  const certificate = (folder: string): ExchangeAccess => ({
    kind: 'online-certificate',
    certificateFile: join(folder, 'certificate.pfx'),
    certificatePassword: () => certificatePassword,
    applicationId: '11111111-2222-3333-4444-555555555555',
    organization: 'example.onmicrosoft.com',
  });
  const signIn = (): ExchangeAccess => ({
    kind: 'online-sign-in',
    userName: 'admin@example.nl',
    token: async () => await Promise.resolve({ accessToken: secretToken, expiresAt: '2036-01-01T00:00:00.000Z' }),
  });

  it.runIf(process.platform === 'linux').each([
    ['password of a certificate', certificate, certificatePassword],
    ['token of an administrator', signIn, secretToken],
  ])('the %s is nowhere to be found, while connected and afterwards', async (_, access, secret) => {
    const home = temporaryFolder();
    const { folder } = await boxes.open({ exchange });
    const invoke = vi.spyOn(PowerShell.prototype, 'invoke');
    const pids: number[] = [];
    const startSession: StartSession = async (options, stop) => {
      const session = await PowerShellSession.start(options, stop);
      pids.push(session.pid);
      return session;
    };
    const environment = {
      ...process.env,
      HOME: home,
      TMPDIR: home,
      COUNTERSIGN_ZIVVER_API_KEY: apiKey,
      COUNTERSIGN_CERTIFICATE_PASSWORD: certificatePassword,
    };
    const { source } = await boxes.open(
      { exchange },
      {
        connection: access(folder),
        powershell: {
          executable,
          standInModules,
          standInEnvironment: { COUNTERSIGN_WORLD: join(folder, 'world.json') },
          environment,
        },
        startSession,
      },
    );
    const seen: string[] = [];
    const look = () => {
      for (const pid of pids)
        seen.push(...['cmdline', 'environ'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'utf8')));
    };

    const reading = await source.read({
      signal,
      choose: (list) => {
        look();
        seen.push(...textsUnder(home));
        return list.map(({ id }) => id);
      },
    });

    const remembered = invoke.mock.contexts.map((shell) => JSON.stringify((shell as PowerShell).history));
    const commands = invoke.mock.calls.map(([command]) => command);
    invoke.mockRestore();
    const everything = [...seen, ...textsUnder(home), ...remembered, ...commands].join('\n');
    expect(reading.mailboxes).toMatchObject([{ delegates: { state: 'read' } }]);
    // Something was looked at, and by the right process.
    expect(everything).toContain('-NoProfile');
    expect(everything).toContain(`HOME=${home}`);
    expect(remembered.join()).toContain('COUNTERSIGN_WORKER');
    expect(commands).toEqual(pids.map(() => '& $env:COUNTERSIGN_WORKER'));
    for (const hidden of [secret, JSON.stringify(secret).slice(1, -1), apiKey, certificatePassword])
      expect(everything).not.toContain(hidden);
    expect(everything).not.toMatch(/COUNTERSIGN_(ZIVVER_API_KEY|CERTIFICATE_PASSWORD)/);
  });
});

/** Every file in a folder and below, as text. */
function textsUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`);
}
