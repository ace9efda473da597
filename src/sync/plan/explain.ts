/**
 * Explain: why a mailbox or a person is in the plan of this moment, or why not. Asks the planner itself, so that what it
 * says is what a preview would propose. Pure; proposes nothing.
 */

import { byText, canonicalAddress } from '../model/address.ts';
import type { Explanation, MailboxExplanation, PersonExplanation, Verdict } from '../model/explanation.ts';
import type { Finding } from '../model/finding.ts';
import type { FunctionalAccount, ZivverPerson } from '../model/functional-account.ts';
import type { SharedMailbox } from '../model/mailbox.ts';
import { accessOf } from './explain-access.ts';
import {
  changesAccessOf,
  concerns,
  type ExplainContext,
  type ExplainedPair,
  type ExplainReading,
  explainContext,
  heldBackOn,
  keysOf,
  pastChanges,
} from './explain-context.ts';

const atMost = 3;

export function explain(reading: ExplainReading, asked: string): Explanation {
  const { input } = reading;
  const context = explainContext(reading);
  const isAsked = matcher(asked);
  const pairs = pairsOf(context).filter(({ mailbox, account }) =>
    isAsked(
      [...(mailbox?.proxyAddresses ?? []), mailbox?.primaryAddress, account?.address, ...(account?.aliases ?? [])],
      [mailbox?.displayName, account?.displayName],
    ),
  );
  const people = peopleOf(context).filter(({ address, aliases, name }) => isAsked([address, ...aliases], [name]));
  return {
    asked,
    readAt: input.target.takenAt,
    mailboxes: pairs.slice(0, atMost).map((pair) => explainPair(pair, context)),
    people: people.slice(0, atMost).map((person) => explainPerson(person, context)),
    more: Math.max(0, pairs.length - atMost) + Math.max(0, people.length - atMost),
  };
}

/** An address is itself; other words are looked for in names. */
function matcher(asked: string) {
  const address = canonicalAddress(asked);
  const text = asked.trim().toLowerCase();
  return (addresses: readonly (string | undefined)[], names: readonly (string | undefined)[]): boolean =>
    address === undefined
      ? text !== '' && names.some((name) => name?.toLowerCase().includes(text) === true)
      : addresses.some((value) => value !== undefined && canonicalAddress(value) === address);
}

/** Every mailbox with its account, and every account that no mailbox belongs to. */
function pairsOf({ mailboxes, input, accountFor }: ExplainContext): readonly ExplainedPair[] {
  const pairs = mailboxes.map((mailbox) => ({ mailbox, account: accountFor(mailbox) }));
  const paired = new Set(pairs.map(({ account }) => account?.id));
  const alone = input.target.accounts.filter(({ id }) => !paired.has(id));
  return [...pairs, ...alone.map((account) => ({ mailbox: undefined, account }))];
}

/** As the account has it, or would have it. Empty: the mailbox has none that could be used. */
function addressOf({ mailbox, account }: ExplainedPair): string {
  const own = mailbox === undefined ? undefined : canonicalAddress(mailbox.primaryAddress);
  return own ?? account?.address ?? '';
}

function nameOf({ mailbox, account }: ExplainedPair): string {
  return mailbox === undefined ? account.displayName : mailbox.displayName;
}

function explainPair(pair: ExplainedPair, context: ExplainContext): MailboxExplanation {
  const { plan, linkByAccount, leftOutOf } = context;
  const { mailbox, account } = pair;
  const link = account === undefined ? undefined : linkByAccount.get(account.id);
  const keys = keysOf(pair, context);
  const mutations = plan.content.mutations.filter((mutation) => concerns(mutation.account, keys));
  const heldBack = heldBackOn(context, keys);
  const held = new Set(heldBack.map(({ id }) => id));
  const leftOut = leftOutOf.get(mailbox?.id);
  const address = addressOf(pair);
  const addresses = new Set([address, account?.address]);
  return {
    verdict: verdictOf({
      mutations: mutations.length,
      heldBack: heldBack.length,
      leftOut: leftOut !== undefined,
      gone: mailbox === undefined && link !== undefined,
      alone: mailbox === undefined,
      off: !plan.content.policy.sync.newOrChanged,
      unread: mailbox?.delegates.state === 'unreadable',
    }),
    address,
    displayName: nameOf(pair),
    exchange: mailbox === undefined ? null : exchangeSide(mailbox),
    zivver: account === undefined ? null : { ...zivverSide(account), link: link?.origin ?? null },
    leftOut: leftOut === undefined ? null : { reason: leftOut.reason, detail: leftOut.detail },
    access: accessOf(pair, context),
    mutations,
    heldBack: heldBack.map(({ kind, by, what }) => ({ kind, by, what })),
    findings: plan.content.findings
      .filter((finding) => finding.addresses.some((value) => addresses.has(value)) || holdsBack(finding, held))
      .map((finding) => onlyOf(finding, addresses)),
    past: pastChanges(context, (change) => concerns(change.account, keys)),
  };
}

