/** The numbers of applying, in one place. Tests pass smaller ones; people never do. */

export interface ApplySettings {
  /** Calls under way at once, never two on one account. */
  readonly inFlight: number;
  /** How long a claim holds, and how often it is renewed. */
  readonly leaseMs: number;
  readonly renewEveryMs: number;
  /** After this time a call that was sent has had its effect or never will. */
  readonly callDeadlineMs: number;
  /** How old the reading of an account may be when a write that rests on it leaves. */
  readonly knownForMs: number;
  /** Created accounts that may wait for their aliases and delegates: a stop leaves no crowd of empty accounts. */
  readonly unfilledAccounts: number;
  /** Failures with one code, in a row, that stop the run. */
  readonly identicalFailures: number;
  /** Pauses between tries when Zivver cannot be reached; as many tries as pauses, and one. */
  readonly pausesMs: readonly number[];
  /** A longer wait that Zivver asks for is not sat out: the run ends its turn, and goes on afterwards. */
  readonly longestPauseMs: number;
  /** How often the store is asked whether somebody wished the run to stop. */
  readonly stopCheckMs: number;
}

export const applySettings: ApplySettings = {
  inFlight: 4,
  leaseMs: 30_000,
  renewEveryMs: 10_000,
  callDeadlineMs: 10_000,
  knownForMs: 2_000,
  unfilledAccounts: 25,
  identicalFailures: 10,
  pausesMs: [1_000, 2_000, 4_000, 8_000],
  // The client waits a quarter of a minute by itself, the windows of the rate take seconds: over a minute is a closed door.
  longestPauseMs: 60_000,
  stopCheckMs: 1_000,
};
