/** `countersign approve <plan> --fingerprint <digits> --as <name>`: signs one plan, nothing else. */

import { isRefusal } from '../sync/model/refusal.ts';
import { type AddCommand, asOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { type CommandOptions, withApp } from './session.ts';
import { signedPlan } from './signed-plan.ts';
import { planJson, voteJson } from './to-json.ts';

type Options = CommandOptions & {
  readonly fingerprint?: string;
  readonly comment: string;
  readonly deletes?: string;
};

export const addApprove: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'approve', 'sign a plan; the fingerprint you saw says which content you sign')
    .argument('<plan>', 'plan, or beginning of its fingerprint (at least 8 digits)')
    .option('--fingerprint <digits>', 'beginning of the fingerprint you saw (at least 8 digits)')
    .option('--comment <text>', 'kept with the approval', '')
    .option('--deletes <number>', 'how many accounts the plan deletes for good, where it does')
    .addOption(asOption())
    .action(async (which: string, options: Options) => {
      const code = await withApp(options, terminal, async ({ app, screen, answer, hint, no, decider }) => {
        const by = decider();
        if (isRefusal(by)) return no(by);
        const plan = await signedPlan(app.sync, which, options.fingerprint);
        if (plan === 'fingerprint-needed') {
          terminal.talk(
            `${screen.texts.console.fingerprintNeeded(which, '…')}\n${screen.texts.console.fingerprintShort}\n`,
          );
          return exitCodes.usage;
        }
        if (isRefusal(plan)) return no(plan);
        const outcome = await app.sync.approve({
          planId: plan.id,
          fingerprint: plan.fingerprint,
          by,
          mayDecide: true,
          comment: options.comment,
          ...(options.deletes === undefined ? {} : { typed: Number(options.deletes) }),
        });
        if (isRefusal(outcome)) return no(outcome);
        const { console: words } = screen.texts;
        const given = outcome.votes.filter((vote) => vote.decision === 'approve').length;
        answer(
          'approve',
          () => ({ plan: planJson(outcome.plan), quorumMet: outcome.quorumMet, votes: voteJson(outcome.votes) }),
          () =>
            `${outcome.quorumMet ? words.approved(plan.id) : words.moreVotes(given, outcome.plan.approval.votes)}\n`,
        );
        hint(nextSteps(outcome.plan, screen, options));
        return exitCodes.done;
      });
      ended(code);
    });
};
