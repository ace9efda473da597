import type { words as en } from '../en/words.ts';
import type { SameKeys } from '../same-keys.ts';

export const words: SameKeys<typeof en> = {
  product: 'Countersign',
  sharedMailbox: 'gedeeld postvak',
  sharedMailboxes: (count) => (count === 1 ? '1 gedeeld postvak' : `${count} gedeelde postvakken`),
  askedNow: ({ takenAt, mailboxes, remembered }) =>
    `${mailboxes - remembered.mailboxes} van ${mailboxes} gedeelde postvakken nu bevraagd, de andere hooguit ${age(takenAt, remembered.oldest)} geleden`,
  repeatsRecording: 'herhaalt alleen een opname, dus niets ervan wordt goedgekeurd zonder een mens',
  functionalAccount: 'functioneel account',
  functionalAccounts: (count) => (count === 1 ? '1 functioneel account' : `${count} functionele accounts`),
};

function age(now: string, then: string): string {
  const hours = Math.max(1, Math.ceil((Date.parse(now) - Date.parse(then)) / 3_600_000));
  if (hours < 48) return `${hours} uur`;
  return `${Math.ceil(hours / 24)} dagen`;
}
