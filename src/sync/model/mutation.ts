/** One intended change of one field or account, with before, after, reason and danger class. Pure data. */

export const mutationKinds = [
  'create',
  'adopt',
  'rename',
  'add-alias',
  'grant',
  'remove-alias',
  'revoke',
  'reassign-ou',
  'readdress',
  'retire',
  'delete',
] as const;
export type MutationKind = (typeof mutationKinds)[number];

/** From harmless to irreversible. The order is the order of danger. */
export const dangerClasses = ['change', 'access', 'removal', 'destruction'] as const;
export type DangerClass = (typeof dangerClasses)[number];

export const dangerClassOf = {
  create: 'change',
  adopt: 'change',
  rename: 'change',
  'add-alias': 'access',
  grant: 'access',
  'remove-alias': 'removal',
  revoke: 'removal',
  'reassign-ou': 'removal',
  readdress: 'removal',
  retire: 'removal',
  delete: 'destruction',
} as const satisfies Record<MutationKind, DangerClass>;

/** Why a mutation is proposed. The words live in texts. */
export type ReasonCode =
  | 'new-mailbox' // no account has this address
  | 'account-exists' // an account with this address exists and was not ours yet
  | 'name-differs'
  | 'alias-missing'
  | 'alias-surplus' // an alias the mailbox does not have
  | 'has-full-access'
  | 'no-full-access' // Exchange once granted it and no longer does
  | 'added-in-zivver' // Exchange was never seen to grant it
  | 'ou-differs'
  | 'address-changed' // the linked mailbox has a new primary address
  | 'mailbox-gone' // looked up by its stable id, answered "not found"
  | 'undoes-run'; // a person asked to undo what a run did

export interface PersonRef {
  /** Zivver id. */
  readonly id: string;
  readonly address: string;
  readonly name: string;
}

export interface AccountRef {
  /** Zivver id; null for an account that the plan creates. */
  readonly id: string | null;
  readonly mailboxId: string | null;
  /** Address of the account as it is now in Zivver (for a create: as it will be), lower case. */
  readonly address: string;
  readonly displayName: string;
}

export interface Mutation {
  /** Unique in its plan and the same in every computation: kind, account and value. */
  readonly id: string;
  readonly kind: MutationKind;
  readonly class: DangerClass;
  readonly reason: ReasonCode;
  readonly account: AccountRef;
  /** The value that goes: a name, an alias, an address, an OU, a person's address. Null when nothing was there. */
  readonly before: string | null;
  /** The value that comes; null when it is taken away. */
  readonly after: string | null;
  /** Who gains or loses access (grant, revoke). */
  readonly person: PersonRef | null;
  /** The groups through which access came (grant), outermost first. */
  readonly via: readonly string[];
  /** What retire and delete empty: needed to undo a retire. */
  readonly emptied: { readonly members: readonly string[]; readonly aliases: readonly string[] } | null;
  /** Of a readdress: the new address was an alias of the account. Needed to undo it; absent when it was not. */
  readonly promotes?: true;
  /** In a plan that undoes a run: the ids of that run's mutations, muted once this one is done. */
  readonly undoes?: readonly string[];
}
