import { startPreview } from '../start-work.ts';
import type { Command } from './command.ts';

/** An address has an @; the sign in front is what people know from the console. */
const freshWords: readonly string[] = ['fresh', '--fresh'];

/**
 * `preview`: read, compare, propose. `preview <address>`: only those mailboxes. `preview fresh`: nothing from memory.
 * Answers at once, works in the background.
 */
export const previewCommand: Command = {
  name: 'preview',
  needs: 'operator',
  async run(services, turn, argument) {
    const words = argument.split(/[\s,;]+/).filter((word) => word !== '');
    const only = words.filter((word) => !freshWords.includes(word.toLowerCase()));
    await startPreview(services, turn, { only, fresh: only.length < words.length });
  },
};
