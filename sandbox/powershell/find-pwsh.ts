/** Which PowerShell the demo and the tests use: `pwsh` on the path, else the small host of this folder, else none and why. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type BuiltHost, buildHost } from './build-host.ts';

export type FoundPowerShell =
  | { readonly found: true; readonly executable: string; readonly kind: 'installed' | 'small-host' }
  | { readonly found: false; readonly reason: string };

export interface WhereToLook {
  /** Name or path. */
  readonly installed: string;
  readonly build: () => Promise<BuiltHost>;
}

export async function findPwsh(
  { installed: executable, build }: WhereToLook = { installed: 'pwsh', build: buildHost },
): Promise<FoundPowerShell> {
  const version = await installedVersion(executable);
  if (version !== null && isNewEnough(version)) return { found: true, executable, kind: 'installed' };
  const host = await build();
  if (host.built) return { found: true, executable: host.executable, kind: 'small-host' };
  const installed = version === null ? '' : `PowerShell ${version} is older than 7.4; `;
  return { found: false, reason: `${installed}${host.reason}` };
}

async function installedVersion(executable: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(executable, ['-Version'], { timeout: 20_000 });
    return /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? null;
  } catch {
    return null;
  }
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 7 || (major === 7 && minor >= 4);
}
