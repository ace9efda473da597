import { reasonCard } from '../../cards/reason-card.ts';
import { isRefusal } from '../../sync/model/refusal.ts';
import { cardOfPlan } from '../plan-view.ts';
import type { Click } from './click.ts';
import { cardAnswer } from './click-answer.ts';
import { presentState } from './present-state.ts';

/** Reject: needs a reason; without one the clicker is asked for it. */
export const rejectClick: Click<'reject'> = {
  needs: 'approver',
  async answer(services, turn, action) {
    const { planId, fingerprint, comment } = action;
    const mute = action.mute === 'true';
    const outcome = await services.sync.reject({
      planId,
      fingerprint,
      comment,
      mute,
      by: turn.person,
      mayDecide: true,
    });
    if (isRefusal(outcome)) {
      const details = outcome.code === 'reason-needed' ? await services.sync.details(planId) : outcome;
      if (isRefusal(details)) return presentState(services, turn, { planId, refusal: outcome });
      return cardAnswer(reasonCard(turn.cards, { plan: details.plan, comment, mute }));
    }
    return cardAnswer(cardOfPlan(turn.cards, await services.posted.view(outcome)));
  },
};
