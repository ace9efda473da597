import { escapeMarkdown } from '../../cards/escape-markdown.ts';
import { refusalCard } from '../../cards/refusal-card.ts';
import { isRefusal } from '../../sync/model/refusal.ts';
import { noticeCard } from '../notice-card.ts';
import type { Command } from './command.ts';

/** `mute <address> <reason>`: what a waiting plan proposes for it is not proposed again until its mailbox changes. */
export const muteCommand: Command = {
  name: 'mute',
  needs: 'approver',
  async run(services, turn, argument) {
    const [address = '', ...reason] = argument.split(' ');
    const request = { by: turn.person, mayDecide: true, address, reason: reason.join(' ').slice(0, 1000) };
    const outcome = await services.sync.mute(request);
    const card = isRefusal(outcome)
      ? refusalCard(turn.cards, { refusal: outcome })
      : noticeCard(services.texts.chat.muted(outcome.mutations, escapeMarkdown(outcome.address, 120), outcome.planId));
    await services.channel.post(turn.conversationId, card);
  },
};

/** `unmute <address>`. */
export const unmuteCommand: Command = {
  name: 'unmute',
  needs: 'approver',
  async run(services, turn, argument) {
    const outcome = await services.sync.unmute({ by: turn.person, mayDecide: true, address: argument });
    const card = isRefusal(outcome)
      ? refusalCard(turn.cards, { refusal: outcome })
      : noticeCard(services.texts.chat.unmuted(outcome.mutations, escapeMarkdown(outcome.address, 120)));
    await services.channel.post(turn.conversationId, card);
  },
};
