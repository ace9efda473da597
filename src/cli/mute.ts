/** `countersign mute <address> --reason <why> --as <name>` and `countersign unmute <address> --as <name>`. */

import { isRefusal } from '../sync/model/refusal.ts';
import { type AddCommand, asOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { printable } from './printable.ts';
import { type CommandOptions, withApp } from './session.ts';

export const addMute: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'mute', 'do not propose the changes of one account again until its shared mailbox changes')
    .argument('<address>', 'address of a functional account in a plan that waits')
    .requiredOption('--reason <text>', 'why; kept with the mute')
    .addOption(asOption())
    .action(async (address: string, options: CommandOptions & { readonly reason: string }) => {
      const code = await withApp(options, terminal, async ({ app, screen, answer, no, decider }) => {
        const by = decider();
        if (isRefusal(by)) return no(by);
        const outcome = await app.sync.mute({ by, mayDecide: true, address, reason: options.reason });
        if (isRefusal(outcome)) return no(outcome);
        const { mutations, planId } = outcome;
        answer(
          'mute',
          () => ({ ...outcome }),
          () => `${screen.texts.chat.muted(mutations, printable(outcome.address), planId)}\n`,
        );
        return exitCodes.done;
      });
      ended(code);
    });
};

export const addUnmute: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'unmute', 'propose the changes of one account again')
    .argument('<address>', 'address that was muted')
    .addOption(asOption())
    .action(async (address: string, options: CommandOptions) => {
      const code = await withApp(options, terminal, async ({ app, screen, answer, no, decider }) => {
        const by = decider();
        if (isRefusal(by)) return no(by);
        const outcome = await app.sync.unmute({ by, mayDecide: true, address });
        if (isRefusal(outcome)) return no(outcome);
        answer(
          'unmute',
          () => ({ ...outcome }),
          () => `${screen.texts.chat.unmuted(outcome.mutations, printable(outcome.address))}\n`,
        );
        return exitCodes.done;
      });
      ended(code);
    });
};
