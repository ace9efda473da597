/**
 * PowerShell for tests: the one that is installed, else the small host; without either the suites are skipped and say why.
 * With CI=true they run all the same and fail: a skipped suite proves nothing.
 */

import { describe } from 'vitest';
import { type FoundPowerShell, findPwsh } from '../../sandbox/powershell/find-pwsh.ts';

const powershell = await findPwsh();
const executable = powershell.found ? powershell.executable : 'pwsh';
const why = powershell.found ? '' : ` (skipped: ${powershell.reason})`;

export function describeWithPowerShell(name: string, suite: (executable: string) => void): void {
  describe.skipIf(isSkipped(powershell, process.env))(`${name}${why}`, () => {
    suite(executable);
  });
}

export function isSkipped({ found }: FoundPowerShell, { CI }: Readonly<Record<string, string | undefined>>): boolean {
  return !found && CI !== 'true';
}
