/**
 * A disk that is really full: a file system in memory of a few hundred kilobytes, in a name space of its own, so that no
 * rights on this machine are needed where the kernel allows it. With CI=true it must be there.
 */

import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe } from 'vitest';

const enter = ['--user', '--map-root-user', '--mount'];
const probe = spawnSync('unshare', [...enter, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
const possible = probe.status === 0;
const why = possible ? '' : ' (skipped: no file system of its own can be mounted here)';

export function describeWithSmallDisk(name: string, suite: () => void): void {
  describe.skipIf(!possible && process.env.CI !== 'true')(`${name}${why}`, () => {
    suite();
  });
}

export interface DiskScript {
  /** Becomes a file system of its own while the script runs. */
  readonly folder: string;
  readonly kilobytes: number;
  /** For sh. `$DISK` is the folder, `grow` gives it room, `$1` and on are `args`. */
  readonly script: string;
  readonly args: readonly string[];
}

/** What the script printed. */
export async function onSmallDisk({ folder, kilobytes, script, args }: DiskScript): Promise<string> {
  const whole = `
    set -e
    DISK="$1"; shift
    mount -t tmpfs -o size=${kilobytes}k,mode=700 tmpfs "$DISK"
    grow() { mount -o remount,size=50m "$DISK"; }
    ${script}`;
  const { stdout } = await promisify(execFile)('unshare', [...enter, 'sh', '-c', whole, 'sh', folder, ...args]);
  return stdout;
}
