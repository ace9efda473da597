import { describe, expect, it } from 'vitest';
import { readMailboxes } from '../../../../src/sync/source/spreadsheet/read-mailboxes.ts';

const header = ['Display name', 'Address', 'Aliases', 'Type', 'Delegates'];
const good = ['Desk', 'desk@example.nl', 'help@example.nl', '', 'anna@example.nl'];

function read(rows: readonly (readonly string[])[], { sameWidth = false } = {}) {
  const table = rows.map((cells, index) => ({ number: index + 1, cells }));
  return readMailboxes(table, { source: 'sheet', file: 'mailboxes.xlsx', sameWidth });
}

/** The good row with some cells changed. */
function rowWith(cells: Partial<Record<'name' | 'address' | 'aliases' | 'type' | 'delegates', string>>): string[] {
  const { name = good[0], address = good[1], aliases = good[2], type = good[3], delegates = good[4] } = cells;
  return [name, address, aliases, type, delegates].map((cell) => cell ?? '');
}

const codesOf = (reading: ReturnType<typeof read>) => reading.problems.map(({ code, place }) => `${place}: ${code}`);

describe('a row of the spreadsheet', () => {
  it('becomes a shared mailbox; without an id the address is the id', () => {
    expect(read([header, rowWith({ address: 'Desk@Example.nl' })]).mailboxes).toEqual([
      {
        id: 'desk@example.nl',
        source: 'sheet',
        displayName: 'Desk',
        primaryAddress: 'Desk@Example.nl',
        proxyAddresses: ['SMTP:Desk@Example.nl', 'smtp:help@example.nl'],
        type: 'SharedMailbox',
        delegates: {
          state: 'read',
          trustees: [{ kind: 'person', address: 'anna@example.nl', aliases: [], name: 'anna@example.nl', via: [] }],
        },
      },
    ]);
  });

  it.each([
    ['has no address', { address: '' }, 'row-address-missing'],
    ['has an address without a domain', { address: 'desk@' }, 'row-address-invalid'],
    ['has a name where the address should be', { address: 'Service desk' }, 'row-address-invalid'],
    ['has an address with a double dot', { address: 'desk@example..nl' }, 'row-address-invalid'],
    ['has an address with a separator in it', { address: 'desk@example.nl;x@example.nl' }, 'row-address-invalid'],
    ['has a formula error for an address', { address: '#REF!' }, 'row-address-invalid'],
    ['has no display name', { name: '' }, 'row-name-missing'],
    ['has an unknown type', { type: 'Mailbox' }, 'row-type-unknown'],
    ['has a bad alias, because leaving it out would take it away', { aliases: 'help@example' }, 'row-alias-invalid'],
  ])('is reported with its number and not used when it %s', (_, cells, code) => {
    const reading = read([header, rowWith({ address: 'room@example.nl' }), rowWith(cells)]);

    expect(codesOf(reading)).toEqual([`row 3: ${code}`]);
    expect(reading.mailboxes.map((mailbox) => mailbox.id)).toEqual(['room@example.nl']);
    expect(reading.rows).toBe(2);
  });

  it('is reported for everything that is wrong with it at once', () => {
    expect(codesOf(read([header, ['', '', 'x', 'y', 'z']]))).toEqual([
      'row 2: row-address-missing',
      'row 2: row-name-missing',
      'row 2: row-type-unknown',
      'row 2: row-alias-invalid',
      'row 2: row-delegate-invalid',
    ]);
  });

  it('is used when one delegate is no address; that delegate stays in sight as unknown', () => {
    const reading = read([header, rowWith({ delegates: 'anna@example.nl; Bram' })]);

    expect(codesOf(reading)).toEqual(['row 2: row-delegate-invalid']);
    expect(reading.mailboxes[0]?.delegates).toMatchObject({
      trustees: [
        { kind: 'person', address: 'anna@example.nl' },
        { kind: 'unresolved', name: 'Bram', reason: 'unknown' },
      ],
    });
  });

  it('may have its lists separated by semicolons, commas and new lines, with doubles', () => {
    const [mailbox] = read([
      header,
      rowWith({ delegates: ' a@example.nl;b@example.nl,\nA@example.nl\r\nc@example.nl;' }),
    ]).mailboxes;

    expect(mailbox?.delegates).toMatchObject({
      trustees: [{ address: 'A@example.nl' }, { address: 'b@example.nl' }, { address: 'c@example.nl' }],
    });
  });

  it.each([
    ['sharedmailbox', 'SharedMailbox'],
    ['ROOMMAILBOX', 'RoomMailbox'],
    ['RemoteSharedMailbox', 'RemoteSharedMailbox'],
  ])('may name its type in any case: %s', (type, expected) => {
    expect(read([header, rowWith({ type })]).mailboxes[0]?.type).toBe(expected);
  });

  it('is not used when another row is about the same mailbox; neither is the other', () => {
    const other = rowWith({ address: 'DESK@example.nl', delegates: 'bram@example.nl' });
    const reading = read([header, good, rowWith({ address: 'room@example.nl' }), other]);

    expect(reading.mailboxes.map((mailbox) => mailbox.id)).toEqual(['room@example.nl']);
    expect(reading.problems).toEqual([
      { code: 'row-duplicate-id', place: 'row 2', params: { id: 'desk@example.nl', others: '4' } },
      { code: 'row-duplicate-id', place: 'row 4', params: { id: 'desk@example.nl', others: '2' } },
    ]);
  });

  it('is skipped without a word when it is empty, and keeps the numbers of the rows below it', () => {
    const reading = read([['', ''], header, ['', '', '', '', ''], rowWith({ address: '' })]);

    expect(codesOf(reading)).toEqual(['row 4: row-address-missing']);
    expect(reading.rows).toBe(1);
  });

  it('of a CSV file is not used when its cells have shifted', () => {
    const reading = read([header, [...good, 'bram@example.nl'], good.slice(0, 4)], { sameWidth: true });

    expect(reading.mailboxes).toEqual([]);
    expect(reading.problems).toEqual([
      { code: 'row-cell-count', place: 'row 2', params: { found: 6, expected: 5 } },
      { code: 'row-cell-count', place: 'row 3', params: { found: 4, expected: 5 } },
    ]);
  });
});

