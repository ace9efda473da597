/**
 * A big plan as something a person can judge without reading every line: how it spreads over domains and units, what is
 * unusual first, and a few ordinary ones. Pure; the same plan gives the same groups. A plan may have a million mutations:
 * the work comes in steps.
 */

import { domainOf } from '../model/address.ts';
import { atOnce } from '../model/at-once.ts';
import type { AccountRef, Mutation } from '../model/mutation.ts';
import type { PlanContent } from '../model/plan.ts';

/** What makes one account stand out among the others of its plan. */
export const traits = [
  'taken-away', // it loses something
  'many-people',
  'other-domain-people', // somebody of another domain gains access
  'one-person', // one person alone could open it
  'many-aliases',
  'rare-domain',
  'name-is-address', // nobody gave it a name
] as const;
export type Trait = (typeof traits)[number];

export interface AccountSummary {
  readonly account: AccountRef;
  readonly mutations: number;
  /** Who gains access. */
  readonly people: number;
  readonly aliases: number;
  /** Empty for an ordinary one. */
  readonly traits: readonly Trait[];
}

export interface Group {
  readonly name: string;
  readonly accounts: number;
}

export interface PlanGroups {
  readonly accounts: number;
  /** Largest first. */
  readonly domains: readonly Group[];
  /** Units that new accounts start in, largest first. Empty when the plan sets none. */
  readonly units: readonly Group[];
  /** The most unusual first. */
  readonly unusual: readonly AccountSummary[];
  /** Ordinary ones, spread evenly over the plan. */
  readonly samples: readonly AccountSummary[];
}

/** What more accounts than this have in common is not unusual. */
const unusualShare = 0.1;
const sampleCount = 3;
/** So many mutations or accounts are looked at in a fraction of a millisecond. */
const stepLength = 500;

type Grouped = Pick<PlanContent, 'mutations' | 'items'>;

export function groupPlan(content: Grouped): PlanGroups {
  return atOnce(grouping(content));
}

/** The same in steps. */
export function* grouping({ mutations, items }: Grouped): Generator<undefined, PlanGroups> {
  const tallies = yield* talliesOf(mutations);
  const domains = yield* counted(tallies, ({ account }) => domainOf(account.address));
  const units = yield* counted(items, ({ draft }) => draft?.division ?? null);
  const [ordinary, unusual] = yield* apart(yield* summed(tallies, domains));
  return {
    accounts: tallies.length,
    domains,
    units,
    unusual: yield* sortedByTraits(unusual),
    samples: spread(ordinary, sampleCount),
  };
}

type Summaries = readonly AccountSummary[];

function* apart(summaries: Summaries): Generator<undefined, readonly [ordinary: Summaries, unusual: Summaries]> {
  const [ordinary, unusual]: [AccountSummary[], AccountSummary[]] = [[], []];
  for (const [index, one] of summaries.entries()) {
    if (index % stepLength === 0) yield;
    (one.traits.length === 0 ? ordinary : unusual).push(one);
  }
  return [ordinary, unusual];
}

/** What the mutations of one account come to. */
interface Tally {
  readonly account: AccountRef;
  mutations: number;
  people: number;
  aliases: number;
  isNew: boolean;
  loses: boolean;
  gainsOtherDomain: boolean;
}

/** In plan order those of one account mostly stand together. */
function* talliesOf(mutations: readonly Mutation[]): Generator<undefined, readonly Tally[]> {
  const tallies = new Map<string, Tally>();
  let own: Tally | undefined;
  for (let at = 0; at < mutations.length; at += 1) {
    if (at % stepLength === 0) yield;
    const mutation = mutations[at] as Mutation;
    const { account } = mutation;
    if (own?.account !== account) {
      const key = account.id ?? account.address;
      own = tallies.get(key);
      if (own === undefined) tallies.set(key, (own = tallyOf(account)));
    }
    add(own, mutation);
  }
  return [...tallies.values()];
}

function tallyOf(account: AccountRef): Tally {
  return { account, mutations: 0, people: 0, aliases: 0, isNew: false, loses: false, gainsOtherDomain: false };
}

