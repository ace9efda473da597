import { startPreview } from '../start-work.ts';
import type { Command } from './command.ts';

/** `preview`: read, compare, propose. `preview <address>`: only those mailboxes. Answers at once, works in the background. */
export const previewCommand: Command = {
  name: 'preview',
  needs: 'operator',
  async run(services, turn, argument) {
    const only = argument.split(/[\s,;]+/).filter((word) => word !== '');
    await startPreview(services, turn, only);
  },
};
