/** `countersign approve <plan> --fingerprint <digits> --as <name>`: signs one plan, nothing else. */

import { Option } from 'commander';
import { isRefusal } from '../sync/model/refusal.ts';
import { exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { decisionCommand } from './signed-plan.ts';
import { planJson, voteJson } from './to-json.ts';

export const addApprove = decisionCommand<{ readonly comment: string; readonly deletes?: string }>({
  name: 'approve',
  description: 'sign a plan; the fingerprint you saw says which content you sign',
  options: [
    new Option('--comment <text>', 'kept with the approval').default(''),
    new Option('--deletes <number>', 'how many accounts the plan deletes for good, where it does'),
  ],
  async decide({ app, screen, answer, hint, no }, signed, options) {
    const outcome = await app.sync.approve({
      ...signed,
      comment: options.comment,
      ...(options.deletes === undefined ? {} : { typed: Number(options.deletes) }),
    });
    if (isRefusal(outcome)) return no(outcome);
    const { plan, quorumMet, votes } = outcome;
    const { console: words } = screen.texts;
    const given = votes.filter((vote) => vote.decision === 'approve').length;
    answer(
      'approve',
      () => ({ plan: planJson(plan), quorumMet, votes: voteJson(votes) }),
      () => `${quorumMet ? words.approved(plan.id) : words.moreVotes(given, plan.approval.votes)}\n`,
    );
    hint(nextSteps(plan, screen, options));
    return exitCodes.done;
  },
});
