/** Writes examples/spreadsheet from office.ts: the workbook, and the world that the Zivver server starts with. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeXlsxFile from 'write-excel-file/node';
import { columns, officeWorld, rows } from './office.ts';

export async function writeExample(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const header = columns.map((value) => ({ value, fontWeight: 'bold' as const }));
  const cells = rows.map((row) => row.map((value) => ({ value, type: String })));
  const sheet = {
    sheet: 'Mailboxes',
    stickyRowsCount: 1,
    columns: [10, 24, 28, 44, 18, 64].map((width) => ({ width })),
  };
  await writeFile(join(folder, 'mailboxes.xlsx'), await writeXlsxFile([header, ...cells], sheet).toBuffer());
  await writeFile(join(folder, 'zivver.json'), `${JSON.stringify(officeWorld(), null, 2)}\n`);
}

if (import.meta.main) await writeExample(join(import.meta.dirname, '../../examples/spreadsheet'));
