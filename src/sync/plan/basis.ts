/** What a plan was computed from: what each source says about the mailboxes it would change, and which ones those are. */

import { byText, sortedUnique } from '../model/address.ts';
import type { SharedMailbox } from '../model/mailbox.ts';
import type { Mutation } from '../model/mutation.ts';
import type { Basis } from '../model/plan.ts';
import type { SourceSnapshot, TargetSnapshot } from '../model/snapshot.ts';
import { takersIn, takesOf } from './address-book.ts';
import { countedByType } from './count-types.ts';
import { limitsOf } from './guards/amounts.ts';
import type { Draft } from './guards/guard.ts';
import { mailboxStates } from './mailbox-state.ts';
import { accountsOf, mailboxesOf, ofKinds } from './mutation-list.ts';
import type { Normalized } from './normalize.ts';

export type MailboxState = readonly [mailboxId: string, state: string];

/** Only of mailboxes that would change, one after the other: the digest of a whole organisation takes a second. */
export function statesOf(
  sources: readonly SourceSnapshot[],
  mutations: readonly Mutation[],
): Generator<MailboxState, undefined> {
  // Asked here: whoever takes the states later must not keep a million mutations for them.
  return statesOfThese(sources, mailboxesOf(mutations));
}

function* statesOfThese(
  sources: readonly SourceSnapshot[],
  touched: ReadonlySet<string>,
): Generator<MailboxState, undefined> {
  // Stryker disable next-line ConditionalExpression: only saves time
  if (touched.size === 0) return;
  const stateOf = mailboxStates();
  for (const { mailboxes } of sources)
    for (const mailbox of mailboxes) if (touched.has(mailbox.id)) yield [mailbox.id, stateOf(mailbox)];
}

export function basisOf(
  { sources, target }: { readonly sources: readonly SourceSnapshot[]; readonly target: TargetSnapshot },
  mutations: readonly Mutation[],
  draft: Draft,
): Omit<Basis, 'states'> {
  return {
    sources: readingsOf(sources),
    target: { takenAt: target.takenAt, accounts: target.accounts.length, people: target.people.length },
    limits: limitsOf(draft),
    ...membersOf(mutations, draft.accounts),
  };
}

/** When each source was read, how completely, and how old what is remembered is. */
export function readingsOf(sources: readonly SourceSnapshot[]): Basis['sources'] {
  return sources
    .map(({ source, takenAt, madeFrom, mailboxes, list }) => ({
      source,
      takenAt,
      madeFrom,
      list,
      mailboxes: mailboxes.length,
      frozen: mailboxes.filter(({ delegates }) => delegates.state === 'unreadable').length,
      byType: countedByType(mailboxes),
      ...rememberedIn(mailboxes),
    }))
    .sort((a, b) => byText(a.source, b.source));
}

function rememberedIn(mailboxes: readonly SharedMailbox[]): Pick<Basis['sources'][number], 'remembered'> {
  const readAt = mailboxes.flatMap(({ delegates }) => (delegates.state === 'read' ? (delegates.readAt ?? []) : []));
  const [first, ...others] = readAt;
  if (first === undefined) return {};
  const oldest = others.reduce((a, b) => (b < a ? b : a), first);
  return { remembered: { mailboxes: readAt.length, oldest } };
}

/** Needed to see that a part of the plan would leave nobody: it takes people away and leaves out those who come. */
function membersOf(mutations: readonly Mutation[], accounts: Draft['accounts']): Pick<Basis, 'members'> {
  const losing = new Set(ofKinds(mutations, ['revoke']).map(({ account }) => account.id));
  const both = new Set<string>();
  // Stryker disable next-line ConditionalExpression, EqualityOperator: only saves time
  if (losing.size > 0)
    for (const { account } of ofKinds(mutations, ['grant']))
      if (account.id !== null && losing.has(account.id)) both.add(account.id);
  if (both.size === 0) return {};
  return { members: Object.fromEntries(sortedUnique(both).map((id) => [id, accounts.get(id)?.members.length ?? 0])) };
}

/** Who holds an address that a mutation wants decides about it too: of two mailboxes with one address, neither goes ahead. */
export function touchedBy(
  proposed: readonly Mutation[],
  { desired }: Normalized,
  askedFor: boolean,
): readonly string[] {
  if (askedFor) return sortedUnique(desired.map(({ mailboxId }) => mailboxId));
  // Stryker disable next-line ConditionalExpression: only saves time
  if (proposed.length === 0) return [];
  const ids = mailboxesOf(proposed);
  const others = desired.filter(({ mailboxId }) => !ids.has(mailboxId));
  if (others.length === 0) return sortedUnique(ids);
  const wanted = new Set<string>();
  for (const { address } of accountsOf(proposed)) wanted.add(address);
  for (const taker of takersIn(proposed)) wanted.add(takesOf(taker) ?? '');
  const rivals = others.filter(
    ({ address, aliases }) => wanted.has(address) || aliases.some((alias) => wanted.has(alias)),
  );
  return sortedUnique([...ids, ...rivals.map(({ mailboxId }) => mailboxId)]);
}
