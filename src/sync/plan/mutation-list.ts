/** Makes mutations and keeps them in their one order: most dangerous first, then by address, kind and value. */

import { byText, inOrderOf } from '../model/address.ts';
import type { AccountRef, DangerClass, Mutation, MutationKind, PersonRef, ReasonCode } from '../model/mutation.ts';
import { dangerClasses, dangerClassOf, mutationKinds } from '../model/mutation.ts';

export function mutation(
  kind: MutationKind,
  reason: ReasonCode,
  account: AccountRef,
  values: {
    readonly before?: string | null;
    readonly after?: string | null;
    readonly person?: PersonRef;
    readonly via?: readonly string[];
    readonly emptied?: Mutation['emptied'];
  } = {},
): Mutation {
  const { after = null, before = null, person = null } = values;
  const value = person?.id ?? (kind === 'remove-alias' ? before : after) ?? '';
  return {
    account,
    after,
    before,
    class: dangerClassOf[kind],
    emptied: values.emptied ?? null,
    // The mailbox, or for an account without one its Zivver id: neither changes with name or address. Joined, for that gives
    // one run of characters: a template would be a tree, walked through wherever a million ids are looked at.
    id: [`${kind}:${account.mailboxId ?? account.id ?? account.address}:`, value].join(''),
    kind,
    person,
    reason,
    via: values.via ?? [],
  };
}

const kindOrder = Object.fromEntries(mutationKinds.map((kind, index) => [kind, index])) as Record<MutationKind, number>;
const mostDangerousFirst = dangerClasses.toReversed();

/** Class by class: within each the diff gives them nearly in order, and what stands in order is not sorted again. */
export function inOrder(mutations: readonly Mutation[]): Mutation[] {
  const lists: Record<DangerClass, Mutation[]> = { change: [], access: [], removal: [], destruction: [] };
  for (const one of mutations) lists[one.class].push(one);
  return ([] as Mutation[]).concat(...mostDangerousFirst.map((name) => inOrderOf(lists[name], byAccountKindAndValue)));
}

function byAccountKindAndValue(a: Mutation, b: Mutation): number {
  return (
    // Stryker disable next-line ConditionalExpression: only saves time
    (a.account === b.account ? 0 : byText(a.account.address, b.account.address)) ||
    kindOrder[a.kind] - kindOrder[b.kind] ||
    byText(a.id, b.id)
  );
}

export function isTaking(mutation: Mutation): boolean {
  return mutation.class === 'removal' || mutation.class === 'destruction';
}

export function takings(mutations: readonly Mutation[]): readonly Mutation[] {
  return ofKinds(mutations, takingKinds);
}

const takingKinds = mutationKinds.filter((kind) => ['removal', 'destruction'].includes(dangerClassOf[kind]));

/** Those of the given kinds, kind by kind. */
export function ofKinds(mutations: readonly Mutation[], kinds: readonly MutationKind[]): readonly Mutation[] {
  const { byKind } = overviewOf(mutations);
  const [first = [], ...others] = kinds.flatMap((kind) => {
    const found = byKind.get(kind);
    return found === undefined ? [] : [found];
  });
  // Stryker disable next-line ConditionalExpression: only saves time and memory
  return others.length === 0 ? first : first.concat(...others);
}

/** Ids of the mailboxes on which the mutations rest. */
export function mailboxesOf(mutations: readonly Mutation[]): ReadonlySet<string> {
  return overviewOf(mutations).mailboxes;
}

/** The accounts that the mutations are about, each at least once. */
export function accountsOf(mutations: readonly Mutation[]): readonly AccountRef[] {
  return overviewOf(mutations).accounts;
}

interface Overview {
  readonly accounts: readonly AccountRef[];
  readonly byKind: ReadonlyMap<MutationKind, readonly Mutation[]>;
  readonly mailboxes: ReadonlySet<string>;
}

/** Two dozen rules look at one list, most of them for what few of a million mutations are: it is gone through once. */
const overviews = new WeakMap<readonly Mutation[], Overview>();

function overviewOf(mutations: readonly Mutation[]): Overview {
  const present = overviews.get(mutations);
  // Stryker disable next-line ConditionalExpression: only saves time
  if (present !== undefined) return present;
  const byKind = new Map<MutationKind, Mutation[]>();
  const accounts: AccountRef[] = [];
  let own: Mutation[] = [];
  for (const one of mutations) {
    if (one.kind !== own[0]?.kind) own = byKind.get(one.kind) ?? [];
    // Stryker disable next-line ConditionalExpression: only saves time
    if (own.length === 0) byKind.set(one.kind, own);
    own.push(one);
    // In plan order the mutations of one account mostly stand together.
    // Stryker disable next-line ConditionalExpression, UnaryOperator: only saves memory
    if (one.account !== accounts.at(-1)) accounts.push(one.account);
  }
  const mailboxes = new Set(accounts.flatMap(({ mailboxId }) => mailboxId ?? []));
  const overview = { accounts, byKind, mailboxes };
  overviews.set(mutations, overview);
  return overview;
}
