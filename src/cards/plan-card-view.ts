/** What the plan card shows, and to whom. */

import type { Plan } from '../sync/model/plan.ts';
import type { Vote, WaitingRun } from '../sync/model/run.ts';

export interface PlanCardView {
  readonly plan: Plan;
  readonly votes: readonly Vote[];
  /** From 0. */
  readonly page: number;
  /** Does whoever looks have the right to approve? False for a card that everybody shares only when nobody may. */
  readonly mayDecide: boolean;
  readonly reportAvailable: boolean;
  /** What was typed before this card replaced another one. */
  readonly comment?: string;
  /** Runs that go on beside it after a wait. */
  readonly waiting?: readonly WaitingRun[];
}
