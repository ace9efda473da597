import { describe, expect, it } from 'vitest';
import { csvRows } from '../../../../src/sync/source/spreadsheet/csv-rows.ts';

const rowsOf = (text: string) => csvRows(Buffer.from(text), 'm.csv');
const cellsOf = (text: string) => rowsOf(text).map((row) => row.cells);

describe('a CSV file', () => {
  it.each([
    ['commas', 'name,address\nDesk,desk@example.nl\n'],
    ['semicolons', 'name;address\nDesk;desk@example.nl\n'],
    ['tabs', 'name\taddress\nDesk\tdesk@example.nl\n'],
    ['a byte order mark', '\uFEFFname;address\nDesk;desk@example.nl'],
    ['Windows line ends', 'name;address\r\nDesk;desk@example.nl\r\n'],
    ['spaces around the cells', 'name ; address\n Desk; desk@example.nl '],
    ['a first line that tells the separator', 'sep=;\nname;address\nDesk;desk@example.nl'],
    ['separators of the other kind inside quotation marks', '"name";"address"\n"Desk";"desk@example.nl"'],
  ])('is read with %s', (_, text) => {
    expect(cellsOf(text)).toEqual([
      ['name', 'address'],
      ['Desk', 'desk@example.nl'],
    ]);
  });

  it('takes its separator from the header, outside quotation marks', () => {
    expect(cellsOf('"name, full, of, commas";address\na,b;c')).toEqual([
      ['name, full, of, commas', 'address'],
      ['a,b', 'c'],
    ]);
  });

  it('keeps new lines and quotation marks inside a quoted cell', () => {
    expect(cellsOf('name;delegates\n"The ""old"" desk";"a@example.nl\nb@example.nl"')[1]).toEqual([
      'The "old" desk',
      'a@example.nl\nb@example.nl',
    ]);
  });

  it('numbers its rows as a spreadsheet program does, empty ones and quoted new lines included', () => {
    const numbers = rowsOf('name;x\n\n"a\nb";c\nd;e').map((row) => `${row.number} ${row.cells[0]}`);

    expect(numbers).toEqual(['1 name', '2 ', '3 a\nb', '4 d']);
  });

  it('keeps names of every script', () => {
    expect(cellsOf('name;x\nΥποστήριξη — ’t Zand 支持;1')[1]?.[0]).toBe('Υποστήριξη — ’t Zand 支持');
  });

  it('is refused in Windows-1252, with the row, because names would be spoilt', () => {
    const bytes = Buffer.concat([Buffer.from('name;x\nDesk;1\nCaf'), Buffer.from([0xe9]), Buffer.from(';2\n')]);

    expect(() => csvRows(bytes, 'm.csv')).toThrow(
      expect.objectContaining({ code: 'spreadsheet-encoding', context: { file: 'm.csv', row: 3 } }),
    );
  });

  it('is refused in UTF-16', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name;x', 'utf16le')]);

    expect(() => csvRows(bytes, 'm.csv')).toThrow(expect.objectContaining({ code: 'spreadsheet-encoding' }));
  });

  it('is refused with the row where a quotation mark is not closed', () => {
    expect(() => rowsOf('name;x\nDesk;1\n"Room;2\n')).toThrow(
      expect.objectContaining({ code: 'spreadsheet-csv-malformed', context: { file: 'm.csv', row: 3 } }),
    );
  });
});
