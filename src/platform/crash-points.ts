/**
 * Named places where a process may die, so that tests can kill it there. A no-op unless the composition root arms it
 * with a value such as `after-intent:3`. It must never change what the program does.
 */

import { setTimeout as pause } from 'node:timers/promises';

export const crashPointNames = [
  'before-intent',
  'after-intent',
  'after-send-before-answer',
  'after-answer-before-outcome',
  'after-outcome',
  'during-take-over',
  'during-verification',
  'during-migration',
] as const;
export type CrashPoint = (typeof crashPointNames)[number];

/** Of the environment: what arms them in the program itself. */
export const crashPointVariable = 'COUNTERSIGN_CRASH_POINT';

export interface CrashPoints {
  visit(point: CrashPoint): Promise<void>;
}

export const noCrashPoints: CrashPoints = { visit: async () => {} };

/**
 * `point:n` kills the process with SIGKILL at the n-th visit; `point:n:ms` waits that long first, so that a call under
 * way can reach its server. Undefined or empty: no crash points.
 */
export function crashPointsFrom(value: string | undefined, die: () => void = killThisProcess): CrashPoints {
  if (value === undefined || value === '') return noCrashPoints;
  const [point, visit, waitMs] = value.split(':');
  let visits = 0;
  return {
    visit: async (name) => {
      if (name !== point) return;
      visits += 1;
      if (visits !== Number(visit ?? 1)) return;
      if (waitMs !== undefined) await pause(Number(waitMs));
      die();
    },
  };
}

function killThisProcess(): void {
  process.kill(process.pid, 'SIGKILL');
}
