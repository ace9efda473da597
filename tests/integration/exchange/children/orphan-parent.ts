/** A Node process that is going to be killed while PowerShell works for it. Prints the process id of PowerShell. */

import { fileURLToPath } from 'node:url';
import { PowerShellSession, sessionDefaults } from '../../../../src/sync/source/exchange/session.ts';

const [executable = 'pwsh', operation = 'spin'] = process.argv.slice(2);
const script = fileURLToPath(new URL('../operations.ps1', import.meta.url));
const environment = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
const { signal } = new AbortController();
const session = await PowerShellSession.start(
  { ...sessionDefaults, executable, scripts: [script], environment },
  signal,
);
const call = session.call(operation, {}, { signal });
process.stdout.write(`${session.pid}\n`);
await call;
