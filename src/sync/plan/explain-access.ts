/** Who may open one mailbox, on either side, by which way, and what would change: also why somebody cannot. Pure. */

import { byText, canonicalAddress } from '../model/address.ts';
import type { AccessState, ExplainedAccess } from '../model/explanation.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import type { SharedMailbox, Trustee } from '../model/mailbox.ts';
import { type ExplainContext, heldBackOn } from './explain-context.ts';

interface Pair {
  readonly mailbox: SharedMailbox | undefined;
  readonly account: FunctionalAccount | undefined;
}

export function accessOf(pair: Pair, context: ExplainContext): readonly ExplainedAccess[] {
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

function inExchange(trustee: Trustee, pair: Pair, context: ExplainContext): ExplainedAccess {
  if (trustee.kind === 'unresolved')
    return { name: trustee.name, address: '', via: [], inExchange: true, inZivver: false, state: trustee.reason };
  const address = canonicalAddress(trustee.address) ?? trustee.address.toLowerCase();
  const { via, name } = trustee;
  const answer = context.people.find(trustee);
  if (answer.kind === 'none') return { name, address, via, inExchange: true, inZivver: false, state: 'no-account' };
  if (answer.kind === 'ambiguous') return { name, address, via, inExchange: true, inZivver: false, state: 'ambiguous' };
  const { person } = answer;
  const inZivver = pair.account?.members.includes(person.id) === true;
  return {
    name: person.name,
    address: person.address,
    via,
    inExchange: true,
    inZivver,
    state: answer.kind === 'suspended' ? 'suspended' : stateOf(person.id, { ...pair, inZivver, wanted: true }, context),
  };
}

function onlyInZivver(pair: Pair, context: ExplainContext): readonly ExplainedAccess[] {
  const members = new Set(pair.account?.members ?? []);
  return context.input.target.people
    .filter(({ id }) => members.has(id))
    .map(({ id, name, address }) => ({
      name,
      address,
      via: [],
      inExchange: false,
      inZivver: true,
      state: stateOf(id, { ...pair, inZivver: true, wanted: false }, context),
    }));
}

function stateOf(
  personId: string,
  { mailbox, account, inZivver, wanted }: Pair & { readonly inZivver: boolean; readonly wanted: boolean },
  context: ExplainContext,
): AccessState {
  if (wanted && inZivver) return 'has-access';
  const kind = wanted ? 'grant' : 'revoke';
  const keys = { mailboxId: mailbox?.id ?? null, accountId: account?.id ?? null };
  const isProposed = context.plan.content.mutations.some(
    (mutation) =>
      mutation.kind === kind && mutation.person?.id === personId && mutation.account.mailboxId === mailbox?.id,
  );
  if (isProposed) return wanted ? 'will-gain' : 'will-lose';
  if (heldBackOn(context, keys).some(({ id, kind: held }) => held === kind && id.endsWith(`:${personId}`)))
    return 'held-back';
  if (wanted) return 'not-compared';
  return mailbox?.delegates.state === 'unreadable' ? 'not-known' : 'kept';
}
