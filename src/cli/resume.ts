/** `countersign resume [which] --as <name>`: a stopped run goes on under the approval it has. */

import { isRefusal } from '../sync/model/refusal.ts';
import { type AddCommand, allOption, asOption, subcommand } from './command.ts';
import { runAndPrint } from './run-and-print.ts';
import { type CommandOptions, withApp } from './session.ts';

export const addResume: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'resume', 'go on with a stopped run, under the approval it has')
    .argument('[which]', 'plan, run or beginning of a fingerprint; left out: the newest that may go on')
    .addOption(allOption())
    .addOption(asOption())
    .action(async (which: string | undefined, options: CommandOptions) => {
      const code = await withApp(options, terminal, async (session) => {
        const by = session.decider();
        if (isRefusal(by)) return session.no(by);
        const outcome = await session.app.sync.resume({ by, ...(which === undefined ? {} : { which }) });
        if (isRefusal(outcome)) return session.no(outcome);
        const { plan, resumes } = outcome;
        return runAndPrint(session, options, { planId: plan.id, by, resumes });
      });
      ended(code);
    });
};
