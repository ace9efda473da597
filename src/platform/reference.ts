/** A short name for what an error says: the same for the same, so that whoever reads it can look for it in the log. Pure. */

import { createHash } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * `err-` and six characters. What stands in quotes, and what holds a digit (moments, ids of requests and objects), differs
 * from one error to the next and does not count.
 */
export function referenceOf(code: string, message: string): string {
  const meant = message.toLowerCase().replaceAll(/(?<!\p{L})'[^']*'|"[^"]*"|[\p{L}0-9-]*[0-9][\p{L}0-9-]*/gu, '#');
  const digest = createHash('sha256').update(`${code}\n${meant}`).digest();
  return `err-${[...digest.subarray(0, 6)].map((byte) => alphabet[byte % alphabet.length]).join('')}`;
}

/** Of an error that nobody has words for. */
export function referenceOfUnknown(error: unknown): string {
  return referenceOf('internal', error instanceof Error ? error.message : String(error));
}
