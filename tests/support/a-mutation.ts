/** A mutation as the planner makes it, made without the planner: what a test looks for must not come from what it tests. */

import {
  type AccountRef,
  dangerClassOf,
  type Mutation,
  type MutationKind,
  type PersonRef,
} from '../../src/sync/model/mutation.ts';

export const infoRef = {
  id: 'a-info',
  mailboxId: 'm-info',
  address: 'info@example.nl',
  displayName: 'info',
} as const satisfies AccountRef;

/** On the account of `info`, unless another is given. */
export function aMutation(
  kind: MutationKind,
  more: {
    readonly account?: AccountRef;
    readonly before?: string | null;
    readonly after?: string | null;
    readonly person?: PersonRef;
    readonly emptied?: Mutation['emptied'];
    readonly reason?: Mutation['reason'];
  } = {},
): Mutation {
  const {
    account = infoRef,
    before = null,
    after = null,
    person = null,
    emptied = null,
    reason = 'name-differs',
  } = more;
  const value = person?.id ?? (kind === 'remove-alias' ? before : after) ?? '';
  return {
    account,
    after,
    before,
    class: dangerClassOf[kind],
    emptied,
    id: `${kind}:${account.mailboxId}:${value}`,
    kind,
    person,
    reason,
    via: [],
  };
}
