/** Which plan a person signs: the fingerprint he types must be the one of the plan he names. */

import type { Sync } from '../sync/index.ts';
import type { Person } from '../sync/model/person.ts';
import type { Plan } from '../sync/model/plan.ts';
import { isRefusal, type Refusal, refuse } from '../sync/model/refusal.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { AppSession } from './session.ts';

/** What approve, reject and waive begin with: who decides, on which plan; or how the command ends, said already. */
export async function decisionOf(
  { app, screen, terminal, decider, no }: AppSession,
  which: string,
  typed: string | undefined,
): Promise<{ readonly by: Person; readonly plan: Plan } | ExitCode> {
  const by = decider();
  if (isRefusal(by)) return no(by);
  const plan = await signedPlan(app.sync, which, typed);
  if (plan === 'fingerprint-needed') {
    const { console: words } = screen.texts;
    terminal.talk(`${words.fingerprintNeeded(which, '…')}\n${words.fingerprintShort}\n`);
    return exitCodes.usage;
  }
  return isRefusal(plan) ? no(plan) : { by, plan };
}

/** `which` is a plan id with `typed` digits of its fingerprint, or the beginning of a fingerprint itself. */
async function signedPlan(
  sync: Sync,
  which: string,
  typed: string | undefined,
): Promise<Plan | Refusal | 'fingerprint-needed'> {
  const details = await sync.details(which);
  if (isRefusal(details)) return details;
  const digits = (typed ?? (/^[0-9a-f]{8,64}$/i.test(which) ? which : '')).toLowerCase();
  if (digits.length < 8) return 'fingerprint-needed';
  return details.plan.fingerprint.startsWith(digits)
    ? details.plan
    : refuse('fingerprint-differs', { planId: details.plan.id });
}
