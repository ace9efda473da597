/**
 * Which item is next: the first in the plan's order whose earlier items are done and whose account nobody writes to. It
 * knows the dependency graph and what is under way; it makes no call and decides nothing about an item's content.
 */

import { InternalError } from '../../errors.ts';
import type { Item } from '../model/item.ts';
import type { LedgerItem } from '../store/store.ts';

/** `open`: to be carried out. `held`: `sending` and not settled: neither it nor what depends on it moves in this run. */
type Place = 'open' | 'under-way' | 'accepted' | 'ended' | 'held';

interface Entry {
  readonly item: Item;
  readonly position: number;
  readonly dependants: Entry[];
  waitsFor: number;
  place: Place;
}

export class Schedule {
  readonly #entries = new Map<string, Entry>();
  /** Entries whose earlier items are accepted, by position. */
  #ready: Entry[] = [];
  readonly #busyAccounts = new Set<string>();
  /** Accounts created and not yet filled. */
  readonly #unfilled = new Set<string>();
  readonly #unfilledAtMost: number;
  #ended = 0;

  constructor(unfilledAtMost: number) {
    this.#unfilledAtMost = unfilledAtMost;
  }

  /** @param isOpen is an item that is neither accepted nor held to be carried out in this run? */
  load(items: readonly LedgerItem[], isOpen: (item: LedgerItem) => boolean): void {
    for (const [position, each] of items.entries()) {
      this.#entries.set(each.item.id, {
        item: each.item,
        position,
        dependants: [],
        waitsFor: 0,
        place: placeOf(each, isOpen),
      });
    }
    for (const entry of this.#entries.values()) this.#connect(entry);
    for (const entry of this.#entries.values()) {
      if (entry.place === 'open' && entry.waitsFor === 0) this.#ready.push(entry);
      if (entry.place === 'accepted') this.#awaitFill(entry);
      if (hasEnded(entry.place)) this.#ended += 1;
    }
  }

  get total(): number {
    return this.#entries.size;
  }

  /** Items that have ended, whichever way. */
  get ended(): number {
    return this.#ended;
  }

  /** Open items that can never run because an earlier one ended otherwise: they are dropped, and answered with that one. */
  dropUnreachable(): { readonly item: Item; readonly because: Item }[] {
    return [...this.#entries.values()].filter((entry) => entry.place === 'ended').flatMap((entry) => this.#drop(entry));
  }

  /** Takes the next item, a new account's fill before all others; undefined when none can start now. */
  next(): Item | undefined {
    const free = (entry: Entry) => !this.#busyAccounts.has(accountKey(entry.item));
    const roomForAnother = this.#unfilled.size < this.#unfilledAtMost;
    const entry =
      this.#ready.find((each) => each.item.call === 'fill' && free(each)) ??
      this.#ready.find((each) => free(each) && (roomForAnother || !this.#leavesEmpty(each))) ??
      (this.#busyAccounts.size === 0 ? this.#ready.find(free) : undefined);
    if (entry === undefined) return undefined;
    this.#ready.splice(this.#ready.indexOf(entry), 1);
    entry.place = 'under-way';
    this.#busyAccounts.add(accountKey(entry.item));
    if (entry.item.call === 'fill') this.#unfilled.delete(accountKey(entry.item));
    if (entry.item.call === 'create') this.#awaitFill(entry);
    return entry.item;
  }

  /** Its call was accepted, or there was nothing to write: what waited for it may come. */
  accept(item: Item): void {
    const entry = this.#leave(item, 'accepted');
    for (const dependant of entry.dependants) {
      dependant.waitsFor -= 1;
      if (dependant.place === 'open' && dependant.waitsFor === 0) this.#insert(dependant);
    }
  }

  /** It ended otherwise: what depends on it is dropped and answered. */
  end(item: Item): { readonly item: Item; readonly because: Item }[] {
    return this.#drop(this.#leave(item, 'ended'));
  }

  /** It was not carried out and waits again. */
  giveBack(item: Item): void {
    this.#insert(this.#leave(item, 'open'));
  }

  /** Its outcome is unknown and stays so in this run. */
  hold(item: Item): void {
    this.#leave(item, 'held');
  }

  #connect(entry: Entry): void {
    for (const id of entry.item.dependsOn) {
      const earlier = this.#entries.get(id);
      if (earlier === undefined)
        throw new InternalError(`item "${entry.item.id}" depends on "${id}", which is not in the plan`);
      earlier.dependants.push(entry);
      if (earlier.place !== 'accepted') entry.waitsFor += 1;
    }
  }

  #leave(item: Item, place: Place): Entry {
    const entry = this.#entries.get(item.id);
    if (entry === undefined || entry.place !== 'under-way')
      throw new InternalError(`item "${item.id}" was not under way`);
    entry.place = place;
    if (hasEnded(place)) this.#ended += 1;
    this.#busyAccounts.delete(accountKey(item));
    return entry;
  }

  #drop(from: Entry): { readonly item: Item; readonly because: Item }[] {
    const dropped: { readonly item: Item; readonly because: Item }[] = [];
    const queue = [from];
    for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
      for (const dependant of entry.dependants) {
        if (dependant.place !== 'open') continue;
        dependant.place = 'ended';
        this.#ended += 1;
        if (dependant.item.call === 'fill') this.#unfilled.delete(accountKey(dependant.item));
        dropped.push({ item: dependant.item, because: from.item });
        queue.push(dependant);
      }
    }
    return dropped;
  }

  #insert(entry: Entry): void {
    const before = this.#ready.findIndex((each) => each.position > entry.position);
    this.#ready.splice(before === -1 ? this.#ready.length : before, 0, entry);
  }

  #awaitFill(entry: Entry): void {
    if (this.#leavesEmpty(entry)) this.#unfilled.add(accountKey(entry.item));
  }

  #leavesEmpty({ item, dependants }: Entry): boolean {
    return (
      item.call === 'create' &&
      dependants.some(
        (each) => each.item.call === 'fill' && each.place === 'open' && accountKey(each.item) === accountKey(item),
      )
    );
  }
}

function placeOf(each: LedgerItem, isOpen: (item: LedgerItem) => boolean): Place {
  if (each.state === 'done' || each.state === 'sent') return 'accepted';
  if (each.state === 'sending') return 'held';
  return isOpen(each) ? 'open' : 'ended';
}

function hasEnded(place: Place): boolean {
  return place === 'accepted' || place === 'ended';
}

/** One account has one writer at a time. A created account has no id yet: its address stands for it. */
function accountKey(item: Item): string {
  return item.account.id ?? item.account.address;
}
