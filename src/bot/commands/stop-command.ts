import { refusalCard } from '../../cards/refusal-card.ts';
import { isRefusal } from '../../sync/model/refusal.ts';
import { stopWords } from '../../texts/stop-words.ts';
import { operatorOrApprover } from '../authorize.ts';
import { noticeCard } from '../notice-card.ts';
import type { Command } from './command.ts';

/** `stop`: the run under way ends between two calls, whichever process carries it. */
export const stopCommand: Command = {
  name: 'stop',
  needs: operatorOrApprover,
  async run(services, turn) {
    const outcome = await services.sync.stop({ by: turn.person });
    const card = isRefusal(outcome)
      ? refusalCard(turn.cards, { refusal: outcome })
      : noticeCard(stopWords(outcome, services.texts));
    await services.channel.post(turn.conversationId, card);
  },
};
