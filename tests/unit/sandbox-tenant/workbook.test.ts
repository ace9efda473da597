import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { workbookRows, workbookXlsx } from '../../../sandbox/tenant/workbook.ts';
import { type WrittenWorld, writeWorld } from '../../../sandbox/tenant/write-world.ts';
import type { SourceSnapshot } from '../../../src/sync/model/snapshot.ts';
import { createRecordedSource } from '../../../src/sync/source/recorded/recorded-source.ts';
import type { Source } from '../../../src/sync/source/source.ts';
import { createSpreadsheetSource } from '../../../src/sync/source/spreadsheet/spreadsheet-source.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { readWorld, takenAt } from '../../support/world-plan.ts';

async function written(mailboxes: number): Promise<WrittenWorld> {
  return writeWorld({ folder: temporaryFolder(), seed: 1, mailboxes, takenAt });
}

function readAll(source: Source): Promise<SourceSnapshot> {
  return source.read({ signal: AbortSignal.timeout(20_000) });
}

describe('a world as a spreadsheet', () => {
  it.each(['xlsx', 'csv'] as const)('is read whole from .%s by the spreadsheet source', async (kind) => {
    const files = await written(200);
    const file = kind === 'xlsx' ? files.xlsxFile : files.csvFile;

    const reading = await readAll(createSpreadsheetSource({ name: 'exchange', file, sheet: null }));

    const expected = files.world.exchange.mailboxes.filter(
      ({ primaryAddress, type }) => primaryAddress !== '' && !type.startsWith('Remote'),
    );
    expect(reading.list).toEqual({ complete: true });
    expect(
      reading.mailboxes.map(({ id, displayName, primaryAddress, type }) => ({ id, displayName, primaryAddress, type })),
    ).toEqual(
      expect.arrayContaining(
        expected.map(({ id, displayName, primaryAddress, type }) => ({ id, displayName, primaryAddress, type })),
      ),
    );
    expect(reading.mailboxes).toHaveLength(expected.length);
  });

  it('gives the aliases and the resolved delegates of each mailbox', async () => {
    const { world, csvFile } = await written(200);

    const table = await readAll(createSpreadsheetSource({ name: 'exchange', file: csvFile, sheet: null }));

    const known = new Set(world.zivver.users.map((user) => user['userName']));
    const recorded = new Map(readWorld(world).mailboxes.map((mailbox) => [mailbox.id, mailbox]));
    for (const mailbox of table.mailboxes) {
      const original = recorded.get(mailbox.id);
      expect(smtp(mailbox.proxyAddresses)).toEqual(smtp(original?.proxyAddresses ?? []));
      expect(namesIn(mailbox, known)).toEqual(original === undefined ? [] : namesIn(original, known));
    }
  });

  it('says of delegates that could not be read that somebody unknown is there', async () => {
    const { world } = await written(200);
    const [unreadable] = world.exchange.faults.unreadablePermissions;

    const row = workbookRows(world).find(([id]) => id === unreadable);

    expect(row?.at(-1)).toBe('?');
  });

  it('is the same file for the same world, byte for byte', async () => {
    const { world, xlsxFile } = await written(25);

    expect((await workbookXlsx(world)).equals(await readFile(xlsxFile))).toBe(true);
  });
});

describe('a world as a recorded reading', () => {
  it('is read by the recorded source as it was written', async () => {
    const { world, readingFile } = await written(50);

    const reading = await readAll(createRecordedSource({ name: 'exchange', file: readingFile }));

    expect({ ...reading, takenAt }).toEqual({ ...readWorld(world), madeFrom: 'recording' });
  });
});

function smtp(proxies: readonly string[]): readonly string[] {
  return proxies.filter((proxy) => /^smtp:/i.test(proxy));
}

/** Addresses Zivver knows, lower case, and names of what is unresolved. */
function namesIn({ delegates }: SourceSnapshot['mailboxes'][number], known: ReadonlySet<unknown>): readonly string[] {
  if (delegates.state === 'unreadable') return ['?'];
  const names = delegates.trustees.map((trustee) => {
    if (trustee.kind === 'unresolved') return trustee.name;
    const addresses = [trustee.address, ...trustee.aliases].map((address) => address.toLowerCase());
    return addresses.find((address) => known.has(address)) ?? trustee.address.toLowerCase();
  });
  return names.toSorted();
}
