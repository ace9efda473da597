/** `countersign history`: plans, newest first. */

import { InvalidArgumentError } from 'commander';
import { type AddCommand, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { historyText } from './print-lists.ts';
import { type CommandOptions, withApp } from './session.ts';

export const addHistory: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'history', 'list plans, newest first')
    .option('--limit <number>', 'how many', count, 20)
    .action(async (options: CommandOptions & { readonly limit: number }) => {
      const code = await withApp(options, terminal, async ({ app, screen, answer }) => {
        const plans = await app.sync.history(options.limit);
        answer(
          'history',
          () => ({ plans: [...plans] }),
          () => historyText(plans, screen),
        );
        return exitCodes.done;
      });
      ended(code);
    });
};

function count(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('A whole number from 1 is expected.');
  return Number(text);
}
