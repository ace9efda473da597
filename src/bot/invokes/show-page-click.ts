import { isRefusal } from '../../sync/model/refusal.ts';
import { cardOfPlan } from '../plan-view.ts';
import type { Click } from './click.ts';
import { cardAnswer, refusalAnswer } from './click-answer.ts';

/** Another page of the plan's table, for the clicker. */
export const showPageClick: Click<'show-page'> = {
  needs: 'reader',
  async answer(services, turn, { planId, page, comment }) {
    const details = await services.sync.details(planId);
    if (isRefusal(details)) return refusalAnswer(services.texts, details);
    const mayDecide = turn.kind !== 'personal' || turn.roles.includes('approver');
    return cardAnswer(cardOfPlan(turn.cards, await services.posted.view(details.plan, { page, comment, mayDecide })));
  },
};
