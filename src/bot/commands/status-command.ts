import { statusCard } from '../../cards/status-card.ts';
import type { Command } from './command.ts';

/** `status`: what waits, what runs, how the last run ended. */
export const statusCommand: Command = {
  name: 'status',
  needs: 'reader',
  async run(services, turn) {
    const status = await services.sync.status();
    await services.channel.post(turn.conversationId, statusCard(turn.cards, { status }));
  },
};
