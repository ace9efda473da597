/**
 * The two kinds of "no" that are thrown: AppError (something outside misbehaved) and InternalError (a broken invariant).
 * The third kind, a refusal, is a value: see sync/model/refusal.ts. Nothing here knows the domain.
 */

/** What a caller may do with a failure: nothing, try again with growing pauses, or try again after a told time. */
export type Retry = 'never' | 'backoff' | { readonly afterMs: number };

/** Facts for the log and for the sentence a person reads. Never a secret, never a person's name. */
export type ErrorContext = Readonly<Record<string, string | number | boolean | null>>;

export interface AppErrorOptions {
  readonly retry?: Retry;
  readonly context?: ErrorContext;
  readonly cause?: unknown;
}

/**
 * Something outside Countersign misbehaved. `code` selects the words in `texts` (problems); `message` is for logs:
 * what was being done, the quoted value, then the cause.
 */
export abstract class AppError extends Error {
  readonly code: string;
  readonly retry: Retry;
  readonly context: ErrorContext;

  constructor(code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.retry = options.retry ?? 'never';
    this.context = options.context ?? {};
  }
}

export class ConfigError extends AppError {}
export class SourceError extends AppError {}
export class TargetError extends AppError {}
export class StoreError extends AppError {}
export class ChannelError extends AppError {}
export class IdentityError extends AppError {}
/** The lease of a run is no longer ours: whoever sees this stops writing at once. */
export class LeaseError extends AppError {}

/** A broken invariant of our own. The run stops; nobody recovers from it. */
export class InternalError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'InternalError';
  }
}
