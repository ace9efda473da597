/** One row → one mailbox, or the reasons why the row cannot be used. Pure. */

import {
  type MailboxType,
  offeredMailboxTypes,
  optionalMailboxTypes,
  remoteMailboxTypes,
  type SharedMailbox,
  type Trustee,
} from '../../model/mailbox.ts';
import type { ReadingProblem } from '../../model/snapshot.ts';
import type { Columns } from './columns.ts';
import type { TableRow } from './table-row.ts';

export interface RowReading {
  readonly row: TableRow;
  /** Undefined when the row cannot be used. */
  readonly mailbox: SharedMailbox | undefined;
  readonly problems: readonly ReadingProblem[];
}

export function mailboxOfRow(row: TableRow, columns: Columns, source: string): RowReading {
  const address = columns.cell(row, 'address');
  const displayName = columns.cell(row, 'name');
  const type = typeOf(columns.cell(row, 'type'));
  const aliases = listIn(columns.cell(row, 'aliases'));
  const delegates = listIn(columns.cell(row, 'delegates'));
  const problem = (code: string, params: ReadingProblem['params'] = {}) => [
    { code, place: `row ${row.number}`, params },
  ];

  const fatal = [
    ...(address === '' ? problem('row-address-missing') : []),
    ...(address !== '' && !isAddress(address) ? problem('row-address-invalid', { value: shown(address) }) : []),
    ...(displayName === '' ? problem('row-name-missing') : []),
    ...(type === undefined ? problem('row-type-unknown', { value: shown(columns.cell(row, 'type')) }) : []),
    // Leaving the alias out would read as "this mailbox has lost it"
    ...aliases
      .filter((each) => !isAddress(each))
      .flatMap((each) => problem('row-alias-invalid', { value: shown(each) })),
  ];
  const minor = delegates
    .filter((each) => !isAddress(each))
    .flatMap((each) => problem('row-delegate-invalid', { value: shown(each) }));
  const problems = [...fatal, ...minor];
  if (fatal.length > 0 || type === undefined) return { row, mailbox: undefined, problems };
  const mailbox: SharedMailbox = {
    id: (columns.cell(row, 'id') || address).toLowerCase(),
    source,
    displayName,
    primaryAddress: address,
    proxyAddresses: [`SMTP:${address}`, ...aliases.map((alias) => `smtp:${alias}`)],
    type,
    delegates: { state: 'read', trustees: delegates.map(trusteeOf) },
  };
  return { row, mailbox, problems };
}

/** An address that is none stays in sight as somebody unknown: then nobody is taken away from this mailbox. */
function trusteeOf(delegate: string): Trustee {
  if (!isAddress(delegate)) return { kind: 'unresolved', name: shown(delegate), reason: 'unknown' };
  return { kind: 'person', address: delegate, aliases: [], name: delegate, via: [] };
}

/** Values separated by a semicolon, a comma or a new line; each once, whatever its case. */
function listIn(cell: string): readonly string[] {
  const values = cell
    .split(/[;,\n\r]+/)
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return [...new Map(values.map((value) => [value.toLowerCase(), value])).values()];
}

const knownTypes: ReadonlyMap<string, string> = new Map(
  [...offeredMailboxTypes, ...optionalMailboxTypes, ...remoteMailboxTypes].map((type) => [type.toLowerCase(), type]),
);

function typeOf(cell: string): string | undefined {
  const byDefault: MailboxType = 'SharedMailbox';
  return cell === '' ? byDefault : knownTypes.get(cell.toLowerCase());
}

function isAddress(value: string): boolean {
  return (
    value.length <= 254 &&
    /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]+$/u.test(value) &&
    !value.includes('..')
  );
}

function shown(value: string): string {
  return value.length > 80 ? `${value.slice(0, 79)}…` : value;
}
