/** `countersign reject <plan> --fingerprint <digits> --reason <why> --as <name>`. */

import { isRefusal } from '../sync/model/refusal.ts';
import { type AddCommand, asOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { type CommandOptions, withApp } from './session.ts';
import { decisionOf } from './signed-plan.ts';
import { planJson } from './to-json.ts';

type Options = CommandOptions & { readonly fingerprint?: string; readonly reason: string; readonly mute?: true };

export const addReject: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'reject', 'refuse a plan, with a reason')
    .argument('<plan>', 'plan, or beginning of its fingerprint (at least 8 digits)')
    .option('--fingerprint <digits>', 'beginning of the fingerprint you saw (at least 8 digits)')
    .requiredOption('--reason <text>', 'why; kept with the plan')
    .option('--mute', 'do not propose these changes again until their shared mailboxes change')
    .addOption(asOption())
    .action(async (which: string, options: Options) => {
      const code = await withApp(options, terminal, async (session) => {
        const { app, screen, answer, no } = session;
        const decision = await decisionOf(session, which, options.fingerprint);
        if (typeof decision === 'number') return decision;
        const { by, plan } = decision;
        const rejected = await app.sync.reject({
          planId: plan.id,
          fingerprint: plan.fingerprint,
          by,
          mayDecide: true,
          comment: options.reason,
          mute: options.mute === true,
        });
        if (isRefusal(rejected)) return no(rejected);
        answer(
          'reject',
          () => ({ plan: planJson(rejected) }),
          () => `${screen.texts.console.rejected(rejected.id)}\n`,
        );
        return exitCodes.done;
      });
      ended(code);
    });
};
