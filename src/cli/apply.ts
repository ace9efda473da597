/** `countersign apply [plan] --as <name>`: carries out an approved plan and prints the mutation summary. */

import type { Sync } from '../sync/index.ts';
import { isRefusal, type Refusal, refuse } from '../sync/model/refusal.ts';
import { type AddCommand, allOption, asOption, subcommand } from './command.ts';
import { runAndPrint } from './run-and-print.ts';
import { type CommandOptions, withApp } from './session.ts';

export const addApply: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'apply', 'carry out an approved plan, read back what was touched, print the summary')
    .argument('[plan]', 'plan, or beginning of its fingerprint; left out: the approved plan')
    .addOption(allOption())
    .addOption(asOption())
    .action(async (which: string | undefined, options: CommandOptions) => {
      const code = await withApp(options, terminal, async (session) => {
        const by = session.decider();
        if (isRefusal(by)) return session.no(by);
        const planId = await planToApply(session.app.sync, which);
        return isRefusal(planId) ? session.no(planId) : runAndPrint(session, options, { planId, by });
      });
      ended(code);
    });
};

async function planToApply(sync: Sync, which: string | undefined): Promise<string | Refusal> {
  if (which !== undefined) {
    const details = await sync.details(which);
    return isRefusal(details) ? details : details.plan.id;
  }
  const { open } = await sync.status();
  const approved = open.filter(({ state }) => state === 'approved');
  const [only] = approved;
  return only === undefined || approved.length > 1 ? refuse('nothing-to-do') : only.id;
}
