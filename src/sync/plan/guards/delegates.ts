/** Guards over who can open what: unknown is never "nobody", and what others put in a member set stays. */

import type { Mutation } from '../../model/mutation.ts';
import { needsAdoption } from '../match.ts';
import { isTaking, ofKinds } from '../mutation-list.ts';
import { type Detail, type Draft, detailOf, finding, findingIfAny, type Guard, personOf } from './guard.ts';

function ofMailboxes(draft: Draft, ids: ReadonlySet<string | null>): Mutation[] {
  // Stryker disable next-line ConditionalExpression, ArrayDeclaration: only saves time
  if (ids.size === 0) return [];
  return draft.mutations.filter(({ account }) => ids.has(account.mailboxId));
}

/** Delegates unreadable: the mailbox gains nothing and loses nothing this time. */
export const mailboxFrozen: Guard = (draft) => {
  const byReason = new Map<string, FrozenMailbox[]>();
  for (const { mailboxId, address, delegates } of draft.desired) {
    if (delegates.state !== 'unreadable') continue;
    // A denial has words of its own; every other reason is that the mailbox did not answer.
    const reason = delegates.reason.startsWith('deny-') ? delegates.reason : '';
    const frozen = { mailboxId, address, detail: delegates.reason };
    const same = byReason.get(reason) ?? [];
    if (same.push(frozen) === 1) byReason.set(reason, same);
  }
  return [...byReason].map(([reason, frozen]) =>
    finding('mailbox-frozen', 'withhold', {
      details: frozen.map(({ address, detail }) => ({ address, detail })),
      withheld: ofMailboxes(draft, new Set(frozen.map(({ mailboxId }) => mailboxId))),
      params: reason === '' ? {} : { reason },
    }),
  );
};

type FrozenMailbox = Detail & { readonly mailboxId: string };

/** Only who is positively known to lack FullAccess is revoked. */
export const delegatesUnresolved: Guard = (draft) => {
  const details: Detail[] = [];
  const mailboxes = new Set<string>();
  for (const { mailboxId, address, delegates } of draft.desired) {
    if (delegates.state !== 'read' || delegates.unresolved.length === 0) continue;
    mailboxes.add(mailboxId);
    for (const name of delegates.unresolved) details.push({ address, detail: name });
  }
  const withheld = ofMailboxes(draft, mailboxes).filter(({ kind }) => kind === 'revoke');
  return findingIfAny('delegates-unresolved', withheld.length === 0 ? 'warn' : 'withhold', { details, withheld });
};

export const delegatesNotInZivver: Guard = ({ desired }) => {
  const details = desired.flatMap(({ address, delegates }) =>
    delegates.state === 'read'
      ? delegates.unexpressed
          .filter(({ reason }) => reason === 'no-account' || reason === 'suspended')
          .map(({ name }) => ({ address, detail: name }))
      : [],
  );
  return findingIfAny('delegates-not-in-zivver', 'warn', { details });
};

/** Ids that are groups or the account itself are kept; ids Zivver no longer knows may make it refuse the whole set. */
export const membersThatAreNoPeople: Guard = (draft) => {
  const kept: Detail[] = [];
  const dangling: Detail[] = [];
  const mailboxes = new Set<string>();
  for (const { account, desired, sameMembers } of draft.matched.pairs) {
    // Whoever may open the mailbox is a person.
    // Stryker disable next-line ConditionalExpression: only saves time
    if (sameMembers) continue;
    for (const id of account.members) {
      if (draft.people.byId.has(id)) continue;
      if (draft.accounts.has(id)) kept.push({ address: account.address, detail: id });
      else if (draft.target.completeness.people.complete) {
        dangling.push({ address: account.address, detail: id });
        mailboxes.add(desired.mailboxId);
      }
    }
  }
  const withheld = ofMailboxes(draft, mailboxes).filter(({ kind }) => kind === 'grant' || kind === 'revoke');
  return [
    ...findingIfAny('foreign-members', 'info', { details: kept }),
    ...findingIfAny('dangling-members', withheld.length === 0 ? 'warn' : 'withhold', { details: dangling, withheld }),
  ];
};

export const addedInZivver: Guard = ({ mutations, policy, matched }) => {
  const adopting = new Set<string | null>(matched.pairs.filter(needsAdoption).map(({ desired }) => desired.mailboxId));
  const added = ofKinds(mutations, ['revoke']).filter(
    ({ reason, account }) => reason === 'added-in-zivver' && !adopting.has(account.mailboxId),
  );
  const details = added.map(personOf);
  if (policy.sync.addedInZivver === 'keep')
    return findingIfAny('added-in-zivver', 'withhold', { details, withheld: added });
  return findingIfAny('added-in-zivver', 'warn', { details });
};

/** A plan that adopts an account takes nothing from it: the next plan may. */
export const adoptionTakesNothing: Guard = (draft) => {
  const adopting = new Set(draft.matched.pairs.filter(needsAdoption).map(({ desired }) => desired.mailboxId));
  const withheld = ofMailboxes(draft, adopting).filter(isTaking);
  return findingIfAny('adoption-takes-nothing', 'withhold', {
    details: withheld.map((mutation) => {
      const { address, detail } = detailOf(mutation);
      return { address, detail: `${mutation.kind} ${detail}` };
    }),
    withheld,
  });
};

export const nobodyCouldOpen: Guard = ({ matched }) =>
  matched.unopenable.length === 0
    ? []
    : [
        finding('nobody-could-open', 'warn', {
          details: matched.unopenable.map(({ address, displayName }) => ({ address, detail: displayName })),
        }),
      ];
