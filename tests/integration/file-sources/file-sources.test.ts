import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { SourceError } from '../../../src/errors.ts';
import { createRecordedSource } from '../../../src/sync/source/recorded/recorded-source.ts';
import { createSpreadsheetSource } from '../../../src/sync/source/spreadsheet/spreadsheet-source.ts';
import { createHastyClock } from '../../support/hasty-clock.ts';

const options = { signal: new AbortController().signal };
const header = ['Name', 'Address', 'Aliases', 'Delegates'];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-file-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function fileWith(name: string, content: string | Buffer): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

type Cell = string | number | Date | null;

async function workbookWith(sheets: Record<string, readonly (readonly Cell[])[]>): Promise<string> {
  const file = join(folder, 'mailboxes.xlsx');
  const cell = (value: Cell) => (value instanceof Date ? { value, format: 'yyyy-mm-dd' } : value);
  const list = Object.entries(sheets).map(([sheet, rows]) => ({ sheet, data: rows.map((row) => row.map(cell)) }));
  await writeWorkbook(list).toFile(file);
  return file;
}

const spreadsheet = (file: string, sheet: string | null = null) =>
  createSpreadsheetSource({ name: 'sheet', file, sheet, clock: createHastyClock() });

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof SourceError ? error.code : `no SourceError: ${String(error)}`;
}

describe('a workbook as source', () => {
  it('is read from its first sheet, with numbers and dates as text, and dated by the clock', async () => {
    const file = await workbookWith({
      Mailboxes: [
        header,
        [2024, 'desk@example.nl', null, 'anna@example.nl'],
        [new Date('2026-01-31'), 'x@example.nl', null, null],
      ],
      Other: [['nothing']],
    });

    const reading = await spreadsheet(file).read(options);

    expect(reading.mailboxes.map((mailbox) => mailbox.displayName)).toEqual(['2024', '2026-01-31T00:00:00.000Z']);
    expect(reading).toMatchObject({ takenAt: '2026-03-02T08:00:00.000Z', list: { complete: true }, notRead: {} });
  });

  it('is read from the sheet that is named', async () => {
    const file = await workbookWith({ Notes: [['x']], Postvakken: [header, ['Desk', 'desk@example.nl', '', '']] });

    expect((await spreadsheet(file, 'Postvakken').read(options)).mailboxes).toHaveLength(1);
  });

  it('numbers its rows as people see them, with empty rows above and between', async () => {
    const empty = [null, null, null, null];
    const file = await workbookWith({
      M: [empty, header, empty, ['Desk', 'desk', '', ''], ['Room', 'room@example.nl', '', '']],
    });

    const { problems, list, mailboxes } = await spreadsheet(file).read(options);

    expect(problems).toEqual([{ code: 'row-address-invalid', place: 'row 4', params: { value: 'desk' } }]);
    expect(list).toEqual({ complete: false, reason: 'bad-rows', have: 1, expected: 2 });
    expect(mailboxes).toHaveLength(1);
  });

  it('says which sheets there are when the named one is not among them', async () => {
    const file = await workbookWith({ Mailboxes: [header], Notes: [['x']] });

    await expect(spreadsheet(file, 'Postvakken').read(options)).rejects.toMatchObject({
      code: 'spreadsheet-sheet-missing',
      context: { sheet: 'Postvakken', found: 'Mailboxes, Notes' },
    });
  });

  it.each([
    ['a text file', Buffer.from('Name;Address\n')],
    ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['a damaged zip', Buffer.from('PK\u0003\u0004 and then nothing that makes sense')],
    ['an empty file', Buffer.alloc(0)],
  ])('is refused when it is %s', async (_, content) => {
    const file = await fileWith('mailboxes.xlsx', content);

    expect(await codeOf(spreadsheet(file).read(options))).toBe('spreadsheet-not-a-workbook');
  });
});

