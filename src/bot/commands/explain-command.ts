import { noticeCard } from '../notice-card.ts';
import { startExplain } from '../start-explain.ts';
import type { Command } from './command.ts';

/** `explain <address|person>`: why something is proposed, or why not. Reads both sides in the background, changes nothing. */
export const explainCommand: Command = {
  name: 'explain',
  needs: 'reader',
  async run(services, turn, argument) {
    const asked = argument.trim().slice(0, 200);
    if (asked !== '') return startExplain(services, turn, asked);
    await services.channel.post(turn.conversationId, noticeCard(services.texts.explain.question));
  },
};
