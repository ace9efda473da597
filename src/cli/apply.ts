/** `countersign apply [plan] --as <name>`: carries out an approved plan and prints the mutation summary. */

import type { Sync } from '../sync/index.ts';
import { isRefusal, type Refusal, refuse } from '../sync/model/refusal.ts';
import { type AddCommand, allOption, asOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { runText } from './print-run.ts';
import { type CommandOptions, withApp } from './session.ts';
import { runJson } from './to-json.ts';

export const addApply: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'apply', 'carry out an approved plan, read back what was touched, print the summary')
    .argument('[plan]', 'plan, or beginning of its fingerprint; left out: the approved plan')
    .addOption(allOption())
    .addOption(asOption())
    .action(async (which: string | undefined, options: CommandOptions) => {
      const code = await withApp(options, terminal, async ({ app, screen, work, answer, hint, no, decider }) => {
        const by = decider();
        if (isRefusal(by)) return no(by);
        const planId = await planToApply(app.sync, which);
        if (isRefusal(planId)) return no(planId);
        const run = await app.sync.carryOut({ planId, by }, work);
        if (isRefusal(run)) return no(run);
        const details = await app.sync.details(run.id);
        const items = isRefusal(details) ? [] : details.items;
        answer(
          'apply',
          () => ({ run: runJson(run) }),
          () => runText(run, items, screen),
        );
        if (!isRefusal(details)) hint(nextSteps(details.plan, screen, options));
        return run.state === 'applied' ? exitCodes.done : exitCodes.failed;
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
