/** Is a process there, and does it go? For tests that kill. */

import { setTimeout as pause } from 'node:timers/promises';

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until the process is gone; false when it is still there after twenty seconds. */
export async function processEnds(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 20_000; waited += 50) {
    if (!isRunning(pid)) return true;
    await pause(50);
  }
  return false;
}
