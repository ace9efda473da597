import { isRefusal } from '../../sync/model/refusal.ts';
import { noticeCard } from '../notice-card.ts';
import type { Click } from './click.ts';
import { cardAnswer, refusalAnswer } from './click-answer.ts';

/** What became of an uncertain change, with a reason. A second click finds it decided. */
export const resolveClick: Click<'resolve'> = {
  needs: 'approver',
  async answer(services, turn, { planId, itemId, verdict, comment }) {
    const { signal } = new AbortController();
    const happened = verdict === 'done';
    const request = { by: turn.person, mayDecide: true, planId, itemId, happened, reason: comment };
    const run = await services.sync.resolve(request, { signal });
    if (isRefusal(run)) return refusalAnswer(services.texts, run);
    return cardAnswer(noticeCard(services.texts.chat.resolved(itemId, run.id, happened)));
  },
};