describe('the header of the spreadsheet', () => {
  it('may be Dutch, in any order and case, with other columns between', () => {
    const { mailboxes } = read([
      ['GEMACHTIGDEN', 'Opmerking', 'Postvak-ID', 'E-mailadres', 'Aliassen', 'Weergavenaam', 'Soort'],
      ['anna@example.nl', 'x', 'M-7', 'desk@example.nl', '', 'Balie', 'RoomMailbox'],
    ]);

    expect(mailboxes).toMatchObject([
      { id: 'm-7', displayName: 'Balie', primaryAddress: 'desk@example.nl', type: 'RoomMailbox' },
    ]);
  });

  it('names every needed column that is missing: an absent column is not an empty one', () => {
    expect(() =>
      read([
        ['Name', 'Address'],
        ['Desk', 'desk@example.nl'],
      ]),
    ).toThrow(
      expect.objectContaining({
        code: 'spreadsheet-column-missing',
        context: { file: 'mailboxes.xlsx', missing: 'aliases, delegates', found: 'Name, Address' },
      }),
    );
  });

  it('may not have two columns that mean the same', () => {
    expect(() => read([[...header, 'E-mail'], good])).toThrow(
      expect.objectContaining({ code: 'spreadsheet-column-twice' }),
    );
  });

  it.each([
    ['nothing below it', [header]],
    ['only empty rows below it', [header, ['', ''], ['']]],
    ['nothing at all', []],
  ])('with %s is an error, never an organisation without mailboxes', (_, rows) => {
    expect(() => read(rows)).toThrow(expect.objectContaining({ code: 'spreadsheet-empty' }));
  });
});
