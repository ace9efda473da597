import { leaveOutCard } from '../../cards/leave-out-card.ts';
import { isRefusal, refuse } from '../../sync/model/refusal.ts';
import { operatorOrApprover } from '../authorize.ts';
import { readyToDraw } from '../plan-view.ts';
import type { Click } from './click.ts';
import { cardAnswer, refusalAnswer } from './click-answer.ts';
import { presentState } from './present-state.ts';

/** Asks the clicker what to leave out; the card of the others stays as it is. */
export const leaveOutClick: Click<'leave-out'> = {
  needs: operatorOrApprover,
  async answer(services, turn, { planId, fingerprint }) {
    const details = await services.sync.details(planId);
    if (isRefusal(details)) return refusalAnswer(services.texts, details);
    const { plan } = details;
    const refusal = refuse('fingerprint-differs', { planId });
    if (plan.state !== 'proposed' && plan.state !== 'blocked') return presentState(services, turn, { planId, refusal });
    if (plan.fingerprint !== fingerprint) return refusalAnswer(services.texts, refusal);
    await readyToDraw(plan);
    return cardAnswer(leaveOutCard(turn.cards, { plan }));
  },
};
