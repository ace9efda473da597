/**
 * Entries read from texts name the same accounts, people and ids again and again. Kept once each, a large plan takes half the
 * memory, and whoever looks at it finds what it has seen before. What is equal is put in place; entries are changed.
 */

import { sameTexts } from './address.ts';
import type { FieldChanges } from './item.ts';
import type { SharedMailbox, Trustee } from './mailbox.ts';
import type { AccountRef, PersonRef } from './mutation.ts';

/** Of the lists of a plan, mutations before items. */
export function sharer(): (entries: readonly unknown[]) => void {
  const accounts = new Map<string, AccountRef>();
  const people = new Map<string, PersonRef>();
  const words = new Map<string, string>();
  const mutationIds = new Map<AccountRef, string[]>();
  const idOf = (id: string): string => people.get(id)?.id ?? id;

  function shareMutation(entry: PlanEntry, account: AccountRef | undefined): void {
    const { person, reason, id, via } = entry;
    if (person !== undefined && person !== null) {
      entry.person = kept(people, person.id, person);
      if (entry.after === entry.person.address) entry.after = entry.person.address;
    }
    if (reason !== undefined) entry.reason = keptText(words, reason);
    if (via?.length === 0) entry.via = nothing;
    if (account === undefined || id === undefined) return;
    const ids = mutationIds.get(account);
    if (ids === undefined) mutationIds.set(account, [id]);
    else ids.push(id);
  }

  function shareItem({ mutations = [], changes }: PlanEntry, account: AccountRef | undefined): void {
    const ids = account === undefined ? [] : (mutationIds.get(account) ?? []);
    putInPlace(mutations, ids);
    for (const list of [changes?.members?.grant, changes?.members?.revoke])
      for (const [at, id] of (list ?? []).entries()) (list as string[])[at] = idOf(id);
  }

  return (entries) => {
    for (const entry of entries as PlanEntry[]) {
      const { account } = entry;
      if (account !== undefined) entry.account = kept(accounts, account.mailboxId ?? account.id ?? '', account);
      if (entry.mutations === undefined) shareMutation(entry, entry.account);
      else shareItem(entry, entry.account);
    }
  };
}

/** A mutation, an item, or an entry of another list, of which nothing is known. */
interface PlanEntry {
  account?: AccountRef;
  person?: PersonRef | null;
  after?: string | null;
  reason?: string;
  via?: readonly string[];
  readonly id?: string;
  readonly mutations?: string[];
  readonly changes?: FieldChanges;
}

const nothing: readonly never[] = [];

/** Texts that are known: in the same order nearly always. */
function putInPlace(texts: string[], known: readonly string[]): void {
  let next = 0;
  for (const [at, text] of texts.entries()) {
    const found = known[next] === text ? next : known.indexOf(text);
    if (found < 0) continue;
    texts[at] = known[found] ?? text;
    next = found + 1;
  }
}

/** Of mailboxes: who has access to many of them is the same trustee each time, if it came the same way. */
export function trusteeSharer(): (mailboxes: readonly unknown[]) => void {
  const known = new Map<string, Trustee[]>();

  function keptTrustee(trustee: Trustee): Trustee {
    const key = trustee.kind === 'person' ? trustee.address : trustee.name;
    const alike = known.get(key);
    const present = alike?.find((each) => isSameTrustee(each, trustee));
    if (present !== undefined) return present;
    if (trustee.kind === 'person') shareLists(trustee, alike?.[0]);
    if (alike === undefined) known.set(key, [trustee]);
    else if (alike.length < mostAlike) alike.push(trustee);
    return trustee;
  }

  return (mailboxes) => {
    for (const { delegates } of mailboxes as readonly SharedMailbox[]) {
      if (delegates.state !== 'read') continue;
      const trustees = delegates.trustees as Trustee[];
      for (const [at, trustee] of trustees.entries()) trustees[at] = keptTrustee(trustee);
    }
  };
}

/** Whoever came another way has the same addresses; nearly everybody has a direct permission. */
function shareLists(trustee: { aliases: readonly string[]; via: readonly string[] }, alike: Trustee | undefined): void {
  const known = alike?.kind === 'person' ? alike.aliases : nothing;
  if (sameTexts(trustee.aliases, known)) trustee.aliases = known;
  if (trustee.via.length === 0) trustee.via = nothing;
}

/** Whoever came by more ways than these is not looked for among all of them. */
const mostAlike = 8;

function isSameTrustee(a: Trustee, b: Trustee): boolean {
  if (a.kind === 'unresolved' || b.kind === 'unresolved') return isSame(a, b);
  return a.address === b.address && a.name === b.name && sameTexts(a.via, b.via) && sameTexts(a.aliases, b.aliases);
}

function kept<Value extends object>(known: Map<string, Value>, key: string, value: Value): Value {
  const present = known.get(key);
  if (present === undefined) known.set(key, value);
  return present !== undefined && isSame(present, value) ? present : value;
}

function keptText(known: Map<string, string>, text: string): string {
  const present = known.get(text);
  if (present === undefined) known.set(text, text);
  return present ?? text;
}

function isSame<Value extends object>(a: Value, b: Value): boolean {
  const keys = Object.keys(b) as (keyof Value)[];
  return keys.length === Object.keys(a).length && keys.every((key) => a[key] === b[key]);
}
