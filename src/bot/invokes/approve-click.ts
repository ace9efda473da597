import { isRefusal } from '../../sync/model/refusal.ts';
import { cardOfPlan } from '../plan-view.ts';
import type { Click } from './click.ts';
import { cardAnswer } from './click-answer.ts';
import { presentState } from './present-state.ts';

/** Approve: one compare-and-set now, the applying in the background. A second click finds the plan decided. */
export const approveClick: Click<'approve'> = {
  needs: 'approver',
  async answer(services, turn, action) {
    const { planId, fingerprint, comment, typed } = action;
    const decision = { planId, fingerprint, comment, ...(typed === undefined ? {} : { typed }) };
    const outcome = await services.sync.approve({ ...decision, by: turn.person, mayDecide: true });
    if (isRefusal(outcome)) return presentState(services, turn, { planId, refusal: outcome });
    // A vote that does not decide changes no state; the other cards count it all the same.
    if (!outcome.quorumMet) await services.announcer.planChanged(outcome.plan);
    if (outcome.quorumMet) services.queue.add({ kind: 'carry-out', planId, by: turn.person });
    return cardAnswer(cardOfPlan(turn.cards, await services.posted.view(outcome.plan)));
  },
};
