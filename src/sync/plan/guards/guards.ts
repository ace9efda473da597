/** The lists of guards, in the order they run. docs/safety.md has a line for each finding. */

import { addressesTaken, addressSwap, duplicateAddresses, foreignAliases, typeConflicts } from './addresses.ts';
import {
  accountsIncomplete,
  peopleIncomplete,
  remoteMailboxes,
  scopeChanged,
  sourceEmpty,
  sourceIncomplete,
  sourceProblems,
  sourceShrank,
} from './completeness.ts';
import {
  accountEmptied,
  addedInZivver,
  adoptionTakesNothing,
  delegatesNotInZivver,
  delegatesUnresolved,
  mailboxFrozen,
  membersThatAreNoPeople,
  nobodyCouldOpen,
} from './delegates.ts';
import type { Guard } from './guard.ts';
import { muted, tooManyRemovals } from './limits.ts';
import {
  linkedAccountsAbsent,
  linkStale,
  lookUpUnanswered,
  mailboxMissing,
  outOfScopeKept,
  zivverOnly,
} from './links.ts';

/** Look at everything that is proposed; may withhold. */
export const proposalGuards: readonly Guard[] = [
  accountsIncomplete,
  sourceEmpty,
  linkedAccountsAbsent,
  peopleIncomplete,
  sourceIncomplete,
  sourceShrank,
  scopeChanged,
  sourceProblems,
  remoteMailboxes,
  mailboxFrozen,
  delegatesUnresolved,
  delegatesNotInZivver,
  membersThatAreNoPeople,
  addedInZivver,
  adoptionTakesNothing,
  nobodyCouldOpen,
  foreignAliases,
  duplicateAddresses,
  typeConflicts,
  mailboxMissing,
  lookUpUnanswered,
  outOfScopeKept,
  linkStale,
  zivverOnly,
  muted,
];

/** Run until nothing more is withheld: each withholding may take a release away that another mutation waited for. */
export const settlingGuards: readonly Guard[] = [addressesTaken];

/** Look at what still stands. */
export const planGuards: readonly Guard[] = [addressSwap, accountEmptied, tooManyRemovals];
