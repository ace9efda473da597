/** What every target must do, the fake one and the real client alike. A harness starts a fresh target for each test. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InternalError } from '../../src/errors.ts';
import type { Target } from '../../src/sync/target/target.ts';
import { codeOf } from '../support/code-of.ts';
import { anAccount, aZivverPerson, type TargetSeed, uuid } from '../support/target-seed.ts';
import { reservingContract } from './target-contract-reserving.ts';

export interface TargetUnderTest {
  readonly target: Target;
  /** The next update is carried out, and its answer never comes. */
  loseNextAnswerOfUpdate(): void;
  /** The next update is refused for the rate limit, without effect. */
  limitNextUpdate(): void;
  refuseKeyOnce(): void;
  /** The next list of accounts is one shorter than its total. */
  shortenNextAccountList(): void;
  /** What becomes of a new primary address from now on. */
  takeReaddress(how: 'refused' | 'ignored'): void;
  /** Calls that came to the other side. */
  callsMade(): number;
  close(): Promise<void>;
}

const options = { signal: new AbortController().signal };

const people = [
  aZivverPerson({ id: uuid(101), address: 'anna@example.nl', aliases: ['a.visser@example.nl'] }),
  aZivverPerson({ id: uuid(102), address: 'bram@example.nl' }),
  aZivverPerson({ id: uuid(103), address: 'carla@example.nl', active: false }),
];
const desk = anAccount({
  id: uuid(1),
  address: 'desk@example.nl',
  displayName: 'Desk',
  members: [uuid(101), uuid(102)],
  aliases: ['help@example.nl', 'support@example.nl'],
  division: 'NL-01',
  extension: { ExternalAccountId: 'X-17' },
  enterprise: { costCenter: 'C-9' },
});
const quiet = anAccount({ id: uuid(2), address: 'quiet@example.nl' });
export const contractSeed: TargetSeed = {
  accounts: [desk, quiet],
  people,
  domains: ['example.nl'],
  divisions: ['NL-01', 'NL-02'],
  guests: ['guest@example.nl'],
};

