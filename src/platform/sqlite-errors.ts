/** What the driver and the file system say, as StoreError with a code that has words. Must not look at message texts. */

import { AppError, InternalError, type Retry, StoreError } from '../errors.ts';

interface Meaning {
  readonly code: string;
  readonly says: string;
  readonly retry?: Retry;
}

/** By SQLite result code; an extended code (`SQLITE_IOERR_FSYNC`) is found by its longest known beginning. */
const sqliteMeanings: readonly (readonly [string, Meaning])[] = [
  ['SQLITE_NOTADB', { code: 'store-not-a-database', says: 'the file is not a SQLite database' }],
  ['SQLITE_CORRUPT', { code: 'store-corrupt', says: 'the file is damaged' }],
  ['SQLITE_READONLY', { code: 'store-read-only', says: 'the file may not be written' }],
  ['SQLITE_PERM', { code: 'store-read-only', says: 'the file may not be written' }],
  ['SQLITE_CANTOPEN', { code: 'store-cannot-open', says: 'the file cannot be opened' }],
  ['SQLITE_FULL', { code: 'store-full', says: 'there is no room left' }],
  ['SQLITE_BUSY', { code: 'store-busy', says: 'another process holds the store', retry: 'backoff' }],
  ['SQLITE_IOERR', { code: 'store-io', says: 'reading or writing failed' }],
];

const fileMeanings: Readonly<Record<string, Meaning>> = {
  EACCES: { code: 'store-read-only', says: 'the file or its folder may not be written' },
  EPERM: { code: 'store-read-only', says: 'the file or its folder may not be written' },
  EROFS: { code: 'store-read-only', says: 'the file system is read-only' },
  ENOSPC: { code: 'store-full', says: 'there is no room left' },
  EDQUOT: { code: 'store-full', says: 'there is no room left' },
  ENOENT: { code: 'store-folder', says: 'its folder does not exist and cannot be made' },
  ENOTDIR: { code: 'store-folder', says: 'a part of its path is a file, not a folder' },
  EEXIST: { code: 'store-folder', says: 'a part of its path is a file, not a folder' },
  EISDIR: { code: 'store-cannot-open', says: 'the path is a folder' },
};

/** Our own errors pass through unchanged; a broken constraint is a broken invariant of ours. */
export function translateSqliteError(error: unknown, path: string): unknown {
  if (error instanceof AppError || error instanceof InternalError || !hasCode(error)) return error;
  if (error.code.startsWith('SQLITE_CONSTRAINT')) {
    return new InternalError(`The store "${path}" refused a change: ${error.message}`, error);
  }
  const meaning = meaningOf(error.code);
  if (meaning === undefined) return error;
  return new StoreError(meaning.code, `Working with the store "${path}": ${meaning.says} (${error.code})`, {
    retry: meaning.retry ?? 'never',
    context: { path, driverCode: error.code },
    cause: error,
  });
}

function meaningOf(code: string): Meaning | undefined {
  if (!code.startsWith('SQLITE_')) return fileMeanings[code];
  const known = sqliteMeanings.find(([beginning]) => code.startsWith(beginning));
  return known?.[1] ?? { code: 'store-failed', says: 'the database refused' };
}

function hasCode(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
