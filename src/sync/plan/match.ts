/**
 * Step 3, match: desired accounts × functional accounts → pairs, accounts to create, missing mailboxes, and what
 * could not be decided. By link first, then by address. Two candidates are never guessed between.
 */

import { byText, inOrderOf } from '../model/address.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import { isOwned, type Link } from '../model/link.ts';
import type { LookUpAnswer, SourceSnapshot } from '../model/snapshot.ts';
import { type AccountIndex, Places } from './account-index.ts';
import { byKey } from './by-key.ts';
import { areItsHolders, type DesiredAccount } from './desired.ts';
import { heldOf } from './gone-mailboxes.ts';
import type { PeopleIndex } from './people-index.ts';

export interface Pair {
  readonly desired: DesiredAccount;
  readonly account: FunctionalAccount;
  /** The link between exactly these two, when there is one. */
  readonly link: Link | undefined;
  /** Members are exactly the people who have access, and nobody else has it: compared once, for three steps ask it. */
  readonly sameMembers: boolean;
}

/** A linked account whose mailbox was looked up by its stable id. */
export interface Orphan {
  readonly account: FunctionalAccount;
  readonly link: Link;
  readonly answer: LookUpAnswer;
}

export interface Conflict {
  readonly desired: DesiredAccount;
  readonly detail: string;
}

export interface Matched {
  readonly pairs: readonly Pair[];
  readonly creates: readonly DesiredAccount[];
  readonly orphans: readonly Orphan[];
  /** Would be created, but nobody with an active Zivver account could open it (A21). */
  readonly unopenable: readonly DesiredAccount[];
  /** A personal account stands under the shared address (W11). */
  readonly typeConflicts: readonly Conflict[];
  /** Several mailboxes are linked to one account, or the account at its address is linked to another mailbox. */
  readonly ambiguous: readonly Conflict[];
  /** Links whose account is gone from Zivver. */
  readonly staleLinks: readonly Link[];
  /** Functional accounts without mailbox and without link: none of our business. */
  readonly zivverOnly: readonly FunctionalAccount[];
}

export interface MatchInput {
  readonly desired: readonly DesiredAccount[];
  readonly accounts: readonly FunctionalAccount[];
  readonly byId: AccountIndex;
  readonly people: PeopleIndex;
  readonly links: readonly Link[];
  readonly lookUps: ReadonlyMap<string, LookUpAnswer>;
  /** Mailboxes of these readings, left out or not, hold their addresses: an account there is never missing. */
  readonly snapshots: readonly SourceSnapshot[];
  readonly createWithoutDelegates: boolean;
}

export function match(input: MatchInput): Matched {
  const { byId } = input;
  const linkOf = byKey(input.links, ({ mailboxId }) => mailboxId);
  // One look-up after the other, each over all: they need not wait for each other, and of 100,000 that is half the time.
  const ownLinks = input.desired.map(({ mailboxId }) => linkOf.get(mailboxId));
  const linkedTo = ownLinks.map((link) => (link === undefined ? undefined : byId.placeOf(link.accountId)));
  const taken = new Places(input.accounts.length);
  for (const place of linkedTo) taken.add(place);
  const linked: Pair[] = [];
  const unpaired: DesiredAccount[] = [];
  for (const [at, desired] of input.desired.entries()) {
    const place = linkedTo[at];
    const account = place === undefined ? undefined : input.accounts[place];
    if (account === undefined) unpaired.push(desired);
    else linked.push(pairOf(desired, account, ownLinks[at]));
  }
  const { pairs, ambiguous } = uncontested(linked, taken);
  // As many accounts as links: each link leads from a desired account to an account of its own, and none is left to look at.
  const linksToCheck = taken.size === input.links.length ? [] : input.links;
  // Stryker disable next-line ConditionalExpression, ArrayDeclaration: only saves time
  const byAddress = byKey(unpaired.length === 0 ? [] : input.accounts, ({ address }) => address);
  const atTwo = addressesOfTwo(unpaired, byAddress, input.accounts);
  const linksOf = linksOfOthers(linksToCheck, byId, taken);
  const creates: DesiredAccount[] = [];
  const unopenable: DesiredAccount[] = [];
  const typeConflicts: Conflict[] = [];
  for (const desired of unpaired) {
    const account = byAddress.get(desired.address);
    const person = input.people.at(desired.address)[0];
    const names = atTwo.get(desired.address);
    if (names !== undefined) ambiguous.push({ desired, detail: names });
    else if (account !== undefined && !taken.has(byId.placeOf(account.id))) {
      // Whoever takes an account by its address gets its old messages: never while it may belong to another mailbox.
      const claimed = linksOf.get(account.id)?.some((link) => input.lookUps.get(link.mailboxId) !== 'not-found');
      if (claimed === true) ambiguous.push({ desired, detail: account.displayName });
      else pairs.push(pairOf(desired, account, undefined));
      taken.add(byId.placeOf(account.id));
    } else if (account === undefined && person !== undefined)
      typeConflicts.push({ desired, detail: `${person.name} <${person.address}>` });
    else if (!input.createWithoutDelegates && nobodyCouldOpen(desired)) unopenable.push(desired);
    else creates.push(desired);
  }
  const accountsToCheck = taken.size === input.accounts.length ? [] : input.accounts;
  return {
    // Stryker disable next-line ConditionalExpression: only saves time
    pairs: unpaired.length === 0 ? pairs : inOrderOf(pairs, byItsAddress),
    creates,
    unopenable,
    orphans: orphansOf(input, linksOf, taken),
    typeConflicts,
    ambiguous,
    staleLinks: linksToCheck.filter((link) => !byId.has(link.accountId)).sort((a, b) => byText(a.address, b.address)),
    zivverOnly: accountsToCheck.filter(({ id }) => !taken.has(byId.placeOf(id)) && !linksOf.has(id)),
  };
}

