import type { words as en } from '../en/words.ts';
import type { SameKeys } from '../texts.ts';

export const words: SameKeys<typeof en> = {
  product: 'Countersign',
  sharedMailbox: 'gedeeld postvak',
  sharedMailboxes: (count) => (count === 1 ? '1 gedeeld postvak' : `${count} gedeelde postvakken`),
  functionalAccount: 'functioneel account',
  functionalAccounts: (count) => (count === 1 ? '1 functioneel account' : `${count} functionele accounts`),
};
