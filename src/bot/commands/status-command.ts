import { statusCard } from '../../cards/status-card.ts';
import type { Command } from './command.ts';

/** `status`: what waits, what runs, how the last run ended; what others changed in Zivver follows on the same card. */
export const statusCommand: Command = {
  name: 'status',
  needs: 'reader',
  async run(services, turn) {
    const status = await services.sync.status();
    const card = statusCard(turn.cards, { status, drift: status.lastRun === null ? null : 'looking' });
    const address = await services.channel.post(turn.conversationId, card);
    if (address === null || status.lastRun === null) return;
    services.queue.add({ kind: 'drift', requester: turn.person, card: { ...address, names: turn.cards.names } });
  },
};
