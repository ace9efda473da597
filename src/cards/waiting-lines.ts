/** Runs that wait for Zivver while something else is shown: whoever decides on that must know that they go on. */

import type { WaitingRun } from '../sync/model/run.ts';
import type { CardContext } from './card.ts';
import { momentText } from './moments.ts';

export function waitingLines(waiting: readonly WaitingRun[], context: CardContext): readonly string[] {
  return waiting.map(({ planId, until }) => context.texts.cards.plan.waiting(planId, momentText(until, context)));
}
