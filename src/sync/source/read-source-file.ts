/** A file that is a source, read whole; what went wrong as a code of SourceError. */

import { readFile } from 'node:fs/promises';
import { SourceError } from '../../errors.ts';

/** @throws SourceError `source-file-missing`, `source-file-unreadable`; the signal's reason when aborted */
export async function readSourceFile(file: string, signal: AbortSignal): Promise<Buffer> {
  try {
    return await readFile(file, { signal });
  } catch (cause) {
    signal.throwIfAborted();
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const code = reason === 'ENOENT' ? 'source-file-missing' : 'source-file-unreadable';
    throw new SourceError(code, `reading ${file}: ${reason}`, { context: { file, reason }, cause });
  }
}
