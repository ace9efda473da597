import { startMailboxes } from '../start-work.ts';
import type { Command } from './command.ts';

/** `mailboxes [text]`: what can be synchronised after types and filters, before any comparison. */
export const mailboxesCommand: Command = {
  name: 'mailboxes',
  needs: 'reader',
  async run(services, turn, argument) {
    await startMailboxes(services, turn, { text: argument.slice(0, 200), page: 0 });
  },
};
