/** `countersign show [plan|run|fingerprint]`: a plan with its votes and its run. */

import { isRefusal } from '../sync/model/refusal.ts';
import { type AddCommand, allOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { planText } from './print-plan.ts';
import { runText } from './print-run.ts';
import { printable } from './printable.ts';
import { type CommandOptions, withApp } from './session.ts';
import { planContentJson, planJson, runJson, voteJson } from './to-json.ts';

export const addShow: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'show', 'show a plan, who signed it and what became of it')
    .argument('[which]', 'plan, run or beginning of a fingerprint; left out: the newest plan')
    .addOption(allOption())
    .action(async (which: string | undefined, options: CommandOptions) => {
      const code = await withApp(options, terminal, async ({ app, screen, answer, hint, no }) => {
        const details = await app.sync.details(which);
        if (isRefusal(details)) return no(details);
        const { plan, votes, run, items } = details;
        const voted = votes.map(
          (vote) =>
            `${screen.texts.console.voted(printable(vote.person.name), vote.decision === 'approve', screen.moment(vote.at))}\n`,
        );
        answer(
          'show',
          () => ({
            plan: planJson(plan),
            ...planContentJson(plan),
            votes: voteJson(votes),
            run: run === null ? null : runJson(run),
          }),
          () =>
            [planText(plan, screen), voted.join(''), run === null ? '' : runText(run, items, screen)]
              .filter((part) => part !== '')
              .join('\n'),
        );
        hint(nextSteps(plan, screen, options));
        return exitCodes.done;
      });
      ended(code);
    });
};
