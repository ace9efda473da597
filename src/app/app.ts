/** What main and cli are given: the pipeline and what belongs to this process. Made by open-app.ts and open-service.ts. */

import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { LogLevel } from '../platform/logger.ts';
import type { Sync } from '../sync/index.ts';
import type { OnProgress } from '../sync/model/progress.ts';
import type { SourceFailure } from '../sync/model/source-failure.ts';
import type { Source } from '../sync/source/source.ts';

export type AuditVerification =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly brokenAt: number };

export interface App {
  readonly config: Config;
  readonly sync: Sync;
  /** The target is on this machine: a person may act without an identity. */
  readonly targetIsLoopback: boolean;
  /** Walks the hash chain of the audit trail. */
  verifyAudit(): Promise<AuditVerification>;
  close(): Promise<void>;
}

/** The parts of this process that an app is made from. */
export interface AppOptions {
  readonly config: Config;
  /** For PowerShell, NODE_ENV and COUNTERSIGN_CRASH_POINT. */
  readonly environment: Environment;
  /** Of this program: Zivver sees it in every call. */
  readonly version: string;
  /** Instead of those that the configuration names: for whoever builds a source of its own on this program. */
  readonly sources?: readonly Source[];
  /** How far a run is; on the console nobody else is told. */
  readonly onRunProgress?: OnProgress;
  /** Told what a source was answered when something failed, whole. */
  readonly onSourceFailure?: (failure: SourceFailure) => void;
}

export type OpenApp = (options: Omit<AppOptions, 'environment' | 'version'>) => Promise<App>;

/** A server that runs until it is closed. */
export interface Service {
  /** Where it listens, for the person who started it. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly config: Config;
  readonly environment: Environment;
  readonly version: string;
  /** As in AppOptions. */
  readonly sources?: readonly Source[];
  /** `info` when absent. */
  readonly logLevel?: LogLevel;
}

export type OpenService = (options: Pick<ServiceOptions, 'config'>) => Promise<Service>;
