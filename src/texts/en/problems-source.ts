import type { ErrorContext } from '../../errors.ts';
import { problemsBulk } from './problems-bulk.ts';
import { problemsConnecting } from './problems-connecting.ts';
import { problemsExchange } from './problems-exchange.ts';

/** What went wrong while reading a source, by code of SourceError or ReadingProblem: what, why, what to do. */
export const problemsSource = {
  ...problemsExchange,
  ...problemsBulk,
  ...problemsConnecting,

  // Files: spreadsheet and recorded reading
  'source-file-missing': {
    what: 'The file of the source is not there',
    cause: (p: ErrorContext) => `There is no file ${p.file}.`,
    solution: 'Put the file there, or correct its path in the configuration.',
  },
  'source-file-unreadable': {
    what: 'The file of the source could not be read',
    cause: (p: ErrorContext) => `Reading ${p.file} failed (${p.reason}).`,
    solution: 'Check that it is a file, that Countersign may read it, and that no other program keeps it locked.',
  },
  'recorded-reading-invalid': {
    what: 'The recorded reading cannot be used',
    cause: (p: ErrorContext) => `${p.file}, at ${p.where}: ${p.expected}.`,
    solution: 'Record the reading again with this version of Countersign.',
  },

  'recorded-reading-unsigned': {
    what: 'The recorded reading is not signed',
    cause: (p: ErrorContext) => `${p.file} ends without a seal: it was not made by \`countersign read\`, or was cut.`,
    solution: 'Make it again with `countersign read --output`, and copy the whole file.',
  },
  'recorded-reading-tampered': {
    what: 'The recorded reading was changed, or signed with another key',
    cause: (p: ErrorContext) => `The seal of ${p.file} does not fit its content. Nothing of it is used.`,
    solution: 'See that COUNTERSIGN_READING_KEY is the same on both machines. If it is, find out who changed the file.',
  },
  'recorded-reading-version': {
    what: 'The recorded reading was made by another version of Countersign',
    cause: (p: ErrorContext) => `${p.file} has format ${p.found}; this program reads format ${p.version}.`,
    solution: 'Use the same version of Countersign on both machines, then record again.',
  },
  'recorded-reading-foreign': {
    what: 'The recorded reading is of another organisation',
    cause: (p: ErrorContext) =>
      `${p.file} was read from “${p.place}”; recordedPlace in the configuration is “${p.wanted}”.`,
    solution: 'Copy the right file, or correct recordedPlace.',
  },
  'recorded-reading-unit': {
    what: 'The recorded reading is of another organisational unit',
    cause: (p: ErrorContext) =>
      `${p.file} was read with exchangeOrganizationalUnit ${p.unit}; recordedOrganizationalUnit in the configuration is ${p.wanted}. What it does not hold is not known here.`,
    solution: 'Copy the right file, or set recordedOrganizationalUnit to what the other machine reads.',
  },
  'recorded-reading-old': {
    what: 'The recorded reading is too old',
    cause: (p: ErrorContext) =>
      `${p.file} was read at ${p.takenAt}; it may be ${p.hours} hours old and not of the future.`,
    solution: 'Record again and copy the file. Compare the clocks of both machines.',
  },
  'recorded-reading-scope': {
    what: 'The recorded reading lacks types of mailboxes',
    cause: (p: ErrorContext) => `These were not read there: ${p.types}. Nothing counts as missing.`,
    solution: 'Set the same mailboxes.types on both machines, then record again.',
  },
  'reading-key-missing': {
    what: 'There is no key to sign the reading with',
    cause: 'COUNTERSIGN_READING_KEY is not set.',
    solution:
      'Set the same random text of 32 characters or more on both machines: `openssl rand -hex 32` makes one. COUNTERSIGN_READING_KEY_FILE can name a file that holds it.',
  },
  'reading-of-stand-in': {
    what: 'A stand-in cannot be recorded',
    cause: (p: ErrorContext) =>
      `The source “${p.source}” has made-up mailboxes. Signed, they could reach a real Zivver.`,
    solution: 'Record a real source.',
  },
  'reading-source-unclear': {
    what: 'It is not clear which source to read',
    cause: (p: ErrorContext) => `The configuration has: ${p.sources}.`,
    solution: 'Name one of them with --source.',
  },
  'reading-not-written': {
    what: 'The reading could not be written',
    cause: (p: ErrorContext) => `Writing ${p.file} failed (${p.reason}).`,
    solution: 'See that the folder is there, has room, and that Countersign may write in it.',
  },

  // Spreadsheet: the whole file
  'spreadsheet-kind-unknown': {
    what: 'The spreadsheet has a kind that cannot be read',
    cause: (p: ErrorContext) => `${p.file} is neither an .xlsx nor a .csv file.`,
    solution: 'Save it as an Excel workbook (.xlsx) or as CSV UTF-8 (.csv).',
  },
  'spreadsheet-not-a-workbook': {
    what: 'The file is not an Excel workbook',
    cause: (p: ErrorContext) =>
      `${p.file} ends in .xlsx, but its content is something else: an old .xls, a protected or a damaged file.`,
    solution: 'Open it in Excel and save it as “Excel workbook (.xlsx)” without a password.',
  },
  'spreadsheet-sheet-missing': {
    what: 'The sheet is not in the workbook',
    cause: (p: ErrorContext) => `${p.file} has no sheet “${p.sheet}”. It has: ${p.found}.`,
    solution: 'Correct the name of the sheet in the configuration or in the workbook.',
  },
  'spreadsheet-empty': {
    what: 'The spreadsheet has no mailboxes',
    cause: (p: ErrorContext) => `${p.file} has no rows below its header.`,
    solution: 'Check that the right file and the right sheet are configured.',
  },
  'spreadsheet-column-missing': {
    what: 'The spreadsheet lacks a column',
    cause: (p: ErrorContext) => `${p.file} has no column for: ${p.missing}. Its columns are: ${p.found}.`,
    solution: 'Add the column to the first row. The accepted column names are listed in docs/spreadsheet.md.',
  },
  'spreadsheet-column-twice': {
    what: 'Two columns of the spreadsheet mean the same',
    cause: (p: ErrorContext) => `${p.file} has more than one column for ${p.column}: ${p.found}.`,
    solution: 'Remove or rename one of them.',
  },
  'spreadsheet-encoding': {
    what: 'The CSV file is not UTF-8',
    cause: (p: ErrorContext) =>
      `${p.file} has characters of another encoding (first in row ${p.row}). Reading it would spoil names.`,
    solution: 'In Excel, save it as “CSV UTF-8 (comma delimited)”.',
  },
  'spreadsheet-csv-malformed': {
    what: 'The CSV file is damaged',
    cause: (p: ErrorContext) =>
      `${p.file} cannot be read from row ${p.row} on: a quotation mark is not closed or stands in the wrong place.`,
    solution: 'Correct that row, or save the file again from Excel as “CSV UTF-8”.',
  },

  // Spreadsheet: one row
  'row-address-missing': {
    what: 'A row has no address',
    cause: 'The address of the mailbox is empty.',
    solution: 'Fill in the address, or empty the whole row.',
  },
  'row-address-invalid': {
    what: 'A row has an address that is none',
    cause: (p: ErrorContext) => `“${p.value}” is not an e-mail address.`,
    solution: 'Correct the address.',
  },
  'row-name-missing': {
    what: 'A row has no display name',
    cause: 'The display name of the mailbox is empty.',
    solution: 'Fill in the display name.',
  },
  'row-type-unknown': {
    what: 'A row has an unknown type of mailbox',
    cause: (p: ErrorContext) => `“${p.value}” is not a type of mailbox that Exchange knows.`,
    solution: 'Use a type such as SharedMailbox or RoomMailbox, or leave the type empty.',
  },
  'row-alias-invalid': {
    what: 'A row has an alias that is no address',
    cause: (p: ErrorContext) => `“${p.value}” is not an e-mail address.`,
    solution: 'Correct the alias. Separate aliases with a semicolon, a comma or a new line.',
  },
  'row-delegate-invalid': {
    what: 'A row has a delegate that is no address',
    cause: (p: ErrorContext) =>
      `“${p.value}” is not an e-mail address. The other delegates of this row count; nobody is taken away from this mailbox.`,
    solution: 'Correct the delegate. Separate delegates with a semicolon, a comma or a new line.',
  },
  'row-duplicate-id': {
    what: 'Several rows are about the same mailbox',
    cause: (p: ErrorContext) =>
      `“${p.id}” also stands in row ${p.others}. None of these rows is used, because it is not clear which one is right.`,
    solution: 'Keep one row for each mailbox and put all its delegates in that row.',
  },
  'row-cell-count': {
    what: 'A row has another number of cells than the header',
    cause: (p: ErrorContext) =>
      `The row has ${p.found} cells and the header ${p.expected}. A cell with a separator in it must stand in quotation marks.`,
    solution: 'Correct the row, or save the file again from Excel as “CSV UTF-8”.',
  },
};
