/** The numbers of a chaos run: those of production, some thirty times faster. The rules are the same. */

import type { ApplySettings } from '../../src/sync/apply/apply-settings.ts';

export const chaosSettings: ApplySettings = {
  inFlight: 4,
  leaseMs: 900,
  renewEveryMs: 250,
  callDeadlineMs: 350,
  knownForMs: 500,
  unfilledAccounts: 25,
  identicalFailures: 10,
  pausesMs: [20, 50, 100],
  longestPauseMs: 60_000,
  stopCheckMs: 1_000,
};

export const chaosRate = { calls: 80, perMs: 2_000 };

/** How long the client waits for an answer. */
export const deadlineMs = 250;

/**
 * A change by an outsider between the reading of an account and our write to it goes under, and no client of this API can
 * prevent it. This is how long that gap can be: the age a reading may have, the time a call waits for its answer, and an
 * effect that comes late.
 */
export const gapMs = 1_000;
