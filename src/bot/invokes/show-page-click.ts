import { isRefusal } from '../../sync/model/refusal.ts';
import { cardOfPlan, planView, readyToDraw } from '../plan-view.ts';
import type { Click } from './click.ts';
import { cardAnswer, refusalAnswer } from './click-answer.ts';

/** Another page of the plan's table, for the clicker. */
export const showPageClick: Click<'show-page'> = {
  needs: 'reader',
  async answer(services, turn, action) {
    const details = await services.sync.details(action.planId);
    if (isRefusal(details)) return refusalAnswer(services.texts, details);
    await readyToDraw(details.plan);
    const mayDecide = turn.kind !== 'personal' || turn.roles.includes('approver');
    return cardAnswer(
      cardOfPlan(turn.cards, planView({ ...details, page: action.page, comment: action.comment, mayDecide })),
    );
  },
};
