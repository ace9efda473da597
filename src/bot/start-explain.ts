/** Explaining takes a reading: a progress card at once, then a job that turns it into the answer. */

import { explainCard } from '../cards/explain-card.ts';
import { problemCard } from '../cards/problem-card.ts';
import type { ExplainScreen } from '../jobs/handlers/explain.ts';
import type { JobOf } from '../jobs/queue.ts';
import type { BotServices } from './bot-services.ts';
import { progressOn } from './preview-screens.ts';
import { problemOf } from './problem-of.ts';
import { postProgress } from './start-work.ts';
import { cardContext, type Turn } from './turn.ts';

export async function startExplain(services: BotServices, turn: Turn, asked: string): Promise<void> {
  const card = await postProgress(services, turn);
  services.queue.add({ kind: 'explain', requester: turn.person, asked, card });
}

export function createExplainScreen(services: BotServices, job: JobOf<'explain'>): ExplainScreen {
  const edits = progressOn(services, job.card);
  const context = cardContext(services, job.card.names);
  return {
    onProgress: (progress) => edits.offer(progress),
    async showExplanation(explanation) {
      edits.stop();
      services.show(job.card, explainCard(context, { explanation }));
    },
    async showProblem(error) {
      edits.stop();
      services.show(job.card, problemCard(context, problemOf(error)));
    },
  };
}
