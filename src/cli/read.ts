/** `countersign read --output <file>`: reads a source and writes a signed reading for another machine. */

import { resolve } from 'node:path';
import { type AddCommand, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { type CommandOptions, withSession } from './session.ts';

interface ReadCommandOptions extends CommandOptions {
  readonly output: string;
  readonly source?: string;
}

export const addRead: AddCommand = (program, terminal, ended) => {
  subcommand(
    program,
    'read',
    'read one source whole, every mailbox itself, and write it signed, for a machine that cannot reach it; signs with COUNTERSIGN_READING_KEY (32 characters or more, the same on both machines) and needs no key of Zivver',
  )
    .requiredOption('--output <file>', 'the file to write, for its owner only; one that is there is replaced')
    .option('--source <name>', 'which source, when there are several')
    .action(async (options: ReadCommandOptions) => {
      const needs = 'sources';
      const code = await withSession(
        { ...options, needs },
        terminal,
        async ({ config, screen, work, answer, onSourceFailure }) => {
          const file = resolve(options.output);
          const { source, takenAt, mailboxes, list } = await terminal.recordReading(
            { config, source: options.source, file, onSourceFailure },
            work,
          );
          answer(
            'read',
            () => ({ file, source, takenAt, mailboxes: mailboxes.length, list }),
            () => `${screen.texts.console.readingWritten(mailboxes.length, source, file)}\n`,
          );
          return exitCodes.done;
        },
      );
      ended(code);
    });
};
