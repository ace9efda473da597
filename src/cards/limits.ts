/** How large a card may be, and how much of a view fits. Drops from the least dangerous end; never breaks a card. */

import { InternalError } from '../errors.ts';
import type { Card } from './card.ts';
import { checkCard } from './finish-card.ts';

/** Teams refuses a message of 28 KB in some clients and counts UTF-16; the rest of the message needs room as well. */
export const maxCardBytes = 18 * 1024;

/** Rows of the plan's table on one page. */
export const rowsPerPage = 12;
export const mailboxesPerPage = 15;

/** How much of everything a card shows; each next one shows less. */
export interface Room {
  readonly rows: number;
  readonly mailboxes: number;
  /** With remedy and addresses. */
  readonly findings: number;
  /** Further findings, a line each. */
  readonly brief: number;
  /** Values (people, aliases, addresses) in one line. */
  readonly values: number;
  /** Characters of one name or address. */
  readonly length: number;
}

export const rooms: readonly Room[] = [
  { rows: 15, mailboxes: 10, findings: 8, brief: 24, values: 4, length: 64 },
  { rows: 15, mailboxes: 6, findings: 8, brief: 24, values: 3, length: 48 },
  { rows: 15, mailboxes: 4, findings: 6, brief: 24, values: 2, length: 40 },
  { rows: 12, mailboxes: 3, findings: 6, brief: 24, values: 2, length: 32 },
  { rows: 12, mailboxes: 1, findings: 4, brief: 24, values: 1, length: 28 },
  { rows: 12, mailboxes: 1, findings: 3, brief: 24, values: 1, length: 24 },
  { rows: 7, mailboxes: 1, findings: 3, brief: 20, values: 1, length: 24 },
  { rows: 5, mailboxes: 1, findings: 2, brief: 16, values: 1, length: 20 },
  { rows: 2, mailboxes: 1, findings: 2, brief: 4, values: 1, length: 16 },
];

export function cardBytes(card: Card): number {
  return Buffer.byteLength(JSON.stringify(card), 'utf8');
}

/** The most generous card that fits. Every card function ends here: what leaves is checked and within the limit. */
export function fitCard(build: (room: Room) => Card): Card {
  let fitting: Card | undefined;
  // Each room shows less than the one before it, so halving finds the first that fits; building a card is the cost.
  let [from, to] = [0, rooms.length];
  for (let at = 0; from < to; at = (from + to) >> 1) {
    const room = rooms[at];
    if (room === undefined) break;
    const card = build(room);
    if (cardBytes(card) > maxCardBytes) {
      from = at + 1;
      continue;
    }
    fitting = card;
    to = at;
  }
  if (fitting === undefined) throw new InternalError('a card does not fit its limit even with the least rows');
  checkCard(fitting);
  return fitting;
}
