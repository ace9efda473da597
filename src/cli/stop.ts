/** `countersign stop --as <name>`: the run under way ends between two calls, also when another process carries it. */

import { isRefusal } from '../sync/model/refusal.ts';
import { stopWords } from '../texts/stop-words.ts';
import { type AddCommand, asOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { type CommandOptions, withApp } from './session.ts';

export const addStop: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'stop', 'end the run under way between two calls, also that of another process')
    .addOption(asOption())
    .action(async (options: CommandOptions) => {
      const code = await withApp(options, terminal, async ({ app, screen, answer, no, decider }) => {
        const by = decider();
        if (isRefusal(by)) return no(by);
        const outcome = await app.sync.stop({ by });
        if (isRefusal(outcome)) return no(outcome);
        answer(
          'stop',
          () => ({ ...outcome }),
          () => `${stopWords(outcome, screen.texts)}\n`,
        );
        return exitCodes.done;
      });
      ended(code);
    });
};
