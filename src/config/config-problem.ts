/** What is wrong with a configuration, as codes with parameters; the words live in texts (`configuration`). */

import { ConfigError } from '../errors.ts';

export type ConfigProblemCode =
  | 'file-unreadable'
  | 'yaml-syntax'
  | 'unknown-key'
  | 'secret-in-file'
  | 'missing'
  | 'wrong-type'
  | 'not-one-of'
  | 'too-small'
  | 'too-big'
  | 'too-few'
  | 'guid'
  | 'organization'
  | 'url'
  | 'https-needed'
  | 'duration'
  | 'domain'
  | 'address'
  | 'time-zone'
  | 'filter'
  | 'include-and-exclude'
  | 'include-or-exclude-missing'
  | 'duplicate-name'
  | 'server-name'
  | 'domain-user'
  | 'kerberos-needs-http'
  | 'https-without-kerberos'
  | 'secret-missing'
  | 'secret-twice'
  | 'secret-file-unreadable'
  | 'short-reading-key'
  | 'stand-in-needs-loopback'
  | 'no-sign-in-needs-loopback'
  | 'no-sign-in-in-production'
  | 'bot-identity-missing'
  | 'tenants-differ'
  | 'not-an-approver';

export type ConfigWarningCode =
  | 'short-certificate-password'
  | 'file-not-found'
  | 'missing-is-taken'
  | 'rate-over-known'
  | 'nobody-approves'
  | 'nobody-signs-mixed';

/** Where the value came from. Line and column count from 1. */
export type Origin =
  | { readonly kind: 'file'; readonly line: number; readonly column: number }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'nowhere' };

export interface ConfigFault<Code extends string> {
  readonly code: Code;
  /** `mailboxes.types[2]`; the name of the variable for a secret. */
  readonly path: string;
  readonly origin: Origin;
  /** The value as JSON, shortened; null when there is none or when it may be a secret. */
  readonly found: string | null;
  readonly params: Readonly<Record<string, string | number>>;
}

export type ConfigProblem = ConfigFault<ConfigProblemCode>;
export type ConfigWarning = ConfigFault<ConfigWarningCode>;

/** Thrown with every problem at once. */
export class InvalidConfigError extends ConfigError {
  readonly file: string;
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly ConfigWarning[];
  /** The one that is configured, when that much could be read. */
  readonly language: 'en' | 'nl' | null;

  constructor(
    file: string,
    problems: readonly ConfigProblem[],
    warnings: readonly ConfigWarning[],
    language: 'en' | 'nl' | null = null,
  ) {
    const first = problems.map((problem) => `${problem.path}: ${problem.code}`).join(', ');
    super('config-invalid', `reading the configuration "${file}": ${first}`, {
      context: { file, problems: problems.length },
    });
    this.file = file;
    this.problems = problems;
    this.warnings = warnings;
    this.language = language;
  }
}