function byItsAddress(a: Pair, b: Pair): number {
  return byText(a.desired.address, b.desired.address);
}

function pairOf(desired: DesiredAccount, account: FunctionalAccount, link: Link | undefined): Pair {
  const { delegates } = desired;
  const sameMembers = delegates.state === 'read' && areItsHolders(account.members, delegates);
  return { desired, account, link, sameMembers };
}

/** Links of several desired accounts lead to one account: nothing is guessed between them. */
function uncontested(linked: Pair[], taken: Places): { pairs: Pair[]; ambiguous: Conflict[] } {
  // Stryker disable next-line ConditionalExpression: only saves time
  if (linked.length === taken.size) return { pairs: linked, ambiguous: [] };
  const [met, many] = [new Set<string>(), new Set<string>()];
  for (const { account } of linked) (met.has(account.id) ? many : met).add(account.id);
  const isContested = ({ account }: Pair): boolean => many.has(account.id);
  return {
    pairs: linked.filter((pair) => !isContested(pair)),
    ambiguous: linked.filter(isContested).map(({ desired, account }) => ({ desired, detail: account.displayName })),
  };
}

/** The links of accounts that no link of a desired account leads to. */
function linksOfOthers(
  links: readonly Link[],
  byId: MatchInput['byId'],
  taken: Places,
): ReadonlyMap<string, readonly Link[]> {
  const groups = new Map<string, Link[]>();
  for (const link of links) {
    const { accountId } = link;
    const place = byId.placeOf(accountId);
    // Stryker disable next-line ConditionalExpression, LogicalOperator: only saves time and memory
    if (place === undefined || taken.has(place)) continue;
    const group = groups.get(accountId);
    if (group === undefined) groups.set(accountId, [link]);
    else group.push(link);
  }
  return groups;
}

/** Address that two accounts have → their names: which of them belongs to the mailbox is nobody's to guess. */
function addressesOfTwo(
  unpaired: readonly DesiredAccount[],
  byAddress: ReadonlyMap<string, FunctionalAccount>,
  accounts: readonly FunctionalAccount[],
): ReadonlyMap<string, string> {
  // Stryker disable next-line ConditionalExpression, LogicalOperator: only saves time
  if (unpaired.length === 0 || byAddress.size === accounts.length) return new Map();
  const groups = [...Map.groupBy(accounts, ({ address }) => address)].filter(([, { length }]) => length > 1);
  return new Map(
    groups.map(([address, group]) => {
      const names = group.map(({ displayName }) => displayName).sort(byText);
      return [address, names.join(', ')];
    }),
  );
}

function nobodyCouldOpen(desired: DesiredAccount): boolean {
  return desired.delegates.state === 'read' && desired.delegates.people.length === 0;
}

function orphansOf(input: MatchInput, linksOf: ReadonlyMap<string, readonly Link[]>, taken: Places): Orphan[] {
  const linked: { readonly account: FunctionalAccount; readonly links: readonly Link[] }[] = [];
  for (const [accountId, links] of linksOf) {
    const account = input.byId.get(accountId);
    if (account === undefined || taken.has(input.byId.placeOf(accountId))) continue;
    if (links.some(({ mailboxId }) => input.lookUps.has(mailboxId))) linked.push({ account, links });
  }
  // Stryker disable next-line ConditionalExpression: only saves time
  if (linked.length === 0) return [];
  const held = heldOf(new Set(linked.flatMap(addressesOf)), input.snapshots);
  const orphans = linked.flatMap(({ account, links }): Orphan[] => {
    const answers = links.map((link) => input.lookUps.get(link.mailboxId));
    const isSomewhere = addressesOf({ account, links }).some((address) => held.has(address));
    const answer = isSomewhere ? 'found' : together(answers, input.snapshots);
    const link = links.find(isOwned) ?? links[0];
    return link === undefined ? [] : [{ account, link, answer }];
  });
  return orphans.sort((a, b) => byText(a.account.address, b.account.address));
}

/** The account may have another address by now: its mailbox, made again, has the one it was last seen with. */
function addressesOf({ account, links }: { readonly account: FunctionalAccount; readonly links: readonly Link[] }) {
  return [account.address, ...links.map(({ address }) => address)];
}

/** "Not found" only when every link answered so and every source gave its whole list: it may be in the part not read. */
function together(answers: readonly (LookUpAnswer | undefined)[], snapshots: readonly SourceSnapshot[]): LookUpAnswer {
  if (answers.includes('found')) return 'found';
  const whole = snapshots.every(({ list }) => list.complete);
  return whole && answers.every((answer) => answer === 'not-found') ? 'not-found' : 'unknown';
}

/** Proposed for adoption: a match that nobody signed yet. */
export function needsAdoption({ link }: Pick<Pair, 'link'>): boolean {
  return link === undefined || !isOwned(link);
}
