import { isRefusal } from '../../sync/model/refusal.ts';
import { operatorOrApprover } from '../authorize.ts';
import type { Click } from './click.ts';
import { messageAnswer, refusalAnswer } from './click-answer.ts';

/** Resume: asked on the server whether the approval still holds, then carried out in the background. */
export const resumeClick: Click<'resume'> = {
  needs: operatorOrApprover,
  async answer(services, turn, { planId }) {
    const outcome = await services.sync.resume({ by: turn.person, which: planId });
    if (isRefusal(outcome)) return refusalAnswer(services.texts, outcome);
    services.queue.add({ kind: 'carry-out', planId, by: turn.person, resumes: outcome.resumes });
    return messageAnswer(services.texts.chat.resuming(planId));
  },
};
