/** The world outside a command, passed in so that tests own it. */

import type { OpenApp, OpenService } from '../app/app.ts';
import type { RecordReading } from '../app/record-reading.ts';
import type { StoreCare } from '../app/store-care.ts';
import type { Environment } from '../config/environment.ts';
import type { Clock } from '../platform/clock.ts';

export interface Terminal {
  /** Data. */
  out(text: string): void;
  /** Talk: progress, warnings, what to do next. */
  talk(text: string): void;
  /** Colours on stdout. */
  readonly colours: boolean;
  /** Somebody watches stderr: progress may rewrite its line. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly env: Environment;
  /** Name of the person at the machine, for who asked. */
  readonly userName: string;
  readonly version: string;
  /** What a person types to start this program: in a clone it is not on the path. */
  readonly program: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly openApp: OpenApp;
  readonly openService: OpenService;
  readonly storeCare: StoreCare;
  readonly recordReading: RecordReading;
}
