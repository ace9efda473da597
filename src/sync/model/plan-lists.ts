/**
 * A plan taken apart into a small head and long lists, and put together again: where it is stored, and on its way between
 * two threads, nothing may hold all of a large plan at once. Pure.
 */

import type { Finding } from './finding.ts';
import type { Basis, ComputedPlan, PlanContent } from './plan.ts';

export type NamedList = readonly [name: string, entries: readonly unknown[]];
export type Lists = ReadonlyMap<string, readonly unknown[]>;

/** The head is the whole without the lists that were taken out of it. */
export interface Apart<Whole> {
  readonly head: Whole;
  readonly lists: readonly NamedList[];
}

/** Is this list one of those that are taken out? */
export type IsApart = (name: string, entries: readonly unknown[]) => boolean;

export function longerThan(longest: number): IsApart {
  return (_, { length }) => length > longest;
}

export function contentApart(content: PlanContent, isApart: IsApart): Apart<PlanContent> {
  const { lists, cut } = cutter(isApart);
  const head = {
    ...content,
    mutations: cut('mutations', content.mutations),
    items: cut('items', content.items),
    findings: content.findings.map((finding, index) => ({
      ...finding,
      details: cut(`details ${index}`, finding.details),
      addresses: cut(`addresses ${index}`, finding.addresses),
      withheld: cut(`withheld ${index}`, finding.withheld),
    })),
  };
  return { head, lists };
}

export function contentTogether(head: PlanContent, lists: Lists): PlanContent {
  if (lists.size === 0) return head;
  const join = joiner(lists);
  return {
    ...head,
    mutations: join('mutations', head.mutations),
    items: join('items', head.items),
    findings: head.findings.map(
      (finding, index): Finding => ({
        ...finding,
        details: join(`details ${index}`, finding.details),
        addresses: join(`addresses ${index}`, finding.addresses),
        withheld: join(`withheld ${index}`, finding.withheld),
      }),
    ),
  };
}

/** What stands beside the content and changes when the same plan is seen again. */
export type PlanReading = Pick<ComputedPlan, 'basis' | 'scope'>;

/** The same as JSON can hold it. */
export interface WrittenReading extends Pick<PlanReading, 'scope'> {
  readonly basis: WrittenBasis;
}

export interface WrittenBasis extends Omit<Basis, 'states'> {
  readonly states: Readonly<Record<string, string>>;
}

export function writtenBasis(basis: Basis): WrittenBasis {
  return { ...basis, states: Object.fromEntries(basis.states) };
}

export function readingApart({ basis, scope }: PlanReading, isApart: IsApart): Apart<WrittenReading> {
  const { lists, cut } = cutter(isApart);
  const states = cut('states', [...basis.states]);
  const head = {
    basis: { ...basis, states: Object.fromEntries(states) },
    scope: { ...scope, inScope: cut('inScope', scope.inScope), leftOut: cut('leftOut', scope.leftOut) },
  };
  return { head, lists };
}

/** In steps: of a first run every mailbox has a state. */
export function* readingTogether({ basis, scope }: WrittenReading, lists: Lists): Generator<undefined, PlanReading> {
  const join = joiner(lists);
  const states = new Map<string, string>();
  for (const [id, state] of join('states', Object.entries(basis.states))) {
    if (states.size % stepLength === 0) yield;
    states.set(id, state);
  }
  return {
    basis: { ...basis, states },
    scope: { ...scope, inScope: join('inScope', scope.inScope), leftOut: join('leftOut', scope.leftOut) },
  };
}

/** So many states are put in their place in a fraction of a millisecond. */
const stepLength = 500;

function cutter(isApart: IsApart) {
  const lists: NamedList[] = [];
  function cut<Entry>(name: string, list: readonly Entry[]): readonly Entry[] {
    if (!isApart(name, list)) return list;
    lists.push([name, list]);
    return [];
  }
  return { lists, cut };
}

/** A list that was not taken out stands in the head. */
function joiner(lists: Lists) {
  return <Entry>(name: string, own: readonly Entry[]): readonly Entry[] =>
    (lists.get(name) as readonly Entry[] | undefined) ?? own;
}
