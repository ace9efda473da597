/** `countersign mailboxes [text]`: what can be synchronised, before any comparison with Zivver. */

import { type AddCommand, allOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { mailboxesText } from './print-lists.ts';
import { type CommandOptions, withApp } from './session.ts';
import { scopeJson } from './to-json.ts';

export const addMailboxes: AddCommand = (program, terminal, ended) => {
  subcommand(
    program,
    'mailboxes',
    'list the shared mailboxes after types and filter, and those left out with the reason',
  )
    .argument('[text]', 'only names and addresses that hold this text')
    .addOption(allOption())
    .action(async (text: string | undefined, options: CommandOptions) => {
      const code = await withApp(options, terminal, async ({ app, screen, work, answer }) => {
        const scope = await app.sync.mailboxes({ ...work, ...(text === undefined ? {} : { text }) });
        answer(
          'mailboxes',
          () => scopeJson(scope),
          () => mailboxesText(scope, screen),
        );
        return exitCodes.done;
      });
      ended(code);
    });
};
