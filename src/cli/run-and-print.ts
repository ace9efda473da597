/** Carries out a plan and prints the mutation summary: what `apply` and `resume` have in common. */

import type { Sync } from '../sync/index.ts';
import type { Person } from '../sync/model/person.ts';
import { isRefusal, type Refusal } from '../sync/model/refusal.ts';
import { type Run, waitsUntil } from '../sync/model/run.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { runText } from './print-run.ts';
import type { AppSession, CommandOptions } from './session.ts';
import { runJson } from './to-json.ts';

export async function runAndPrint(
  session: AppSession,
  options: CommandOptions,
  request: Parameters<Sync['carryOut']>[0],
): Promise<ExitCode> {
  const { app, screen, answer, hint, no } = session;
  const run = await carriedThrough(session, request);
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

/**
 * Nobody but this command goes on with the run: a long wait that Zivver asks for is sat out here, in sight. Interrupted, the
 * run is stopped by this person, so that no server goes on with it later.
 */
async function carriedThrough(
  { app, work, screen, hint, terminal }: AppSession,
  request: Parameters<Sync['carryOut']>[0],
): Promise<Run | Refusal> {
  const { planId, by } = request;
  let run = await app.sync.carryOut(request, work);
  for (;;) {
    const until = isRefusal(run) ? null : waitsUntil(run);
    if (isRefusal(run) || until === null) return run;
    hint(`${screen.texts.console.waits(screen.moment(until))}\n`);
    showWait(work, run, until);
    if (!(await waited(terminal, until))) return await endedHere(app.sync, { planId, by, run });
    run = await app.sync.carryOut({ planId, by, resumes: run.endedAt ?? '' }, work);
  }
}

function showWait({ onProgress }: AppSession['work'], { results }: Run, waitingUntil: string): void {
  const done = results.filter(({ state }) => state !== 'planned' && state !== 'sending').length;
  onProgress?.({ step: 'apply', what: 'items', done, total: results.length, where: null, waitingUntil });
}

async function waited({ clock, signal }: AppSession['terminal'], until: string): Promise<boolean> {
  try {
    await clock.sleep(Math.max(0, Date.parse(until) - clock.now().getTime()), signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

async function endedHere(
  sync: Sync,
  { planId, by, run }: { readonly planId: string; readonly by: Person; readonly run: Run },
): Promise<Run> {
  await sync.stop({ planId, by });
  const details = await sync.details(run.id);
  return isRefusal(details) ? run : (details.run ?? run);
}
