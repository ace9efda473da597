/**
 * A plan in which no mutation rests on what was remembered or came with a list: every mailbox that would change is asked
 * itself, and the plan computed again, until there is nothing left to ask. Each round makes more first hand, so it ends.
 */

import { SourceError } from '../errors.ts';
import type { WorkOptions } from './index.ts';
import type { SharedMailbox } from './model/mailbox.ts';
import type { ReadingProblem, SourceSnapshot } from './model/snapshot.ts';
import type { PlanInput, PlanWithLinks } from './plan/compute-plan.ts';
import { type Planner, planHere } from './planner.ts';
import type { Source } from './source/source.ts';

export interface FirstHandParts {
  readonly sources: readonly Source[];
  readonly planner?: Planner;
}

export interface FirstHand<Input extends PlanInput> {
  /** The readings as they are after asking again. */
  readonly input: Input;
  readonly planned: PlanWithLinks;
}

/** @param alsoNeeded ids of further mailboxes that are to be first hand, given what was planned */
export async function planFirstHand<Input extends PlanInput>(
  parts: FirstHandParts,
  read: Input,
  options: WorkOptions,
  alsoNeeded: (found: FirstHand<Input>) => readonly string[] = () => [],
): Promise<FirstHand<Input>> {
  let input = read;
  for (;;) {
    const planned = await (parts.planner ?? planHere)(input, options);
    if (input.sources.every(({ secondHand = [] }) => secondHand.length === 0)) return { input, planned };
    const needed = new Set([...planned.touched, ...alsoNeeded({ input, planned })]);
    const asked = input.sources.map(({ secondHand = [] }) => secondHand.filter((id) => needed.has(id)));
    if (asked.every((ids) => ids.length === 0)) return { input, planned };
    const sources = await Promise.all(
      input.sources.map((snapshot, index) => askAgain(parts.sources, snapshot, asked[index] ?? [], options)),
    );
    input = { ...input, sources };
  }
}

/** Whoever does not answer now is frozen: what was known second hand is no ground to act on. */
async function askAgain(
  sources: readonly Source[],
  snapshot: SourceSnapshot,
  ids: readonly string[],
  options: WorkOptions,
): Promise<SourceSnapshot> {
  const source = sources.find(({ name }) => name === snapshot.source);
  if (source === undefined || ids.length === 0) return snapshot;
  const again = await reread(source, ids, options);
  const [asked, hearsay] = [new Set(ids), new Set(again.secondHand)];
  const found = new Map(again.mailboxes.map((mailbox) => [mailbox.id, mailbox]));
  const { secondHand = [], ...rest } = snapshot;
  const left = secondHand.filter((id) => !asked.has(id));
  return {
    ...rest,
    mailboxes: snapshot.mailboxes.flatMap((mailbox) => {
      if (!asked.has(mailbox.id)) return mailbox;
      // A recording can only repeat what it holds: asked again, it is no wiser.
      if (hearsay.has(mailbox.id)) return frozen(mailbox);
      return found.get(mailbox.id) ?? (again.list.complete ? [] : frozen(mailbox));
    }),
    problems: eachOnce([...snapshot.problems, ...again.problems]),
    ...(left.length === 0 ? {} : { secondHand: left }),
  };
}

/**
 * What a source says each time, it said, though with another time or request number in its own words: otherwise asking
 * again would make another plan of the same changes.
 */
function eachOnce(problems: readonly ReadingProblem[]): readonly ReadingProblem[] {
  const keyOf = ({ code, place, params }: ReadingProblem) => JSON.stringify([code, place, { ...params, said: '' }]);
  const once = new Map<string, ReadingProblem>();
  for (const problem of problems) {
    const unread = (once.get(keyOf(problem))?.unread ?? 0) + (problem.unread ?? 0);
    once.set(keyOf(problem), unread === 0 ? problem : { ...problem, unread });
  }
  return [...once.values()];
}

function frozen(mailbox: SharedMailbox): SharedMailbox {
  return { ...mailbox, delegates: { state: 'unreadable', reason: 'permissions-unreadable' } };
}

type Again = Pick<SourceSnapshot, 'mailboxes' | 'list' | 'problems' | 'secondHand'>;

async function reread(source: Source, ids: readonly string[], options: WorkOptions): Promise<Again> {
  try {
    return await source.reread(ids, options);
  } catch (error) {
    if (options.signal.aborted || !(error instanceof SourceError)) throw error;
    const list = { complete: false, reason: 'read-failed', have: 0, expected: ids.length } as const;
    return { mailboxes: [], list, problems: [{ code: error.code, place: source.name, params: {} }] };
  }
}
