/** Who may open one mailbox, on either side, by which way, and what would change: also why somebody cannot. Pure. */

import { byText, canonicalAddress } from '../model/address.ts';
import type { AccessState, ExplainedAccess } from '../model/explanation.ts';
import type { Trustee } from '../model/mailbox.ts';
import {
  changesAccessOf,
  concerns,
  type ExplainContext,
  type ExplainedPair,
  heldBackOn,
  keysOf,
} from './explain-context.ts';

export function accessOf(pair: ExplainedPair, context: ExplainContext): readonly ExplainedAccess[] {
  const found = new Map<string, ExplainedAccess>();
  const { mailbox } = pair;
  const trustees = mailbox?.delegates.state === 'read' ? mailbox.delegates.trustees : [];
  for (const trustee of trustees) {
    const access = inExchange(trustee, pair, context);
    const key = access.address === '' ? access.name : access.address;
    const present = found.get(key);
    // Of two ways to the same access the shorter is shown.
    if (present === undefined || access.via.length < present.via.length) found.set(key, access);
  }
  for (const access of onlyInZivver(pair, context)) if (!found.has(access.address)) found.set(access.address, access);
  return [...found.values()].sort((a, b) => byText(a.name, b.name) || byText(a.address, b.address));
}

function inExchange(trustee: Trustee, pair: ExplainedPair, context: ExplainContext): ExplainedAccess {
  if (trustee.kind === 'unresolved')
    return { name: trustee.name, address: '', via: [], inExchange: true, inZivver: false, state: trustee.reason };
  const address = canonicalAddress(trustee.address) ?? trustee.address.toLowerCase();
  const { via, name } = trustee;
  const answer = context.people.find(trustee);
  if (answer.kind === 'none') return { name, address, via, inExchange: true, inZivver: false, state: 'no-account' };
  if (answer.kind === 'ambiguous') return { name, address, via, inExchange: true, inZivver: false, state: 'ambiguous' };
  const { person } = answer;
  const inZivver = pair.account?.members.includes(person.id) === true;
  const state = inZivver ? 'has-access' : (changeOf(person.id, pair, context)?.gains ?? 'not-compared');
  return {
    name: person.name,
    address: person.address,
    via,
    inExchange: true,
    inZivver,
    state: answer.kind === 'suspended' ? 'suspended' : state,
  };
}

function onlyInZivver(pair: ExplainedPair, context: ExplainContext): readonly ExplainedAccess[] {
  const { mailbox, account } = pair;
  if (account === undefined) return [];
  const members = new Set(account.members);
  const otherwise = mailbox?.delegates.state === 'unreadable' ? 'not-known' : 'kept';
  return context.input.target.people
    .filter(({ id }) => members.has(id))
    .map(({ id, name, address }) => ({
      name,
      address,
      via: [],
      inExchange: false,
      inZivver: true,
      state: changeOf(id, pair, context)?.loses ?? otherwise,
    }));
}

/** What happens to the access of one person here: granted to whoever has none, taken from whoever has it. */
function changeOf(
  personId: string,
  pair: ExplainedPair,
  context: ExplainContext,
): { readonly gains: AccessState; readonly loses: AccessState } | undefined {
  const keys = keysOf(pair, context);
  const isProposed = context.plan.content.mutations.some(
    (mutation) => concerns(mutation.account, keys) && changesAccessOf(personId, mutation),
  );
  if (isProposed) return { gains: 'will-gain', loses: 'will-lose' };
  const isHeldBack = heldBackOn(context, keys).some(({ id }) => id.endsWith(`:${personId}`));
  return isHeldBack ? { gains: 'held-back', loses: 'held-back' } : undefined;
}
