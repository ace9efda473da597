import { startUncertain } from '../start-work.ts';
import type { Click } from './click.ts';
import { messageAnswer } from './click-answer.ts';

/** Decide on what is uncertain: the first such change, in a card of its own. */
export const uncertainClick: Click<'uncertain'> = {
  needs: 'approver',
  async answer(services, turn, { planId }) {
    await startUncertain(services, turn, { planId, itemId: '' });
    return messageAnswer(services.texts.chat.uncertainShown);
  },
};
