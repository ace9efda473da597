/** `countersign undo [run]`: proposes the inverse of a run; prints the plan, or why nothing can be undone. */

import type { UndoOutcome } from '../sync/index.ts';
import { isRefusal } from '../sync/model/refusal.ts';
import { type AddCommand, allOption, asOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { nothingToUndoText, overtakenText, planText } from './print-plan.ts';
import type { Screen } from './screen.ts';
import { type CommandOptions, withApp } from './session.ts';
import { undoJson } from './to-json.ts';

export const addUndo: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'undo', 'propose the inverse of a run as a plan of its own; nothing is written to Zivver')
    .argument('[run]', 'run, plan or beginning of a fingerprint; left out: the newest run')
    .addOption(allOption())
    .addOption(asOption())
    .action(async (which: string | undefined, options: CommandOptions) => {
      const code = await withApp(options, terminal, async ({ app, screen, requester, work, answer, hint, no }) => {
        const outcome = await app.sync.undo({ requester, ...(which === undefined ? {} : { which }) }, work);
        if (isRefusal(outcome)) return no(outcome);
        answer(
          'undo',
          () => undoJson(outcome),
          () => undoText(outcome, screen),
        );
        if (outcome.kind !== 'nothing-to-undo' && outcome.plan !== null) hint(nextSteps(outcome.plan, screen, options));
        return exitCodes.done;
      });
      ended(code);
    });
};

function undoText(outcome: UndoOutcome, screen: Screen): string {
  if (outcome.kind === 'plan') return planText(outcome.plan, screen);
  return outcome.kind === 'overtaken' ? overtakenText(outcome, screen) : nothingToUndoText(outcome, screen);
}