export function describeTargetContract(name: string, start: (seed: TargetSeed) => Promise<TargetUnderTest>): void {
  describe(`${name} keeps the contract of a target`, () => {
    let under: TargetUnderTest;
    let target: Target;
    const account = (id: string) => target.readAccount(id, options);

    beforeEach(async () => {
      under = await start(contractSeed);
      target = under.target;
    });
    afterEach(async () => {
      await under.close();
    });

    describe('reading', () => {
      it('reads accounts and people in one complete snapshot', async () => {
        const snapshot = await target.read(options);

        expect(snapshot.accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([desk, quiet]);
        expect(snapshot.people.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(people);
        expect(snapshot.completeness).toEqual({ accounts: { complete: true }, people: { complete: true } });
        expect(new Date(snapshot.takenAt).toISOString()).toBe(snapshot.takenAt);
      });

      it('tells how far it is', async () => {
        const said: string[] = [];

        await target.read({ ...options, onProgress: ({ what, done, total }) => said.push(`${what} ${done}/${total}`) });

        expect(said).toContain('accounts 2/2');
      });

      it('says in the snapshot that a list is shorter than its total', async () => {
        under.shortenNextAccountList();

        const snapshot = await target.read(options);

        expect(snapshot.completeness.accounts).toEqual({
          complete: false,
          reason: 'list-shorter-than-total',
          have: 1,
          expected: 2,
        });
        expect(snapshot.completeness.people).toEqual({ complete: true });
      });

      it('refuses to give a short list of accounts as if it were whole', async () => {
        under.shortenNextAccountList();

        expect(await codeOf(target.listAccounts(options))).toBe('target-list-short');
      });

      it('lists the accounts', async () => {
        const ids = (await target.listAccounts(options)).map((each) => each.id).sort();

        expect(ids).toEqual([uuid(1), uuid(2)]);
      });

      it('reads one account, and nothing for an id that does not exist', async () => {
        expect(await account(uuid(1))).toEqual(desk);
        expect(await account(uuid(99))).toBeUndefined();
      });
    });

    describe('creating', () => {
      it('creates an account without aliases and delegates, its address in lower case', async () => {
        const { id } = await target.create({ address: 'New@Example.NL', displayName: 'New', division: null }, options);

        expect(await account(id)).toEqual(
          anAccount({ id, address: 'new@example.nl', displayName: 'New', members: [], aliases: [], division: null }),
        );
      });

      it('creates an account in an organisational unit', async () => {
        const { id } = await target.create({ address: 'n@example.nl', displayName: 'N', division: 'NL-02' }, options);

        expect((await account(id))?.division).toBe('NL-02');
      });

      it.each([
        ['the address of another account', 'quiet@example.nl'],
        ['the address of a person', 'anna@example.nl'],
        ['an alias of another account', 'help@example.nl'],
        ['an address of a domain nobody claimed', 'x@example.com'],
      ])('is refused %s', async (_, address) => {
        const creating = target.create({ address, displayName: 'X', division: null }, options);

        expect(await codeOf(creating)).toBe('target-address-taken');
        expect(await target.listAccounts(options)).toHaveLength(2);
      });

      it('is refused an organisational unit that does not exist', async () => {
        const creating = target.create({ address: 'n@example.nl', displayName: 'N', division: 'NL-99' }, options);

        expect(await codeOf(creating)).toBe('target-unknown-ou');
      });
    });

    describe('updating', () => {
      it.each([
        ['the name', { displayName: 'Front desk' }],
        ['the address', { address: 'front@example.nl' }],
        ['the organisational unit', { division: 'NL-02' }],
        ['the organisational unit to none', { division: null }],
        ['the aliases', { aliases: ['other@example.nl'] }],
        ['the last alias away', { aliases: [] }],
        ['the members', { members: [uuid(2), uuid(102)] }],
      ])('changes %s and leaves all else as it was, unknown keys included', async (_, write) => {
        await target.update(desk, write, options);

        expect(await account(desk.id)).toEqual({ ...desk, ...write });
      });

      it('fills several fields in one call', async () => {
        const write = { aliases: ['q1@example.nl', 'q2@example.nl'], members: [uuid(101)], displayName: 'Not quiet' };

        await target.update(quiet, write, options);

        expect(await account(quiet.id)).toEqual({ ...quiet, ...write });
      });

      it('is refused a member nobody knows, and changes nothing', async () => {
        const updating = target.update(desk, { members: [uuid(101), uuid(999)] }, options);

        expect(await codeOf(updating)).toBe('target-unknown-member');
        expect(await account(desk.id)).toEqual(desk);
      });

      it('is refused a delegate who is not active', async () => {
        expect(await codeOf(target.update(quiet, { members: [uuid(103)] }, options))).toBe('target-unknown-member');
      });

      it.each([
        ['that is an account of its own', 'quiet@example.nl', 'target-alias-taken'],
        ['that belongs to a person', 'a.visser@example.nl', 'target-alias-taken'],
        ['that is a guest', 'guest@example.nl', 'target-alias-guest'],
        ['of a domain nobody claimed', 'desk@example.com', 'target-foreign-domain'],
      ])('is refused an alias %s', async (_, alias, code) => {
        expect(await codeOf(target.update(desk, { aliases: [alias] }, options))).toBe(code);
        expect(await account(desk.id)).toEqual(desk);
      });

      it('sends nothing when it may not leave at the last moment', async () => {
        const held = { ...options, mayLeave: () => false };

        const codes = [
          await codeOf(target.update(desk, { displayName: 'Front' }, held)),
          await codeOf(target.create({ address: 'new@example.nl', displayName: 'New', division: null }, held)),
          await codeOf(target.emptyMembers(desk.id, held)),
          await codeOf(target.delete(desk.id, held)),
        ];

        expect(codes).toEqual(Array(4).fill('target-withheld'));
        expect((await target.read(options)).accounts).toHaveLength(2);
        expect(await account(desk.id)).toEqual(desk);
      });

      it('says that it was the new address that was refused, and changes nothing', async () => {
        under.takeReaddress('refused');

        expect(await codeOf(target.update(desk, { address: 'front@example.nl' }, options))).toBe(
          'target-readdress-refused',
        );
        expect(await account(desk.id)).toEqual(desk);
      });

      it('may be told that all went well and find the old address still there', async () => {
        under.takeReaddress('ignored');

        await target.update(desk, { address: 'front@example.nl', displayName: 'Front' }, options);

        expect(await account(desk.id)).toEqual({ ...desk, displayName: 'Front' });
      });

      it('is refused an address that is in use', async () => {
        expect(await codeOf(target.update(desk, { address: 'quiet@example.nl' }, options))).toBe(
          'target-address-taken',
        );
      });

      it('is refused a unit that does not exist', async () => {
        expect(await codeOf(target.update(desk, { division: 'NL-99' }, options))).toBe('target-unknown-ou');
      });

      it('never sends an empty member set, which would be answered with success and change nothing', async () => {
        await expect(target.update(desk, { members: [] }, options)).rejects.toThrow(InternalError);

        expect(await account(desk.id)).toEqual(desk);
      });

      it('takes an update without a field for a fault of ours', async () => {
        await expect(target.update(desk, {}, options)).rejects.toThrow(InternalError);
      });
    });

    describe('taking away', () => {
      it('empties the member set and leaves the aliases', async () => {
        await target.emptyMembers(desk.id, options);

        expect(await account(desk.id)).toEqual({ ...desk, members: [] });
      });

      it('deletes an account', async () => {
        await target.delete(desk.id, options);

        expect(await account(desk.id)).toBeUndefined();
      });
    });

    reservingContract(() => under, { desk, quiet });

    describe('when it goes wrong', () => {
      it('says that the outcome is unknown when a change was carried out and the answer was lost', async () => {
        under.loseNextAnswerOfUpdate();

        expect(await codeOf(target.update(quiet, { displayName: 'Once' }, options))).toBe('target-outcome-unknown');
        expect((await account(quiet.id))?.displayName).toBe('Once');
      });

      it('says how long to wait when the rate limit refused a change, and has changed nothing', async () => {
        under.limitNextUpdate();

        const error = await target.update(quiet, { displayName: 'Later' }, options).catch((reason: unknown) => reason);

        expect(error).toMatchObject({ code: 'target-rate-limited', retry: { afterMs: expect.any(Number) } });
        expect((await account(quiet.id))?.displayName).toBe(quiet.displayName);
      });

      it('says that the key is refused', async () => {
        under.refuseKeyOnce();

        expect(await codeOf(target.update(quiet, { displayName: 'X' }, options))).toBe('target-key-refused');
      });

      it('stops before it sends anything when it was stopped', async () => {
        const stopped = { signal: AbortSignal.abort(new Error('stopped by a person')) };

        await expect(target.read(stopped)).rejects.toThrow('stopped by a person');
        expect(await codeOf(target.update(quiet, { displayName: 'X' }, stopped))).toBe('target-unreachable');
        expect(await account(quiet.id)).toEqual(quiet);
      });
    });
  });
}