describe('a file as source', () => {
  it('that is not there is an error, never an empty reading', async () => {
    expect(await codeOf(spreadsheet(join(folder, 'gone.csv')).read(options))).toBe('source-file-missing');
    expect(await codeOf(createRecordedSource({ name: 'r', file: join(folder, 'gone.json') }).read(options))).toBe(
      'source-file-missing',
    );
  });

  it('that is a folder is an error', async () => {
    await mkdir(join(folder, 'folder.csv'));

    expect(await codeOf(spreadsheet(join(folder, 'folder.csv')).read(options))).toBe('source-file-unreadable');
  });

  it('of another kind is refused by its name', async () => {
    expect(await codeOf(spreadsheet(await fileWith('mailboxes.ods', 'x')).read(options))).toBe(
      'spreadsheet-kind-unknown',
    );
  });

  it('with one bad row trusts no absence: who is looked up and not there is unknown', async () => {
    const file = await fileWith('m.csv', 'Name;Address;Aliases;Delegates\nDesk;desk@example.nl;;\nRoom;room;;\n');
    const source = spreadsheet(file);

    const answers = await source.lookUp(['desk@example.nl', 'room@example.nl'], options);
    const there = await source.reread(['desk@example.nl'], options);
    const both = await source.reread(['desk@example.nl', 'room@example.nl'], options);

    expect([...answers.values()]).toEqual(['found', 'unknown']);
    expect(there.list).toEqual({ complete: true });
    expect(both.list).toEqual({ complete: false, reason: 'bad-rows', have: 1, expected: 2 });
  });
});

describe('a recorded reading', () => {
  const reading = {
    source: 'exchange',
    takenAt: '2024-01-01T00:00:00.000Z',
    mailboxes: [
      {
        id: 'AAAA',
        source: 'exchange',
        displayName: 'Desk',
        primaryAddress: 'desk@example.nl',
        proxyAddresses: [],
        type: 'SharedMailbox',
        delegates: { state: 'unreadable', reason: 'permissions-unreadable' },
      },
    ],
    list: { complete: false, reason: 'read-failed', have: 1, expected: null },
    problems: [{ code: 'x', place: 'row 1', params: { n: 1 } }],
    notRead: { RemoteSharedMailbox: 3 },
  };

  it('stands in for a reading made now, under its own name, with all that was not complete', async () => {
    const file = await fileWith('reading.json', JSON.stringify(reading));
    const source = createRecordedSource({ name: 'recorded', file, clock: createHastyClock() });

    expect(source.standIn).toBe(true);
    expect(await source.read(options)).toEqual({
      ...reading,
      source: 'recorded',
      madeFrom: 'recording',
      takenAt: '2026-03-02T08:00:00.000Z',
      mailboxes: [{ ...reading.mailboxes[0], id: 'aaaa', source: 'recorded' }],
    });
    expect([...(await source.lookUp(['bbbb'], options)).values()]).toEqual(['unknown']);
  });

  it.each([
    ['no JSON', 'nonsense', 'line 1'],
    ['a part missing', JSON.stringify({ ...reading, list: undefined }), 'list'],
    ['a part nobody knows', JSON.stringify({ ...reading, extra: 1 }), ''],
    ['a mailbox of another shape', JSON.stringify({ ...reading, mailboxes: [{ id: 'a' }] }), 'mailboxes.0.source'],
    [
      'an empty id',
      JSON.stringify({ ...reading, mailboxes: [{ ...reading.mailboxes[0], id: ' ' }] }),
      'mailboxes.0.id',
    ],
    [
      'one id twice',
      JSON.stringify({ ...reading, mailboxes: [...reading.mailboxes, ...reading.mailboxes] }),
      'mailboxes',
    ],
  ])('is refused, with the place, when it has %s', async (_, content, where) => {
    const file = await fileWith('reading.json', content);

    await expect(createRecordedSource({ name: 'r', file }).read(options)).rejects.toMatchObject({
      code: 'recorded-reading-invalid',
      context: { where },
    });
  });
});
