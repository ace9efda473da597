/** What a planner takes and gives, taken apart into one small head and long lists, and put together again on the other thread. */

import type { ComputedPlan } from '../sync/model/plan.ts';
import {
  contentApart,
  contentTogether,
  type Lists,
  longerThan,
  type NamedList,
  readingApart,
  readingTogether,
  type WrittenReading,
} from '../sync/model/plan-lists.ts';
import type { PlanBeforeStates, PlanInput, PlanWithLinks } from '../sync/plan/compute-plan.ts';

/** Both are JSON. A list that is empty may be absent. */
export interface Parcel {
  readonly head: unknown;
  readonly lists: readonly NamedList[];
}

type InputHead = Omit<PlanInput, 'lookUps' | 'mutes'>;

export function packInput(input: PlanInput): Parcel {
  const { lookUps, mutes, ...rest } = input;
  const head: InputHead = {
    ...rest,
    sources: input.sources.map((source) => ({ ...source, mailboxes: [] })),
    target: { ...input.target, accounts: [], people: [] },
    links: [],
    history: { ...input.history, applied: [] },
  };
  return {
    head,
    lists: [
      ...input.sources.map((source, index) => [`mailboxes ${index}`, source.mailboxes] as const),
      ['accounts', input.target.accounts],
      ['people', input.target.people],
      ['links', input.links],
      ['applied', input.history.applied],
      ['lookUps', [...lookUps]],
      ['mutes', [...mutes]],
    ],
  };
}

export function unpackInput(received: unknown, lists: Lists): PlanInput {
  const head = received as InputHead;
  return {
    ...head,
    sources: head.sources.map((source, index) => ({ ...source, mailboxes: listOf(lists, `mailboxes ${index}`) })),
    target: { ...head.target, accounts: listOf(lists, 'accounts'), people: listOf(lists, 'people') },
    links: listOf(lists, 'links'),
    history: { ...head.history, applied: listOf(lists, 'applied') },
    lookUps: new Map(listOf(lists, 'lookUps')),
    mutes: new Map(listOf(lists, 'mutes')),
  };
}

type OutcomeHead = Omit<ComputedPlan, 'basis' | 'scope'> & WrittenReading;

/** The states of the mailboxes go their own way, as the list `states`. */
export function packOutcome({ plan, links, touched }: Omit<PlanBeforeStates, 'states'>): Parcel {
  const content = contentApart(plan.content, longerThan(0));
  const reading = readingApart({ ...plan, basis: { ...plan.basis, states: new Map() } }, longerThan(0));
  const head: OutcomeHead = { ...plan, content: content.head, ...reading.head };
  return { head, lists: [...content.lists, ...reading.lists, ['links', links], ['touched', touched]] };
}

/** In steps: whoever takes it has other things to do. */
export function* unpackOutcome(received: unknown, lists: Lists): Generator<undefined, PlanWithLinks> {
  const head = received as OutcomeHead;
  const content = contentTogether(head.content, lists);
  const reading = yield* readingTogether(head, lists);
  return {
    plan: { ...head, content, ...reading },
    links: listOf(lists, 'links'),
    touched: listOf(lists, 'touched'),
  };
}

/** What the other side of this file packed. */
function listOf<Entry>(lists: Lists, name: string): readonly Entry[] {
  return (lists.get(name) ?? []) as readonly Entry[];
}
