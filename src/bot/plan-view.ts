/** Which card shows a plan in its present state. One place, so that every road to a card shows the same one. */

import type { Card, CardContext } from '../cards/card.ts';
import { closedCard } from '../cards/closed-card.ts';
import { planCard } from '../cards/plan-card.ts';
import { shaping } from '../cards/plan-shape.ts';
import { resultCard } from '../cards/result-card.ts';
import { runningCard } from '../cards/running-card.ts';
import { inTurns } from '../platform/slices.ts';
import type { Plan } from '../sync/model/plan.ts';
import type { Progress } from '../sync/model/progress.ts';
import type { Run, Vote, WaitingRun } from '../sync/model/run.ts';

export interface PlanView {
  readonly plan: Plan;
  readonly votes: readonly Vote[];
  readonly run: Run | null;
  /** Of a run that goes on; null when nothing was heard of it yet. */
  readonly progress: Progress | null;
  readonly page: number;
  /** Shows the buttons. Whoever clicks is authorised on the server all the same. */
  readonly mayDecide: boolean;
  /** The same for Stop and Resume. */
  readonly mayOperate: boolean;
  /** Runs that go on beside a plan that waits for people. */
  readonly waiting: readonly WaitingRun[];
  /** What was typed before the card was redrawn for the clicker. */
  readonly comment: string;
}

export function planView(view: Pick<PlanView, 'plan' | 'votes'> & Partial<PlanView>): PlanView {
  return { run: null, progress: null, page: 0, mayDecide: true, mayOperate: true, waiting: [], comment: '', ...view };
}

/** Before the card of a plan that waits is drawn: what it says about a million mutations is counted while others have their turns. */
export async function readyToDraw({ state, content }: Plan): Promise<void> {
  if (state === 'blocked' || state === 'proposed') await inTurns(shaping(content));
}

export function cardOfPlan(context: CardContext, view: PlanView): Card {
  const { plan, votes, run, progress, page, mayDecide, mayOperate, waiting, comment } = view;
  switch (plan.state) {
    case 'blocked':
    case 'proposed':
      return planCard(context, { plan, votes, page, mayDecide, reportAvailable: true, comment, waiting });
    case 'approved':
    case 'applying':
      return runningCard(context, { plan, approvedBy: approvers(votes), progress, mayOperate });
    case 'applied':
    case 'partly-applied':
    case 'stopped':
    case 'failed':
      if (run === null) return closedCard(context, { plan, votes });
      return resultCard(context, { plan, run, reportAvailable: true, mayOperate });
    case 'rejected':
    case 'superseded':
    case 'expired':
    case 'withdrawn':
      return closedCard(context, { plan, votes });
  }
}

function approvers(votes: readonly Vote[]) {
  return votes.filter((vote) => vote.decision === 'approve').map((vote) => vote.person);
}
