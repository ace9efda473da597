/** `countersign split [plan] --first <n> | --additions-only | --without-…`: a part of a plan that waits, as a plan of its own. Signs nothing. */

import { InvalidArgumentError } from 'commander';
import { nearest } from '../platform/nearest.ts';
import { findingCodes } from '../sync/model/finding.ts';
import { mutationKinds } from '../sync/model/mutation.ts';
import { isRefusal } from '../sync/model/refusal.ts';
import type { SplitChoice } from '../sync/model/split.ts';
import { type AddCommand, allOption, asOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { planText } from './print-plan.ts';
import { type CommandOptions, withApp } from './session.ts';
import { planContentJson, planJson } from './to-json.ts';

type LeaveOut = Extract<SplitChoice, { kind: 'leave-out' }>;

interface Options extends CommandOptions {
  readonly first?: number;
  readonly additionsOnly?: true;
  readonly withoutKind?: LeaveOut['kinds'];
  readonly withoutDomain?: readonly string[];
  readonly withoutFinding?: LeaveOut['findings'];
  readonly withoutAccount?: readonly string[];
}

export const addSplit: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'split', 'propose a part of a plan that waits, with a fingerprint and an approval of its own')
    .argument('[plan]', 'plan, or beginning of its fingerprint; left out: the newest plan')
    .option('--first <number>', 'only the first so many accounts', accounts)
    .option('--additions-only', 'only what takes nothing away')
    .option('--without-kind <kinds>', 'leave out kinds of change, with commas between them', oneOf(mutationKinds))
    .option('--without-domain <domains>', 'leave out accounts of these domains', listed)
    .option('--without-finding <codes>', 'leave out what these findings are about', oneOf(findingCodes))
    .option('--without-account <addresses>', 'leave out these functional accounts', listed)
    .addOption(allOption())
    .addOption(asOption())
    .action(async (which: string | undefined, options: Options) => {
      const code = await withApp(options, terminal, async ({ app, screen, requester, answer, hint, no }) => {
        const choice = choiceOf(options);
        if (choice === undefined) {
          terminal.talk(`${screen.texts.console.splitChoice}\n`);
          return exitCodes.usage;
        }
        const outcome = await app.sync.split({ by: requester, choice, ...(which === undefined ? {} : { which }) });
        if (isRefusal(outcome)) return no(outcome);
        const { plan, isNew } = outcome;
        answer(
          'split',
          () => ({ isNew, plan: planJson(plan), ...planContentJson(plan) }),
          () => planText(plan, screen),
        );
        if (!isNew) hint(`${screen.texts.console.partWaits}\n`);
        hint(nextSteps(plan, screen, options));
        return exitCodes.done;
      });
      ended(code);
    });
};

/** Undefined: none, or several at once. What is left out may be named in several ways together. */
function choiceOf(options: Options): SplitChoice | undefined {
  const { first, additionsOnly, withoutKind, withoutDomain, withoutFinding, withoutAccount } = options;
  const leavesOut = [withoutKind, withoutDomain, withoutFinding, withoutAccount].some((list) => list !== undefined);
  const chosen = [first !== undefined, additionsOnly === true, leavesOut].filter(Boolean);
  if (chosen.length !== 1) return undefined;
  if (first !== undefined) return { kind: 'first', accounts: first };
  if (additionsOnly === true) return { kind: 'additions-only' };
  return {
    kind: 'leave-out',
    kinds: withoutKind ?? [],
    domains: withoutDomain ?? [],
    findings: withoutFinding ?? [],
    accounts: withoutAccount ?? [],
  };
}

function accounts(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('A whole number from 1 is expected.');
  return Number(text);
}

function listed(text: string): readonly string[] {
  const values = [...new Set(text.toLowerCase().split(/[\s,;]+/u))].filter((value) => value !== '').sort();
  if (values.length === 0) throw new InvalidArgumentError('At least one is expected.');
  return values;
}

function oneOf<Value extends string>(known: readonly Value[]) {
  return (text: string): readonly Value[] =>
    listed(text).map((word) => {
      const value = known.find((each) => each === word);
      if (value !== undefined) return value;
      const meant = nearest(word, known);
      throw new InvalidArgumentError(
        meant === undefined
          ? `"${word}" is not one of: ${known.join(', ')}.`
          : `"${word}" is not known. Did you mean "${meant}"?`,
      );
    });
}
