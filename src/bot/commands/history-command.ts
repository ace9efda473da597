import { historyCard } from '../../cards/history-card.ts';
import type { Command } from './command.ts';

const shown = 15;

/** `history`: the newest plans and how they ended. */
export const historyCommand: Command = {
  name: 'history',
  needs: 'reader',
  async run(services, turn) {
    const plans = await services.sync.history(shown);
    await services.channel.post(turn.conversationId, historyCard(turn.cards, { plans }));
  },
};
