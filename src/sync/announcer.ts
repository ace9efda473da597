/** The port through which the pipeline tells people what happened. Must not decide anything. */

import type { Plan } from './model/plan.ts';
import type { Progress } from './model/progress.ts';
import type { Run } from './model/run.ts';

export interface Announcer {
  /** The plan's state changed (approved, rejected, superseded, expired …): every card that shows it is rewritten. */
  planChanged(plan: Plan): Promise<void>;
  /** A run goes on; called often, the announcer decides what people see of it. */
  runProgressed(plan: Plan, progress: Progress): void;
  runEnded(plan: Plan, run: Run): Promise<void>;
}

/** Nobody to tell: the console. */
export const silentAnnouncer: Announcer = {
  planChanged: async () => {},
  runProgressed: () => {},
  runEnded: async () => {},
};
