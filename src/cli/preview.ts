/** `countersign preview [addresses…]`: read, compare, propose; prints the plan. */

import type { PreviewOutcome } from '../sync/index.ts';
import { type AddCommand, allOption, asOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { nothingToDoText, overtakenText, planText, waitingText } from './print-plan.ts';
import type { Screen } from './screen.ts';
import { type CommandOptions, withApp } from './session.ts';
import { previewJson } from './to-json.ts';

export const addPreview: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'preview', 'read both sides and show what would change; nothing is written to Zivver')
    .argument('[addresses...]', 'only the mailboxes with these addresses, or with these people as delegates')
    .addOption(allOption())
    .addOption(asOption())
    .option('--fresh', 'ask every mailbox now, also where delegates are remembered')
    .option('--detailed-exit-code', 'end with 2 when changes wait for approval')
    .action(async (addresses: string[], options: CommandOptions & { detailedExitCode?: true; fresh?: true }) => {
      const code = await withApp(options, terminal, async ({ app, screen, requester, work, answer, hint }) => {
        const outcome = await app.sync.preview(
          { requester, fresh: options.fresh === true, ...(addresses.length === 0 ? {} : { only: addresses }) },
          work,
        );
        answer(
          'preview',
          () => previewJson(outcome),
          () => waitingText(outcome.waiting ?? [], screen) + previewText(outcome, screen),
        );
        if (outcome.kind === 'nothing-to-do' || outcome.plan === null) return exitCodes.done;
        if (outcome.kind === 'plan') {
          const { console: words } = screen.texts;
          if (!outcome.isNew) hint(`${words.refreshed}\n`);
          if (outcome.superseded.length > 0) hint(`${words.superseded(outcome.superseded.join(', '))}\n`);
        }
        hint(nextSteps(outcome.plan, screen, options));
        return options.detailedExitCode === true ? exitCodes.changesWaiting : exitCodes.done;
      });
      ended(code);
    });
};

function previewText(outcome: PreviewOutcome, screen: Screen): string {
  if (outcome.kind === 'plan') return planText(outcome.plan, screen);
  return outcome.kind === 'overtaken' ? overtakenText(outcome, screen) : nothingToDoText(outcome, screen);
}
