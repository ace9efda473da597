/** Identifiers that people can read out and type. */

import { randomInt } from 'node:crypto';

export interface Ids {
  /** `prefix-` and six characters without look-alikes (Crockford's base 32, lower case). */
  next(prefix: string): string;
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

export const randomIds: Ids = {
  next: (prefix) => `${prefix}-${Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')}`,
};
