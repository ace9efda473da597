/** Carries out a plan and prints the mutation summary: what `apply` and `resume` have in common. */

import type { Sync } from '../sync/index.ts';
import { isRefusal } from '../sync/model/refusal.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { runText } from './print-run.ts';
import type { AppSession, CommandOptions } from './session.ts';
import { runJson } from './to-json.ts';

export async function runAndPrint(
  { app, screen, work, answer, hint, no }: AppSession,
  options: CommandOptions,
  request: Parameters<Sync['carryOut']>[0],
): Promise<ExitCode> {
  const run = await app.sync.carryOut(request, work);
  if (isRefusal(run)) return no(run);
  const details = await app.sync.details(run.id);
  const items = isRefusal(details) ? [] : details.items;
  answer(
    request.resumes === undefined ? 'apply' : 'resume',
    () => ({ run: runJson(run) }),
    () => runText(run, items, screen),
  );
  if (!isRefusal(details)) hint(nextSteps(details.plan, screen, options));
  return run.state === 'applied' ? exitCodes.done : exitCodes.failed;
}
