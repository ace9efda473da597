/** Makes mutations and keeps them in their one order: most dangerous first, then by address, kind and value. */

import { byText, inOrderOf } from '../model/address.ts';
import type { AccountRef, Mutation, MutationKind, PersonRef, ReasonCode } from '../model/mutation.ts';
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
  const value = values.person?.id ?? (kind === 'remove-alias' ? values.before : values.after) ?? '';
  // Keys in order: the fingerprint of a large plan is written faster (canonical-json.ts).
  return {
    account,
    after: values.after ?? null,
    before: values.before ?? null,
    class: dangerClassOf[kind],
    emptied: values.emptied ?? null,
    // The mailbox, or for an account without one its Zivver id: neither changes with name or address.
    id: `${kind}:${account.mailboxId ?? account.id ?? account.address}:${value}`,
    kind,
    person: values.person ?? null,
    reason,
    via: values.via ?? [],
  };
}

const kindOrder = Object.fromEntries(mutationKinds.map((kind, index) => [kind, index])) as Record<MutationKind, number>;
const mostDangerousFirst = dangerClasses.toReversed();

/** Class by class: within each the diff gives them nearly in order, and what stands in order is not sorted again. */
export function inOrder(mutations: readonly Mutation[]): Mutation[] {
  return mostDangerousFirst.flatMap((name) =>
    inOrderOf(
      mutations.filter((one) => one.class === name),
      byAccountKindAndValue,
    ),
  );
}

function byAccountKindAndValue(a: Mutation, b: Mutation): number {
  return (
    (a.account === b.account ? 0 : byText(a.account.address, b.account.address)) ||
    kindOrder[a.kind] - kindOrder[b.kind] ||
    byText(a.id, b.id)
  );
}

export function isTaking(mutation: Mutation): boolean {
  return mutation.class === 'removal' || mutation.class === 'destruction';
}
