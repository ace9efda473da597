/** What every part of an explanation looks things up in: both sides, the plan of this moment, and what earlier runs did. */

import { byText, canonicalAddress } from '../model/address.ts';
import type { HeldBack, PastChange } from '../model/explanation.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import type { Item } from '../model/item.ts';
import type { Link } from '../model/link.ts';
import type { SharedMailbox } from '../model/mailbox.ts';
import { type Mutation, type MutationKind, mutationKinds } from '../model/mutation.ts';
import type { ComputedPlan } from '../model/plan.ts';
import type { LeftOut } from '../model/scope.ts';
import { byKey } from './by-key.ts';
import type { PlanInput } from './compute-plan.ts';
import type { PastItem } from './history.ts';
import { indexPeople, type PeopleIndex } from './people-index.ts';

export interface ExplainReading {
  readonly input: PlanInput;
  /** What a preview of this moment would propose. */
  readonly plan: ComputedPlan;
  readonly past: readonly PastItem[];
}

/** A mailbox with its account, or an account that no mailbox belongs to. */
export type ExplainedPair =
  | { readonly mailbox: SharedMailbox; readonly account: FunctionalAccount | undefined }
  | { readonly mailbox: undefined; readonly account: FunctionalAccount };

/** By what mutations name a pair. */
export interface PairKeys {
  readonly mailboxId: string | null;
  readonly accountId: string | null;
}

export interface ExplainContext extends ExplainReading {
  readonly people: PeopleIndex;
  readonly mailboxes: readonly SharedMailbox[];
  readonly accountFor: (mailbox: SharedMailbox) => FunctionalAccount | undefined;
  readonly linkByAccount: ReadonlyMap<string, Link>;
  readonly leftOutOf: ReadonlyMap<string | undefined, LeftOut>;
}

export function explainContext(reading: ExplainReading): ExplainContext {
  const { input, plan } = reading;
  const mailboxes = input.sources.flatMap((source) => source.mailboxes);
  return {
    ...reading,
    people: indexPeople(input.target.people),
    mailboxes,
    accountFor: accountFor(input, mailboxes),
    linkByAccount: byKey(input.links, ({ accountId }) => accountId),
    leftOutOf: byKey(plan.scope.leftOut, ({ mailboxId }) => mailboxId),
  };
}

/** By link, else by address, where no other mailbox that was read has that account. */
function accountFor({ target, links }: PlanInput, mailboxes: readonly SharedMailbox[]): ExplainContext['accountFor'] {
  const read = new Set(mailboxes.map(({ id }) => id));
  const byId = new Map<string | undefined, FunctionalAccount>(target.accounts.map((account) => [account.id, account]));
  const linkOf = byKey(links, ({ mailboxId }) => mailboxId);
  const taken = new Set(links.filter(({ mailboxId }) => read.has(mailboxId)).map(({ accountId }) => accountId));
  const byAddress = new Map<string | undefined, FunctionalAccount>(
    target.accounts.filter(({ id }) => !taken.has(id)).map((account) => [account.address, account]),
  );
  return ({ id, primaryAddress }) =>
    byId.get(linkOf.get(id)?.accountId) ?? byAddress.get(canonicalAddress(primaryAddress));
}

/** A mailbox that is gone is known by the link of its account. */
export function keysOf({ mailbox, account }: ExplainedPair, { linkByAccount }: ExplainContext): PairKeys {
  const link = account === undefined ? undefined : linkByAccount.get(account.id);
  return { mailboxId: mailbox?.id ?? link?.mailboxId ?? null, accountId: account?.id ?? null };
}

export function concerns(
  account: { readonly id: string | null; readonly mailboxId: string | null },
  keys: PairKeys,
): boolean {
  return (
    (keys.mailboxId !== null && account.mailboxId === keys.mailboxId) ||
    (keys.accountId !== null && account.id === keys.accountId)
  );
}

/** Gives this person access or takes it, alone or with everybody else. */
export function changesAccessOf(personId: string, { person, emptied }: Mutation): boolean {
  return person?.id === personId || emptied?.members.includes(personId) === true;
}

/** What findings hold back on one mailbox or account: the ids of mutations say of which. */
export function heldBackOn(
  { plan, people }: ExplainContext,
  { mailboxId, accountId }: PairKeys,
): readonly (HeldBack & { readonly id: string })[] {
  return plan.content.findings.flatMap(({ code, withheld }) =>
    withheld.flatMap((id) => {
      const kind = kindOf(id);
      const own = [mailboxId, accountId].find((key) => id.startsWith(`${kind}:${key}:`));
      if (kind === undefined || typeof own !== 'string') return [];
      const value = id.slice(`${kind}:${own}:`.length);
      return [{ id, kind, by: code, what: people.byId.get(value)?.name ?? (value.includes('@') ? value : '') }];
    }),
  );
}

function kindOf(mutationId: string): MutationKind | undefined {
  return mutationKinds.find((kind) => mutationId.startsWith(`${kind}:`));
}

const pastAtMost = 8;

/** Newest first. */
export function pastChanges(
  { past }: ExplainContext,
  isWanted: (change: { readonly mutationId: string; readonly account: Item['account'] }) => boolean,
): readonly PastChange[] {
  const changes = past.flatMap(({ planId, item, state, outcome, intentAt }) =>
    item.mutations.flatMap((mutationId): PastChange[] => {
      const kind = kindOf(mutationId);
      if (kind === undefined || !isWanted({ mutationId, account: item.account })) return [];
      const at = outcome?.at ?? intentAt ?? '';
      return [{ kind, planId, account: item.account, state, code: outcome?.code ?? '', at }];
    }),
  );
  return changes.sort((a, b) => byText(b.at, a.at)).slice(0, pastAtMost);
}
