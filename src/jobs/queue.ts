/** The port to work that goes on after the answer was given. A job is data: a durable queue can hold it. */

import type { Person } from '../sync/model/person.ts';
import type { SplitChoice } from '../sync/model/split.ts';

/** Where the work shows itself: a card that was posted already, and whether it may show names. */
export interface JobCard {
  readonly conversationId: string;
  readonly activityId: string;
  readonly names: boolean;
}

export type Job =
  | {
      readonly kind: 'preview';
      readonly requester: Person;
      readonly only: readonly string[];
      /** Every mailbox is asked now, whatever is remembered. */
      readonly fresh?: boolean;
      readonly card: JobCard;
    }
  | { readonly kind: 'drift'; readonly requester: Person; readonly card: JobCard }
  | {
      readonly kind: 'uncertain';
      readonly requester: Person;
      /** Empty: the first there is. */
      readonly planId: string;
      readonly itemId: string;
      readonly card: JobCard;
    }
  | { readonly kind: 'undo'; readonly requester: Person; readonly which: string; readonly card: JobCard }
  | {
      readonly kind: 'mailboxes';
      readonly requester: Person;
      readonly text: string;
      readonly page: number;
      readonly card: JobCard;
    }
  | { readonly kind: 'doctor'; readonly requester: Person; readonly card: JobCard }
  | { readonly kind: 'explain'; readonly requester: Person; readonly asked: string; readonly card: JobCard }
  | {
      readonly kind: 'split';
      readonly by: Person;
      readonly planId: string;
      readonly fingerprint: string;
      readonly choice: SplitChoice;
      readonly card: JobCard;
    }
  | {
      readonly kind: 'carry-out';
      readonly planId: string;
      readonly by: Person;
      /** As `Sync.resume` answered it; absent for a plan that was just approved. */
      readonly resumes?: string;
    };

export type JobKind = Job['kind'];
export type JobOf<K extends JobKind> = Extract<Job, { readonly kind: K }>;

export type JobHandlers = {
  readonly [K in JobKind]: (job: JobOf<K>, signal: AbortSignal) => Promise<void>;
};

export interface Queue {
  /** Returns at once. A job of a closed queue is dropped: whatever it stood for is found again at the next start. */
  add(job: Job): void;
  /** Puts a job back for when so much time has passed; the others of its kind go first. */
  later(job: Job, ms: number): void;
  /** Takes no more, tells what runs to stop, waits for it. */
  close(): Promise<void>;
}
