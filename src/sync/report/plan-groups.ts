/**
 * A big plan as something a person can judge without reading every line: how it spreads over domains and units, what is
 * unusual first, and a few ordinary ones. Pure; the same plan gives the same groups.
 */

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

export function groupPlan({ mutations, items }: Pick<PlanContent, 'mutations' | 'items'>): PlanGroups {
  const byAccount = groupedByAccount(mutations);
  const domains = countedBy(byAccount.map((own) => domainOf(addressOf(own))));
  const units = countedBy(items.flatMap(({ draft }) => draft?.division ?? []));
  const summaries = summed(byAccount, domains);
  const ordinary = summaries.filter((one) => one.traits.length === 0);
  return {
    accounts: byAccount.length,
    domains,
    units,
    unusual: summaries.filter((one) => one.traits.length > 0).sort(byTraits),
    samples: spread(ordinary, sampleCount),
  };
}

/** In plan order those of one account mostly stand together: a plan may have a million mutations. */
function groupedByAccount(mutations: readonly Mutation[]): readonly (readonly Mutation[])[] {
  const groups = new Map<string, Mutation[]>();
  let own: Mutation[] | undefined;
  for (const mutation of mutations) {
    const { account } = mutation;
    if (own?.[0]?.account !== account) {
      const key = account.id ?? account.address;
      own = groups.get(key) ?? [];
      if (own.length === 0) groups.set(key, own);
    }
    own?.push(mutation);
  }
  return [...groups.values()];
}

function addressOf(own: readonly Mutation[]): string {
  return own[0]?.account.address ?? '';
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function countedBy(names: readonly string[]): readonly Group[] {
  const counts = Map.groupBy(names, (name) => name);
  return [...counts]
    .map(([name, all]) => ({ name, accounts: all.length }))
    .sort((a, b) => b.accounts - a.accounts || (a.name < b.name ? -1 : 1));
}

function summed(byAccount: readonly (readonly Mutation[])[], domains: readonly Group[]): readonly AccountSummary[] {
  const typical = {
    people: median(byAccount.map((own) => countOf(own, 'grant'))),
    aliases: median(byAccount.map((own) => countOf(own, 'add-alias'))),
    domains: new Set(domains.filter(({ accounts }) => accounts > byAccount.length * 0.02).map(({ name }) => name)),
  };
  const all = byAccount.map((own) => ({ own, has: traitsOf(own, typical) }));
  const isRare = (trait: Trait) =>
    all.filter(({ has }) => has.includes(trait)).length <= Math.max(1, all.length * unusualShare);
  const rare = new Set(traits.filter(isRare));
  return all.flatMap(({ own, has }) => {
    const [first] = own;
    if (first === undefined) return [];
    return [
      {
        account: first.account,
        mutations: own.length,
        people: countOf(own, 'grant'),
        aliases: countOf(own, 'add-alias'),
        traits: has.filter((trait) => rare.has(trait)),
      },
    ];
  });
}

function countOf(own: readonly Mutation[], wanted: Mutation['kind']): number {
  let count = 0;
  for (const { kind } of own) if (kind === wanted) count += 1;
  return count;
}

interface Typical {
  readonly people: number;
  readonly aliases: number;
  readonly domains: ReadonlySet<string>;
}

function traitsOf(own: readonly Mutation[], typical: Typical): readonly Trait[] {
  const grants = own.filter(({ kind }) => kind === 'grant');
  const aliases = countOf(own, 'add-alias');
  const { address = '', displayName = '' } = own[0]?.account ?? {};
  const isNew = own.some(({ kind }) => kind === 'create');
  const has: Readonly<Record<Trait, boolean>> = {
    'taken-away': own.some((mutation) => mutation.class === 'removal' || mutation.class === 'destruction'),
    'many-people': grants.length > Math.max(10, typical.people * 4),
    'other-domain-people': grants.some(({ person }) => domainOf(person?.address ?? address) !== domainOf(address)),
    'one-person': isNew && grants.length === 1,
    'many-aliases': aliases > Math.max(4, typical.aliases * 4),
    'rare-domain': !typical.domains.has(domainOf(address)),
    'name-is-address': displayName.toLowerCase() === address,
  };
  return traits.filter((trait) => has[trait]);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Most traits first, then the gravest, then the most people. */
function byTraits(a: AccountSummary, b: AccountSummary): number {
  const gravest = ({ traits: own }: AccountSummary) => traits.indexOf(own[0] ?? 'name-is-address');
  return b.traits.length - a.traits.length || gravest(a) - gravest(b) || b.people - a.people;
}

function spread<Value>(values: readonly Value[], count: number): readonly Value[] {
  if (values.length <= count) return values;
  const step = values.length / count;
  return Array.from({ length: count }, (_, index) => values[Math.floor(index * step + step / 2)]).filter(
    (value) => value !== undefined,
  );
}
