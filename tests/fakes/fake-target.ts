/**
 * Zivver in memory: stateful, strict, under the same contract as the real client (tests/contract/target-contract.ts).
 * It refuses what Zivver refuses, keeps a journal of effects, and shows faults on demand.
 */

import { InternalError, type Retry, TargetError } from '../../src/errors.ts';
import type { FunctionalAccount } from '../../src/sync/model/functional-account.ts';
import type { Target, TargetCode, TargetOptions } from '../../src/sync/target/target.ts';
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

export type FakeTargetCall = Exclude<keyof Target, 'name' | 'loopback' | 'close'>;

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
  account(id: string): FunctionalAccount | undefined;
  accountAt(address: string): FunctionalAccount | undefined;
  /** Somebody else changes an account, or makes one when the id is new. Not in the journal. */
  editByOutsider(id: string, change: Partial<FunctionalAccount>): void;
  deleteByOutsider(id: string): void;
  fail(fault: FakeTargetFault): void;
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
  let created = 0;
  let closed = false;

  /** Every call passes here: abort, faults, then the effect. */
  async function perform<T>(
    call: FakeTargetCall,
    about: string,
    { signal }: TargetOptions,
    effect: () => T,
    silent: T,
  ): Promise<T> {
    if (closed) throw new InternalError('the target was used after close()');
    if (signal.aborted) throw isRead(call) ? signal.reason : refusal('target-unreachable', { reason: 'aborted' });
    calls.push({ call, about });
    await new Promise((resolve) => setImmediate(resolve));
    const hit = faults.find((each) => each.left > 0 && each.fault.on === call && (each.fault.about ?? about) === about);
    if (hit === undefined) return effect();
    hit.left -= 1;
    const answer = hit.fault.effect === true ? effect() : silent;
    if (hit.fault.answer === 'ok') return answer;
    throw new TargetError(hit.fault.answer, `${call}: fault on demand`, {
      retry: hit.fault.retry ?? retryOf(hit.fault.answer),
    });
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

  function listAll(): readonly FunctionalAccount[] {
    return [...accounts.values()].slice(0, accounts.size - (shorter.accounts ?? 0));
  }

  const target: FakeTarget = {
    name: options.name ?? 'Zivver',
    loopback: options.loopback ?? true,
    calls,
    effects,

    async read(call) {
      const takenAt = (options.now?.() ?? new Date()).toISOString();
      return await perform(
        'read',
        '',
        call,
        () => {
          const people = seed.people.map(tidyPerson).slice(0, seed.people.length - (shorter.people ?? 0));
          const completeness = {
            accounts: completenessOf(listAll().length, accounts.size),
            people: completenessOf(people.length, seed.people.length),
          };
          call.onProgress?.({
            step: 'read',
            what: 'accounts',
            done: accounts.size,
            total: accounts.size,
            where: target.name,
            waitingUntil: null,
          });
          return { takenAt, accounts: listAll(), people, completeness };
        },
        {
          takenAt,
          accounts: [],
          people: [],
          completeness: { accounts: { complete: true }, people: { complete: true } },
        },
      );
    },

    async listAccounts(call) {
      return await perform(
        'listAccounts',
        '',
        call,
        () => {
          const list = listAll();
          if (list.length === accounts.size) return list;
          throw refusal('target-list-short', { have: list.length, expected: accounts.size });
        },
        [],
      );
    },

    async readAccount(id, call) {
      return await perform('readAccount', id, call, () => accounts.get(id), undefined);
    },

    async create(draft, call) {
      const address = draft.address.toLowerCase();
      const nextId = () => `ffffffff-0000-4000-8000-${(++created).toString().padStart(12, '0')}`;
      return await perform(
        'create',
        address,
        call,
        () => {
          refuseAddress(seed, accounts, address, undefined);
          refuseDivision(seed, draft.division);
          const id = nextId();
          store('create', {
            id,
            address,
            displayName: draft.displayName,
            division: draft.division,
            members: [],
            aliases: [],
            extension: {},
          });
          return { id };
        },
        { id: nextId() },
      );
    },

    async update(current, write, call) {
      if (write.members?.length === 0) throw new InternalError('update with no members: use emptyMembers');
      if (Object.keys(write).length === 0) throw new InternalError('update without a field');
      await perform(
        'update',
        current.id,
        call,
        () => {
          const before = stored(current.id);
          refuseWrite(seed, accounts, before, write, options.readdress ?? 'accepted');
          const { address, ...fields } = write;
          const readdressed = address === undefined || options.readdress === 'ignored' ? {} : { address };
          const extension = write.aliases === undefined ? before.extension : current.extension;
          store('update', { ...before, ...fields, ...readdressed, extension });
        },
        undefined,
      );
    },

    async emptyMembers(id, call) {
      await perform('emptyMembers', id, call, () => store('emptyMembers', { ...stored(id), members: [] }), undefined);
    },

    async delete(id, call) {
      await perform(
        'delete',
        id,
        call,
        () => {
          stored(id);
          accounts.delete(id);
          effects.push({ call: 'delete', id, after: undefined });
        },
        undefined,
      );
    },

    async close() {
      closed = true;
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
    shortenLists(by) {
      shorter = by;
    },
  };
  return target;
}

function isRead(call: FakeTargetCall): boolean {
  return call === 'read' || call === 'listAccounts' || call === 'readAccount';
}
