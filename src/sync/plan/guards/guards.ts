/** The lists of guards, in the order they run. docs/safety.md has a line for each finding. */

import {
  addressesTaken,
  addressSwap,
  ambiguousMatches,
  duplicateAddresses,
  foreignAliases,
  typeConflicts,
} from './addresses.ts';
import { tooMany } from './amounts.ts';
import {
  accountsIncomplete,
  bulkRoadLeft,
  certificateExpires,
  peopleIncomplete,
  remoteMailboxes,
  scopeChanged,
  sourceEmpty,
  sourceIncomplete,
  sourceProblems,
  sourceSaid,
  sourceShrank,
  unreadBecause,
} from './completeness.ts';
import {
  addedInZivver,
  adoptionTakesNothing,
  delegatesNotInZivver,
  delegatesUnresolved,
  mailboxFrozen,
  membersThatAreNoPeople,
  nobodyCouldOpen,
} from './delegates.ts';
import type { Guard } from './guard.ts';
import {
  linkedAccountsAbsent,
  linkStale,
  lookUpUnanswered,
  mailboxMissing,
  outOfScopeKept,
  zivverOnly,
} from './links.ts';
import { muted } from './mutes.ts';
import {
  accountsEmptied,
  accountsThatChangeMuch,
  askedAccountsThatChangeMuch,
  changedBack,
  protectedAddresses,
  sensitiveGainsAccess,
} from './per-account.ts';
import { filterValueUnmatched, unknownUnits } from './scope.ts';

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
  unreadBecause,
  sourceSaid,
  bulkRoadLeft,
  certificateExpires,
  remoteMailboxes,
  filterValueUnmatched,
  protectedAddresses,
  unknownUnits,
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
  ambiguousMatches,
  mailboxMissing,
  lookUpUnanswered,
  outOfScopeKept,
  linkStale,
  zivverOnly,
  changedBack,
  muted,
];

/** Of a plan that undoes a run: over the readings of Zivver and over what is never touched. No source is asked. */
export const undoGuards: readonly Guard[] = [
  accountsIncomplete,
  linkedAccountsAbsent,
  peopleIncomplete,
  protectedAddresses,
  membersThatAreNoPeople,
];

/** Run until nothing more is withheld: each withholding may take a release away that another mutation waited for. */
export const settlingGuards: readonly Guard[] = [addressesTaken, accountsThatChangeMuch];

/** Look at what still stands. */
export const planGuards: readonly Guard[] = [
  addressSwap,
  accountsEmptied,
  sensitiveGainsAccess,
  askedAccountsThatChangeMuch,
  tooMany,
];
