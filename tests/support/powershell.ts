/** PowerShell for tests: the one that is installed, else the small host; without either the suites say why they are skipped. */

import { describe, expect, it } from 'vitest';
import { findPwsh } from '../../sandbox/powershell/find-pwsh.ts';

const powershell = await findPwsh();

/** With CI=true a missing PowerShell is a failure: a skipped suite proves nothing. */
export function describeWithPowerShell(name: string, suite: (executable: string) => void): void {
  if (powershell.found) return void describe(name, () => suite(powershell.executable));
  const { reason } = powershell;
  if (process.env.CI === 'true') return void it(`${name} (needs PowerShell)`, () => expect.fail(reason));
  describe.skipIf(true)(`${name} (skipped: ${reason})`, () => suite('pwsh'));
}
