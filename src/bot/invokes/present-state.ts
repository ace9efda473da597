/** A decision that was refused: somebody who clicks late or twice sees how things stand, others hear why not. */

import { isRefusal, type Refusal } from '../../sync/model/refusal.ts';
import type { BotServices } from '../bot-services.ts';
import { cardOfPlan } from '../plan-view.ts';
import type { Turn } from '../turn.ts';
import { type ClickAnswer, cardAnswer, refusalAnswer } from './click-answer.ts';

export async function presentState(
  services: BotServices,
  turn: Turn,
  refused: { readonly planId: string; readonly refusal: Refusal },
): Promise<ClickAnswer> {
  const details = await services.sync.details(refused.planId);
  if (isRefusal(details)) return refusalAnswer(services.texts, refused.refusal);
  const { plan } = details;
  // The plan still waits: its card is right, so it stays and the clicker is told why not.
  if (plan.state === 'proposed' || plan.state === 'blocked') return refusalAnswer(services.texts, refused.refusal);
  return cardAnswer(cardOfPlan(turn.cards, await services.posted.view(plan)));
}
