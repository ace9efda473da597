/** The commands by which a person decides on one plan: the fingerprint he types must be the one of the plan he names. */

import { Option } from 'commander';
import type { Sync } from '../sync/index.ts';
import type { Person } from '../sync/model/person.ts';
import type { Plan } from '../sync/model/plan.ts';
import { isRefusal, type Refusal, refuse } from '../sync/model/refusal.ts';
import { type AddCommand, asOption, subcommand } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type AppSession, type CommandOptions, withApp } from './session.ts';

type DecisionOptions<Own> = CommandOptions & Own & { readonly fingerprint?: string };

export interface Decision<Own> {
  readonly name: string;
  readonly description: string;
  /** Options of its own, between the fingerprint and who decides. */
  readonly options: readonly Option[];
  decide(session: AppSession, signed: Signed, options: CommandOptions & Own): Promise<ExitCode>;
}

/** Who decides, and on exactly which content. */
export interface Signed {
  readonly planId: string;
  readonly fingerprint: string;
  readonly by: Person;
  readonly mayDecide: true;
}

export function decisionCommand<Own>({ name, description, options, decide }: Decision<Own>): AddCommand {
  return (program, terminal, ended) => {
    const command = subcommand(program, name, description)
      .argument('<plan>', 'plan, or beginning of its fingerprint (at least 8 digits)')
      .option('--fingerprint <digits>', 'beginning of the fingerprint you saw (at least 8 digits)');
    for (const option of options) command.addOption(option);
    command.addOption(asOption()).action(async (which: string, given: DecisionOptions<Own>) => {
      const code = await withApp(given, terminal, async (session) => {
        const signed = await signedIn(session, which, given.fingerprint);
        return typeof signed === 'number' ? signed : await decide(session, signed, given);
      });
      ended(code);
    });
  };
}

/** `--reason`, without which nothing is decided. */
export function reasonOption(): Option {
  return new Option('--reason <text>', 'why; kept with the plan').makeOptionMandatory();
}

/** Or how the command ends, said already. */
async function signedIn(
  { app, screen, terminal, decider, no }: AppSession,
  which: string,
  typed: string | undefined,
): Promise<Signed | ExitCode> {
  const by = decider();
  if (isRefusal(by)) return no(by);
  const plan = await signedPlan(app.sync, which, typed);
  if (plan === 'fingerprint-needed') {
    const { console: words } = screen.texts;
    terminal.talk(`${words.fingerprintNeeded(which, '…')}\n${words.fingerprintShort}\n`);
    return exitCodes.usage;
  }
  if (isRefusal(plan)) return no(plan);
  return { planId: plan.id, fingerprint: plan.fingerprint, by, mayDecide: true };
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
