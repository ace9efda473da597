/**
 * Zivver in memory: stateful, strict, under the same contract as the real client (tests/contract/target-contract.ts).
 * It refuses what Zivver refuses, keeps a journal of effects, and shows faults on demand.
 */

import { InternalError, type Retry, TargetError } from '../../src/errors.ts';
import type { FunctionalAccount } from '../../src/sync/model/functional-account.ts';
import type { Reservation, Target, TargetCode, TargetOptions } from '../../src/sync/target/target.ts';
import { emptySeed, type TargetSeed } from '../support/target-seed.ts';
import {
  completenessOf,
  refusal,
  refuseAddress,
  refuseDivision,
  refuseWrite,
  retryOf,
  tidy,
  tidyPerson,
} from './fake-target-rules.ts';

export type FakeTargetCall = Exclude<keyof Target, 'name' | 'loopback' | 'close' | 'reserve'>;

/** One effect that took place, in order. */
export interface FakeTargetEffect {
  readonly call: 'create' | 'update' | 'emptyMembers' | 'delete';
  readonly id: string;
  /** State after the effect; undefined after a delete. */
  readonly after: FunctionalAccount | undefined;
}

/** `answer: 'ok'` with `effect: false` is a silent loss; a code with `effect: true` is an answer lost after the effect. */
export interface FakeTargetFault {
  readonly on: FakeTargetCall;
  readonly answer: TargetCode | 'ok';
  readonly effect?: boolean;
  readonly times?: number;
  /** Only for calls about this account (its id, or the address of a create). */
  readonly about?: string;
  readonly retry?: Retry;
}

type FakeCall = TargetOptions & { readonly call: FakeTargetCall; readonly about: string };

export interface FakeTargetOptions {
  readonly seed?: TargetSeed;
  readonly name?: string;
  readonly loopback?: boolean;
  readonly now?: () => Date;
  /** What happens to a new primary address; whether real Zivver accepts it is unknown. */
  readonly readdress?: 'accepted' | 'refused' | 'ignored';
}

export interface FakeTarget extends Target {
  /** Every call that was made, refused ones included. */
  readonly calls: readonly { readonly call: FakeTargetCall; readonly about: string }[];
  readonly effects: readonly FakeTargetEffect[];
  /** Reserved places that no call took and nobody gave back. */
  readonly openPlaces: number;
  account(id: string): FunctionalAccount | undefined;
  accountAt(address: string): FunctionalAccount | undefined;
  /** Somebody else changes an account, or makes one when the id is new. Not in the journal. */
  editByOutsider(id: string, change: Partial<FunctionalAccount>): void;
  deleteByOutsider(id: string): void;
  fail(fault: FakeTargetFault): void;
  /** From now on a new primary address is taken like this. */
  takeReaddress(how: NonNullable<FakeTargetOptions['readdress']>): void;
  /** From now on the lists are this much shorter than the total they state. */
  shortenLists(by: { readonly accounts?: number; readonly people?: number }): void;
}

