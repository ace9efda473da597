/** `countersign restore <file>`: a backup becomes the store again; the present one is set aside. */

import { resolve } from 'node:path';
import { type AddCommand, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { type CommandOptions, withSession } from './session.ts';

export const addRestore: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'restore', 'make a backup the store again; the present store is set aside')
    .argument('<file>', 'a file that “countersign backup” made')
    .action(async (file: string, options: CommandOptions) => {
      const code = await withSession(options, terminal, async ({ config, screen, requester, answer, hint }) => {
        const { path } = config.store;
        const restored = await terminal.storeCare.restore({
          path,
          file: resolve(file),
          by: requester,
          now: new Date(),
        });
        const { backup, setAside } = restored;
        const { console: words } = screen.texts;
        answer(
          'restore',
          () => ({ store: path, setAside, backup }),
          () =>
            `${words.restored(path, backup.auditEntries)}\n${setAside === null ? '' : `${words.setAside(setAside)}\n`}`,
        );
        hint(`${words.afterRestore}\n`);
        return exitCodes.done;
      });
      ended(code);
    });
};