function add(tally: Tally, mutation: Mutation): void {
  const { kind, person } = mutation;
  tally.mutations += 1;
  if (mutation.class === 'removal' || mutation.class === 'destruction') tally.loses = true;
  if (kind === 'create') tally.isNew = true;
  if (kind === 'add-alias') tally.aliases += 1;
  if (kind !== 'grant') return;
  tally.people += 1;
  const { address } = tally.account;
  if (domainOf(person?.address ?? address) !== domainOf(address)) tally.gainsOtherDomain = true;
}

function* eachOf<Entry, Value>(
  entries: readonly Entry[],
  valueOf: (entry: Entry) => Value,
): Generator<undefined, Value[]> {
  const values: Value[] = [];
  for (const entry of entries) {
    if (values.length % stepLength === 0) yield;
    values.push(valueOf(entry));
  }
  return values;
}

/** How often each name occurs. Without a name an entry is not counted. */
function* counted<Entry>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string | null,
): Generator<undefined, readonly Group[]> {
  const counts = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    if (index % stepLength === 0) yield;
    const name = nameOf(entry);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, accounts]) => ({ name, accounts }))
    .sort((a, b) => b.accounts - a.accounts || (a.name < b.name ? -1 : 1));
}

function* summed(
  tallies: readonly Tally[],
  domains: readonly Group[],
): Generator<undefined, readonly AccountSummary[]> {
  const typical = {
    people: median(yield* eachOf(tallies, ({ people }) => people)),
    aliases: median(yield* eachOf(tallies, ({ aliases }) => aliases)),
    domains: new Set(domains.filter(({ accounts }) => accounts > tallies.length * 0.02).map(({ name }) => name)),
  };
  const counts = new Map<Trait, number>();
  const all = yield* eachOf(tallies, (tally) => {
    const has = traitsOf(tally, typical);
    for (const trait of has) counts.set(trait, (counts.get(trait) ?? 0) + 1);
    return has;
  });
  const most = Math.max(1, tallies.length * unusualShare);
  const rare = new Set(traits.filter((trait) => (counts.get(trait) ?? 0) <= most));
  let at = 0;
  return yield* eachOf(tallies, ({ account, mutations, people, aliases }) => {
    const has = all[at++] ?? [];
    return { account, mutations, people, aliases, traits: has.filter((trait) => rare.has(trait)) };
  });
}

interface Typical {
  readonly people: number;
  readonly aliases: number;
  readonly domains: ReadonlySet<string>;
}

function traitsOf(own: Tally, typical: Typical): readonly Trait[] {
  const { address, displayName } = own.account;
  const has: Readonly<Record<Trait, boolean>> = {
    'taken-away': own.loses,
    'many-people': own.people > Math.max(10, typical.people * 4),
    'other-domain-people': own.gainsOtherDomain,
    'one-person': own.isNew && own.people === 1,
    'many-aliases': own.aliases > Math.max(4, typical.aliases * 4),
    'rare-domain': !typical.domains.has(domainOf(address)),
    'name-is-address': displayName.toLowerCase() === address,
  };
  return traits.filter((trait) => has[trait]);
}

function median(values: readonly number[]): number {
  return Float64Array.from(values).sort()[Math.floor(values.length / 2)] ?? 0;
}

/** Most traits first, then the gravest, then the most people. */
function* sortedByTraits(summaries: readonly AccountSummary[]): Generator<undefined, readonly AccountSummary[]> {
  const alike = Map.groupBy(
    summaries,
    ({ traits: own }) => own.length * traits.length - traits.indexOf(gravestOf(own)),
  );
  const sorted: AccountSummary[] = [];
  for (const rank of [...alike.keys()].sort((a, b) => b - a)) {
    yield;
    for (const one of (alike.get(rank) ?? []).sort((a, b) => b.people - a.people)) sorted.push(one);
  }
  return sorted;
}

function gravestOf(own: readonly Trait[]): Trait {
  return own[0] ?? 'name-is-address';
}

function spread<Value>(values: readonly Value[], count: number): readonly Value[] {
  if (values.length <= count) return values;
  const step = values.length / count;
  return Array.from({ length: count }, (_, index) => values[Math.floor(index * step + step / 2)]).filter(
    (value) => value !== undefined,
  );
}