function holdsBack({ withheld }: Finding, mutationIds: ReadonlySet<string>): boolean {
  return withheld.some((id) => mutationIds.has(id));
}

/** What the finding counts of this mailbox. A limit is over the whole plan, and so is its number; so is that of a reading. */
function onlyOf(finding: Finding, addresses: ReadonlySet<string | undefined>): Finding {
  const details = finding.details.filter(({ address }) => addresses.has(address));
  if (finding.limit !== null || details.length === 0) return finding;
  return {
    ...finding,
    number: details.length,
    details,
    addresses: finding.addresses.filter((address) => addresses.has(address)),
  };
}

function verdictOf(of: {
  readonly mutations: number;
  readonly heldBack: number;
  readonly leftOut: boolean;
  readonly gone: boolean;
  readonly alone: boolean;
  readonly off: boolean;
  readonly unread: boolean;
}): Verdict {
  if (of.mutations > 0) return 'proposed';
  if (of.heldBack > 0) return 'held-back';
  if (of.leftOut) return 'left-out';
  if (of.gone) return 'mailbox-gone';
  if (of.alone) return 'zivver-only';
  if (of.off) return 'changes-off';
  return of.unread ? 'not-known' : 'equal';
}

function exchangeSide({ source, type, primaryAddress, proxyAddresses, delegates }: SharedMailbox) {
  const address = canonicalAddress(primaryAddress) ?? primaryAddress;
  const aliases = proxyAddresses.flatMap((value) => canonicalAddress(value) ?? []);
  return {
    source,
    type,
    address,
    aliases: [...new Set(aliases)].filter((alias) => alias !== address).sort(byText),
    delegates: delegates.state,
  };
}

function zivverSide({ address, displayName, aliases, members, division }: FunctionalAccount) {
  return { address, displayName, aliases, members: members.length, unit: division };
}

type Asked = Pick<ZivverPerson, 'address' | 'aliases' | 'name'> & { readonly person: ZivverPerson | undefined };

/** People of Zivver, and those whom Exchange names and Zivver does not know. */
function peopleOf({ input, people, mailboxes }: ExplainContext): readonly Asked[] {
  const known = input.target.people.map((person) => ({ ...person, person }));
  const unknown = new Map<string, Asked>();
  for (const { delegates } of mailboxes) {
    if (delegates.state !== 'read') continue;
    for (const trustee of delegates.trustees) {
      if (trustee.kind !== 'person' || people.find(trustee).kind !== 'none') continue;
      const address = canonicalAddress(trustee.address) ?? trustee.address.toLowerCase();
      unknown.set(address, { address, aliases: trustee.aliases, name: trustee.name, person: undefined });
    }
  }
  return [...known, ...unknown.values()];
}

function explainPerson(asked: Asked, context: ExplainContext): PersonExplanation {
  const { person } = asked;
  const access = pairsOf(context).flatMap((pair) => {
    const own = accessOf(pair, context).find(({ address }) => address === asked.address);
    if (own === undefined) return [];
    const keys = keysOf(pair, context);
    const isOwn = (id: string): boolean => person !== undefined && id.endsWith(`:${person.id}`);
    const { name: _name, address: _address, ...rest } = own;
    return [
      {
        ...rest,
        mailbox: { address: addressOf(pair), displayName: nameOf(pair) },
        leftOut: context.leftOutOf.get(pair.mailbox?.id)?.reason ?? null,
        mutation:
          context.plan.content.mutations.find(
            (mutation) =>
              person !== undefined && concerns(mutation.account, keys) && changesAccessOf(person.id, mutation),
          ) ?? null,
        heldBackBy: heldBackOn(context, keys).find(({ id }) => isOwn(id))?.by ?? null,
      },
    ];
  });
  return {
    name: asked.name,
    address: asked.address,
    aliases: asked.aliases,
    account: person === undefined ? 'none' : person.active ? 'active' : 'suspended',
    access,
    past: person === undefined ? [] : pastChanges(context, ({ mutationId }) => mutationId.endsWith(`:${person.id}`)),
  };
}