export function createFakeTarget(options: FakeTargetOptions = {}): FakeTarget {
  const seed = options.seed ?? emptySeed;
  const accounts = new Map(seed.accounts.map((account) => [account.id, tidy(account)]));
  const calls: { call: FakeTargetCall; about: string }[] = [];
  const effects: FakeTargetEffect[] = [];
  const faults: { fault: FakeTargetFault; left: number }[] = [];
  let shorter: { readonly accounts?: number; readonly people?: number } = {};
  let readdress = options.readdress ?? 'accepted';
  let created = 0;
  let closed = false;

  const places = new Map<Reservation, number>();

  /** Every call passes here: abort, faults, then the effect, or what is answered when the effect is lost in silence. */
  async function perform<T>(
    { call, about, signal, mayLeave, reservation }: FakeCall,
    effect: () => T,
    silent: () => T = effect,
  ): Promise<T> {
    if (closed) throw new InternalError('the target was used after close()');
    if (signal.aborted) throw isRead(call) ? signal.reason : refusal('target-unreachable', { reason: 'aborted' });
    takePlace(reservation);
    if (mayLeave?.() === false) throw refusal('target-withheld', {});
    calls.push({ call, about });
    await new Promise((resolve) => setImmediate(resolve));
    const hit = faults.find((each) => each.left > 0 && each.fault.on === call && (each.fault.about ?? about) === about);
    if (hit === undefined) return effect();
    hit.left -= 1;
    const { answer: code, effect: happens = false, retry } = hit.fault;
    if (code === 'ok') return happens ? effect() : silent();
    if (happens) effect();
    throw new TargetError(code, `${call}: fault on demand`, { retry: retry ?? retryOf(code) });
  }

  function takePlace(reservation: Reservation | undefined): void {
    if (reservation === undefined) return;
    const left = places.get(reservation);
    if (left === undefined) throw new InternalError('the places were reserved elsewhere');
    places.set(reservation, Math.max(0, left - 1));
  }

  function store(call: FakeTargetEffect['call'], account: FunctionalAccount): void {
    const after = tidy(account);
    accounts.set(after.id, after);
    effects.push({ call, id: after.id, after });
  }

  function stored(id: string): FunctionalAccount {
    const account = accounts.get(id);
    if (account === undefined) throw refusal('target-refused', { status: 400, said: 'Group not found' });
    return account;
  }

  function nextId(): string {
    created += 1;
    return `ffffffff-0000-4000-8000-${created.toString().padStart(12, '0')}`;
  }

  function listAll(): readonly FunctionalAccount[] {
    return [...accounts.values()].slice(0, accounts.size - (shorter.accounts ?? 0));
  }

  const target: FakeTarget = {
    name: options.name ?? 'Zivver',
    loopback: options.loopback ?? true,
    calls,
    effects,

    async read({ signal, onProgress }) {
      const takenAt = (options.now?.() ?? new Date()).toISOString();
      return await perform({ call: 'read', about: '', signal }, () => {
        const total = accounts.size;
        const people = seed.people.map(tidyPerson).slice(0, seed.people.length - (shorter.people ?? 0));
        const completeness = {
          accounts: completenessOf(listAll().length, total),
          people: completenessOf(people.length, seed.people.length),
        };
        onProgress?.({ step: 'read', what: 'accounts', done: total, total, where: target.name, waitingUntil: null });
        return { takenAt, accounts: listAll(), people, completeness };
      });
    },

    async listAccounts({ signal }) {
      return await perform({ call: 'listAccounts', about: '', signal }, () => {
        const list = listAll();
        if (list.length === accounts.size) return list;
        throw refusal('target-list-short', { have: list.length, expected: accounts.size });
      });
    },

    async readAccount(id, options) {
      return await perform({ call: 'readAccount', about: id, ...options }, () => accounts.get(id));
    },

    async create({ displayName, division, ...draft }, options) {
      const address = draft.address.toLowerCase();
      const create = () => {
        refuseAddress(seed, accounts, address, undefined);
        refuseDivision(seed, division);
        const id = nextId();
        store('create', { id, address, displayName, division, members: [], aliases: [], extension: {} });
        return { id };
      };
      return await perform({ call: 'create', about: address, ...options }, create, () => ({ id: nextId() }));
    },

    async update(current, write, options) {
      if (write.members?.length === 0) throw new InternalError('update with no members: use emptyMembers');
      if (Object.keys(write).length === 0) throw new InternalError('update without a field');
      const update = () => {
        const before = stored(current.id);
        refuseWrite(seed, accounts, { before, write, readdress });
        const { address, ...fields } = write;
        const readdressed = address === undefined || readdress === 'ignored' ? {} : { address };
        const { enterprise, ...others } = before;
        const beside = write.division === undefined ? enterprise : current.enterprise;
        const kept = beside === undefined ? {} : { enterprise: beside };
        const extension = write.aliases === undefined ? before.extension : current.extension;
        store('update', { ...others, ...kept, ...fields, ...readdressed, extension });
      };
      await perform({ call: 'update', about: current.id, ...options }, update, nothing);
    },

    async emptyMembers(id, options) {
      const empty = () => store('emptyMembers', { ...stored(id), members: [] });
      await perform({ call: 'emptyMembers', about: id, ...options }, empty, nothing);
    },

    async delete(id, options) {
      const remove = () => {
        stored(id);
        accounts.delete(id);
        effects.push({ call: 'delete', id, after: undefined });
      };
      await perform({ call: 'delete', about: id, ...options }, remove, nothing);
    },

    async reserve(calls, { signal }) {
      signal.throwIfAborted();
      const reservation: Reservation = { release: () => void places.set(reservation, 0) };
      places.set(reservation, calls);
      return reservation;
    },

    async close() {
      closed = true;
    },

    get openPlaces() {
      return [...places.values()].reduce((sum, left) => sum + left, 0);
    },
    account: (id) => accounts.get(id),
    accountAt: (address) => [...accounts.values()].find((account) => account.address === address.toLowerCase()),
    editByOutsider(id, change) {
      const before = accounts.get(id) ?? {
        id,
        address: '',
        displayName: '',
        division: null,
        members: [],
        aliases: [],
        extension: {},
      };
      accounts.set(id, tidy({ ...before, ...change, id }));
    },
    deleteByOutsider(id) {
      accounts.delete(id);
    },
    fail(fault) {
      faults.push({ fault, left: fault.times ?? 1 });
    },
    takeReaddress(how) {
      readdress = how;
    },
    shortenLists(by) {
      shorter = by;
    },
  };
  return target;
}

function isRead(call: FakeTargetCall): boolean {
  return call === 'read' || call === 'listAccounts' || call === 'readAccount';
}

function nothing(): void {}
