/** Making a part of a plan: a progress card at once, then a job that turns it into the card of the part, or says why not. */

import { problemCard } from '../cards/problem-card.ts';
import { refusalCard } from '../cards/refusal-card.ts';
import type { SplitScreen } from '../jobs/handlers/split.ts';
import type { JobOf } from '../jobs/queue.ts';
import type { SplitChoice } from '../sync/model/split.ts';
import type { BotServices } from './bot-services.ts';
import { problemOf } from './problem-of.ts';
import { postProgress } from './start-work.ts';
import { cardContext, type Turn } from './turn.ts';

export interface WantedPart {
  readonly planId: string;
  /** Of the plan that the person saw. */
  readonly fingerprint: string;
  readonly choice: SplitChoice;
}

export async function startSplit(services: BotServices, turn: Turn, part: WantedPart): Promise<void> {
  const card = await postProgress(services, turn);
  services.queue.add({ kind: 'split', by: turn.person, ...part, card });
}

export function createSplitScreen(services: BotServices, job: JobOf<'split'>): SplitScreen {
  const context = cardContext(services, job.card.names);
  return {
    showPlan: (plan) => services.posted.add(job.card, plan),
    async showRefusal(refusal) {
      services.show(job.card, refusalCard(context, { refusal }));
    },
    async showProblem(error) {
      services.show(job.card, problemCard(context, problemOf(error)));
    },
  };
}
