import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import writeWorkbook from 'write-excel-file/node';
import { createRecordedSource } from '../../src/sync/source/recorded/recorded-source.ts';
import type { Source } from '../../src/sync/source/source.ts';
import { createSpreadsheetSource } from '../../src/sync/source/spreadsheet/spreadsheet-source.ts';
import { mailboxOfContract } from '../support/mailbox-of-contract.ts';
import { type ContractMailbox, describeSourceContract } from './source-contract.ts';

interface Kind {
  readonly fileName: string;
  readonly write: (file: string, mailboxes: readonly ContractMailbox[]) => Promise<void>;
  readonly open: (file: string) => Source;
}

const header = ['id', 'Display name', 'Address', 'Aliases', 'Type', 'Delegates'];

function rowsOf(mailboxes: readonly ContractMailbox[]): string[][] {
  const rows = mailboxes.map((each) => [
    each.id.toUpperCase(),
    each.displayName,
    each.address,
    each.aliases.join('; '),
    each.type,
    each.delegates.join('\n'),
  ]);
  return [header, ...rows];
}

const openSpreadsheet = (file: string) => createSpreadsheetSource({ name: 'sheet', file, sheet: null });

const workbook: Kind = {
  fileName: 'mailboxes.xlsx',
  write: async (file, mailboxes) => {
    await writeWorkbook(rowsOf(mailboxes).map((row) => row.map((value) => ({ value })))).toFile(file);
  },
  open: openSpreadsheet,
};
const csv: Kind = {
  fileName: 'mailboxes.csv',
  write: async (file, mailboxes) => await writeFile(file, stringify(rowsOf(mailboxes), { delimiter: ';', bom: true })),
  open: openSpreadsheet,
};
const recorded: Kind = {
  fileName: 'reading.json',
  write: async (file, mailboxes) => {
    const reading = {
      source: 'recorded elsewhere',
      takenAt: '2024-01-01T00:00:00.000Z',
      mailboxes: mailboxes.map(mailboxOfContract),
      list: { complete: true },
      problems: [],
      notRead: {},
    };
    await writeFile(file, JSON.stringify(reading));
  },
  open: (file) => createRecordedSource({ name: 'recorded', file }),
};

function describeFile(name: string, { fileName, write, open }: Kind): void {
  describeSourceContract(name, async (mailboxes) => {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-source-'));
    const file = join(folder, fileName);
    await write(file, mailboxes);
    return {
      source: open(file),
      replace: async (next) => await write(file, next),
      close: async () => await rm(folder, { recursive: true }),
    };
  });
}

describeFile('a workbook', workbook);
describeFile('a CSV file', csv);
describeFile('a recorded reading', recorded);
