/** `countersign waive <plan> --fingerprint <digits> --reason <why> --as <name>`: lifts the blocks of one plan; it is not signed by that. */

import { isRefusal } from '../sync/model/refusal.ts';
import { type AddCommand, asOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { type CommandOptions, withApp } from './session.ts';
import { decisionOf } from './signed-plan.ts';
import { planJson } from './to-json.ts';

type Options = CommandOptions & { readonly fingerprint?: string; readonly reason: string };

export const addWaive: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'waive', 'lift the blocks of one blocked plan, with a reason; it then waits for approval')
    .argument('<plan>', 'plan, or beginning of its fingerprint (at least 8 digits)')
    .option('--fingerprint <digits>', 'beginning of the fingerprint you saw (at least 8 digits)')
    .requiredOption('--reason <text>', 'why; kept with the plan')
    .addOption(asOption())
    .action(async (which: string, options: Options) => {
      const code = await withApp(options, terminal, async (session) => {
        const { app, screen, answer, hint, no } = session;
        const decision = await decisionOf(session, which, options.fingerprint);
        if (typeof decision === 'number') return decision;
        const { by, plan } = decision;
        const waived = await app.sync.waive({
          planId: plan.id,
          fingerprint: plan.fingerprint,
          by,
          mayDecide: true,
          comment: options.reason,
        });
        if (isRefusal(waived)) return no(waived);
        answer(
          'waive',
          () => ({ plan: planJson(waived) }),
          () => `${screen.texts.console.waived(waived.id)}\n`,
        );
        hint(nextSteps(waived, screen, options));
        return exitCodes.done;
      });
      ended(code);
    });
};
