/** How far a long piece of work is; said from the first second. Pure data. */

/** The nine steps, by the names people see everywhere. */
export const steps = ['read', 'normalize', 'match', 'diff', 'guard', 'propose', 'approve', 'apply', 'verify'] as const;
export type Step = (typeof steps)[number];

/** A person must sign in before the work goes on. */
export interface SignInRequest {
  readonly url: string;
  /** The account that must sign in. */
  readonly account: string;
  /** What to type at that address; null when the address says it all. */
  readonly code: string | null;
}

export interface Progress {
  readonly step: Step;
  /** What is being counted, as a code: `connecting`, `mailboxes`, `recipients`, `delegates`, `sample`, `names`, `groups`, `accounts`, `people`, `comparing`, `items`, `read-back`. */
  readonly what:
    | 'connecting'
    | 'mailboxes'
    | 'recipients'
    | 'delegates'
    | 'sample'
    | 'names'
    | 'groups'
    | 'accounts'
    | 'people'
    | 'comparing'
    | 'items'
    | 'read-back';
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
  /** Name of the source or target being waited for; null when none. */
  readonly where: string | null;
  /** ISO 8601, UTC: told to wait until then (throttled); null when not. */
  readonly waitingUntil: string | null;
  /** Absent when nobody need sign in. */
  readonly signIn?: SignInRequest;
}

export type OnProgress = (progress: Progress) => void;
