import { isRefusal } from '../../sync/model/refusal.ts';
import { stopWords } from '../../texts/stop-words.ts';
import { operatorOrApprover } from '../authorize.ts';
import type { Click } from './click.ts';
import { messageAnswer } from './click-answer.ts';
import { presentState } from './present-state.ts';

/** Stop: recorded at once, heard by the run within a second. A second click changes nothing. */
export const stopClick: Click<'stop'> = {
  needs: operatorOrApprover,
  async answer(services, turn, { planId }) {
    const outcome = await services.sync.stop({ by: turn.person, planId });
    if (isRefusal(outcome)) return presentState(services, turn, { planId, refusal: outcome });
    return messageAnswer(stopWords(outcome, services.texts));
  },
};
