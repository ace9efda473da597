/** `countersign approve <plan> --fingerprint <digits> --as <name>`: signs one plan, nothing else. */

import { isRefusal } from '../sync/model/refusal.ts';
import { type AddCommand, asOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { type CommandOptions, withApp } from './session.ts';
import { decisionOf } from './signed-plan.ts';
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
      const code = await withApp(options, terminal, async (session) => {
        const { app, screen, answer, hint, no } = session;
        const decision = await decisionOf(session, which, options.fingerprint);
        if (typeof decision === 'number') return decision;
        const { by, plan } = decision;
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
