/** `npm run powershell`: builds the small host when no PowerShell is installed, and says which one the demo and tests use. */

import { findPwsh } from './find-pwsh.ts';

const found = await findPwsh();
process.stdout.write(found.found ? `PowerShell: ${found.executable}\n` : `No PowerShell: ${found.reason}\n`);
process.exitCode = found.found ? 0 : 1;
