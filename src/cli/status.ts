/** `countersign status`: what waits, what runs, what ran last. */

import { type AddCommand, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { statusText } from './print-lists.ts';
import { type CommandOptions, withApp } from './session.ts';
import { runJson } from './to-json.ts';

export const addStatus: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'status', 'show what waits, what runs and what ran last').action(
    async (options: CommandOptions) => {
      const code = await withApp(options, terminal, async ({ app, screen, answer }) => {
        const status = await app.sync.status();
        const { lastRun, open, sources, ...rest } = status;
        answer(
          'status',
          () => ({
            ...rest,
            open: [...open],
            sources: [...sources],
            lastRun: lastRun === null ? null : runJson(lastRun),
          }),
          () => statusText(status, screen),
        );
        return exitCodes.done;
      });
      ended(code);
    },
  );
};
