import { isRefusal } from '../../sync/model/refusal.ts';
import { cardOfPlan } from '../plan-view.ts';
import type { Click } from './click.ts';
import { cardAnswer } from './click-answer.ts';
import { presentState } from './present-state.ts';

/** Waive: lifts the blocks of one plan, with a reason. The card then shows the new fingerprint, and waits for approval. */
export const waiveClick: Click<'waive'> = {
  needs: 'approver',
  async answer(services, turn, action) {
    const { planId, fingerprint, comment } = action;
    const outcome = await services.sync.waive({ planId, fingerprint, comment, by: turn.person, mayDecide: true });
    if (isRefusal(outcome)) return presentState(services, turn, { planId, refusal: outcome });
    return cardAnswer(cardOfPlan(turn.cards, await services.posted.view(outcome)));
  },
};
