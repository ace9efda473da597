import { whoamiCard } from '../../cards/whoami-card.ts';
import { approvableClasses } from '../authorize.ts';
import type { Command } from './command.ts';

/** `whoami`: the object id and roles of whoever asks, so that an administrator can be told what to add. */
export const whoamiCommand: Command = {
  name: 'whoami',
  needs: null,
  async run(services, turn) {
    const { person, roles } = turn;
    const approves = roles.includes('approver') ? approvableClasses(services.access(), person.id) : undefined;
    const view = { person, roles, ...(approves === undefined ? {} : { approves }) };
    await services.channel.post(turn.conversationId, whoamiCard(turn.cards, view));
  },
};
