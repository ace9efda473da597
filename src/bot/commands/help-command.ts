import { helpCard } from '../../cards/help-card.ts';
import type { Command } from './command.ts';

/** `help`: what can be asked. */
export const helpCommand: Command = {
  name: 'help',
  needs: null,
  async run(services, turn) {
    await services.channel.post(turn.conversationId, helpCard(turn.cards));
  },
};
