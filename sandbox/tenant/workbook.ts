/**
 * A world as the table an administrator would keep by hand, for the spreadsheet source: one row a mailbox, lists separated
 * by `;`. What a table cannot say is said so that nobody loses access by it: see `delegateCell`.
 */

import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import type { SharedMailbox, Trustee } from '../../src/sync/model/mailbox.ts';
import { recordedReading } from './recorded-reading.ts';
import type { World } from './world.ts';

export const workbookColumns = ['id', 'display name', 'address', 'aliases', 'type', 'delegates'] as const;

/** Cells in the order of `workbookColumns`. Mailboxes without an address stand in no such table. */
export function workbookRows(world: World): readonly (readonly string[])[] {
  const reading = recordedReading(world, { source: 'spreadsheet', takenAt: '1970-01-01T00:00:00.000Z' });
  const known = addressesZivverKnows(world);
  return reading.mailboxes
    .filter((mailbox) => mailbox.primaryAddress !== '')
    .map((mailbox) => [
      mailbox.id,
      mailbox.displayName,
      mailbox.primaryAddress,
      aliasesOf(mailbox).join('; '),
      mailbox.type,
      delegateCell(mailbox, known),
    ]);
}

export function workbookCsv(world: World): string {
  return stringify([[...workbookColumns], ...workbookRows(world).map((row) => [...row])], { bom: true });
}

/** The same world gives the same file, byte for byte. */
export async function workbookXlsx(world: World): Promise<Buffer> {
  const header = workbookColumns.map((value) => ({ value, fontWeight: 'bold' as const }));
  // Typed as text, or a name that begins with `=` becomes a formula.
  const rows = workbookRows(world).map((row) => row.map((value) => ({ value: writable(value), type: String })));
  const sheet = {
    sheet: 'Mailboxes',
    stickyRowsCount: 1,
    columns: [38, 34, 36, 40, 20, 70].map((width) => ({ width })),
  };
  return withoutTimes(await writeXlsxFile([header, ...rows], sheet).toBuffer());
}

/** The writer keeps its strings as keys of an object and loses those an object has by nature; readers drop the space. */
function writable(value: string): string {
  return value in {} ? `${value} ` : value;
}

function aliasesOf(mailbox: SharedMailbox): readonly string[] {
  return mailbox.proxyAddresses.filter((proxy) => proxy.startsWith('smtp:')).map((proxy) => proxy.slice(5));
}

/** `?` for delegates that could not be read: nobody knows a person of that name, so nobody is taken away. */
function delegateCell({ delegates }: SharedMailbox, known: ReadonlySet<string>): string {
  if (delegates.state === 'unreadable') return '?';
  return delegates.trustees.map((trustee) => delegateName(trustee, known)).join('; ');
}

/** The address Zivver knows the person by, where it is another than the primary one: a table has no aliases of people. */
function delegateName(trustee: Trustee, known: ReadonlySet<string>): string {
  if (trustee.kind === 'unresolved') return trustee.name;
  const addresses = [trustee.address, ...trustee.aliases];
  return addresses.find((address) => known.has(address.toLowerCase())) ?? trustee.address;
}

function addressesZivverKnows(world: World): ReadonlySet<string> {
  return new Set(world.zivver.users.map((user) => String(user['userName'])));
}

/** Sets the time of every entry of a zip archive to its beginning, 1980-01-01. */
function withoutTimes(zip: Buffer): Buffer {
  const fixed = Buffer.from(zip);
  const end = fixed.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  let entry = fixed.readUInt32LE(end + 16);
  for (let left = fixed.readUInt16LE(end + 10); left > 0; left -= 1) {
    fixed.writeUInt32LE(0x00210000, entry + 12);
    fixed.writeUInt32LE(0x00210000, fixed.readUInt32LE(entry + 42) + 10);
    entry += 46 + fixed.readUInt16LE(entry + 28) + fixed.readUInt16LE(entry + 30) + fixed.readUInt16LE(entry + 32);
  }
  return fixed;
}
