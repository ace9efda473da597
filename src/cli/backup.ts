/** `countersign backup <file>`: a checked copy of the store, made while everything goes on. */

import { resolve } from 'node:path';
import { type AddCommand, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { type CommandOptions, withSession } from './session.ts';

export const addBackup: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'backup', 'copy the store to a file while everything goes on, and check the copy')
    .argument('<file>', 'the new file; one that is there already is not overwritten')
    .action(async (file: string, options: CommandOptions) => {
      const code = await withSession(options, terminal, async ({ config, screen, answer }) => {
        const made = await terminal.storeCare.backup(config.store.path, resolve(file));
        const { console: words } = screen.texts;
        answer(
          'backup',
          () => made,
          () => `${words.backupMade(made.file, made.bytes, made.auditEntries)}\n${words.checksum(made.sha256)}\n`,
        );
        return exitCodes.done;
      });
      ended(code);
    });
};
