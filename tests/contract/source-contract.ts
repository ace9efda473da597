/** What every source must do. A harness makes a source over some mailboxes and can change them underneath it. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SharedMailbox } from '../../src/sync/model/mailbox.ts';
import type { SourceSnapshot } from '../../src/sync/model/snapshot.ts';
import type { Source } from '../../src/sync/source/source.ts';

/** What every kind of source can hold: direct delegates that are people with an address. */
export interface ContractMailbox {
  /** A GUID, lower case. */
  readonly id: string;
  readonly displayName: string;
  readonly address: string;
  readonly aliases: readonly string[];
  readonly type: string;
  readonly delegates: readonly string[];
}

export interface SourceUnderTest {
  readonly source: Source;
  /** From now on the source holds these, and nothing else. */
  replace(mailboxes: readonly ContractMailbox[]): Promise<void>;
  close(): Promise<void>;
}

const options = { signal: new AbortController().signal };

const desk: ContractMailbox = {
  id: '11111111-0000-4000-8000-000000000001',
  displayName: 'Service desk, ’t Veld',
  address: 'Desk@example.nl',
  aliases: ['help@example.nl', 'support@example.nl'],
  type: 'SharedMailbox',
  delegates: ['anna@example.nl', 'bram@example.nl'],
};
const room: ContractMailbox = {
  id: '11111111-0000-4000-8000-000000000002',
  displayName: 'Room 2.14',
  address: 'room@example.nl',
  aliases: [],
  type: 'RoomMailbox',
  delegates: [],
};
const contractMailboxes = [desk, room];
const nobody = '11111111-0000-4000-8000-000000000009';

export function describeSourceContract(
  name: string,
  start: (mailboxes: readonly ContractMailbox[]) => Promise<SourceUnderTest>,
): void {
  describe(`${name} keeps the contract of a source`, () => {
    let under: SourceUnderTest;
    let source: Source;

    beforeEach(async () => {
      under = await start(contractMailboxes);
      source = under.source;
    });
    afterEach(async () => {
      await source.close();
      await under.close();
    });

    it('reads every mailbox with its addresses and delegates', async () => {
      const reading = await source.read(options);

      expect(reading.mailboxes.map(summary).sort(byId)).toEqual(contractMailboxes.map(expected));
      expect(reading.list).toEqual({ complete: true });
      expect(reading.problems).toEqual([]);
      expect(new Date(reading.takenAt).toISOString()).toBe(reading.takenAt);
    });

    it('names itself in the reading and in each mailbox', async () => {
      const reading = await source.read(options);

      expect([reading.source, ...reading.mailboxes.map((mailbox) => mailbox.source)]).toEqual(
        Array(3).fill(source.name),
      );
    });

    it('tells how many mailboxes it has read', async () => {
      const said: (number | null)[] = [];

      await source.read({ ...options, onProgress: ({ what, done }) => what === 'mailboxes' && said.push(done) });

      expect(said.at(-1)).toBe(2);
    });

    it('reads again only the mailboxes it is asked for, as they are now', async () => {
      await source.read(options);
      await under.replace([{ ...desk, delegates: ['carla@example.nl'] }, room]);

      const again = await source.reread([desk.id], options);

      expect(again.mailboxes.map(summary)).toEqual([expected({ ...desk, delegates: ['carla@example.nl'] })]);
      expect(again.list).toEqual({ complete: true });
    });

    it('leaves a mailbox that is gone out of the second reading', async () => {
      await under.replace([room]);

      const again = await source.reread([desk.id, room.id], options);

      expect(idsOf(again)).toEqual([room.id]);
      expect(again.list).toEqual({ complete: true });
    });

    it('answers every id it is asked to look up, in any case', async () => {
      const answers = await source.lookUp([desk.id.toUpperCase(), nobody], options);

      expect([...answers]).toEqual([
        [desk.id.toUpperCase(), 'found'],
        [nobody, 'not-found'],
      ]);
    });

    it('answers for every address whether anything holds it, under whatever id', async () => {
      await under.replace([{ ...desk, id: nobody }, room]);

      const answers = await source.lookUpAddresses(
        ['DESK@example.nl', 'help@example.nl', 'gone@example.nl', 'no address'],
        options,
      );

      expect([...answers]).toEqual([
        ['DESK@example.nl', 'found'],
        ['help@example.nl', 'found'],
        ['gone@example.nl', 'not-found'],
        ['no address', 'unknown'],
      ]);
    });

    it('gives the same reading twice when nothing has changed', async () => {
      const first = await source.read(options);
      const second = await source.read(options);

      expect(second.mailboxes.map(whenever)).toEqual(first.mailboxes.map(whenever));
    });

    it('stops when it is told to', async () => {
      const signal = AbortSignal.abort(new Error('stopped by a person'));

      await expect(source.read({ signal })).rejects.toThrow('stopped by a person');
    });
  });
}

function summary(mailbox: SharedMailbox) {
  const { id, displayName, primaryAddress, type, delegates } = mailbox;
  const people = delegates.state === 'read' ? delegates.trustees : [];
  return {
    id,
    displayName,
    type,
    address: primaryAddress.toLowerCase(),
    aliases: aliasesOf(mailbox),
    delegates: people
      .map((trustee) => (trustee.kind === 'person' ? trustee.address.toLowerCase() : trustee.name))
      .sort(),
  };
}

/** Proxy addresses may carry a prefix, and may hold the primary address too. */
function aliasesOf({ proxyAddresses, primaryAddress }: SharedMailbox): readonly string[] {
  const addresses = proxyAddresses.map((each) => each.replace(/^smtp:/i, '').toLowerCase());
  return addresses.filter((each) => each !== primaryAddress.toLowerCase()).sort();
}

function expected(mailbox: ContractMailbox) {
  return { ...mailbox, address: mailbox.address.toLowerCase(), aliases: mailbox.aliases.toSorted() };
}

/** A source may remember who has access, as long as it says since when. */
function whenever(mailbox: SharedMailbox): SharedMailbox {
  const { delegates } = mailbox;
  if (delegates.state !== 'read') return mailbox;
  const { readAt: _, ...known } = delegates;
  return { ...mailbox, delegates: known };
}

function idsOf(reading: SourceSnapshot): readonly string[] {
  return reading.mailboxes.map((mailbox) => mailbox.id).toSorted();
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
