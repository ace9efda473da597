/**
 * The log: one JSON line an event, on standard error. Messages are static sentences, values are fields; what may not be
 * logged is taken out here, whatever the caller gives.
 */

import { type DestinationStream, destination as fileDestination, type Logger as Pino, pino } from 'pino';
import { redact, redactText } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';
type LogFields = Readonly<Record<string, unknown>>;

type Log = (message: string, fields?: LogFields) => void;

export interface Logger {
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
  /** A logger that adds these fields to every line: a plan, a run, a request. */
  readonly with: (fields: LogFields) => Logger;
}

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Standard error when absent: standard output is for data. */
  readonly destination?: DestinationStream;
}

export function createLogger({ level, destination }: LoggerOptions): Logger {
  const lines = pino(
    { level, base: null, messageKey: 'message', formatters: { level: (label) => ({ level: label }) } },
    destination ?? fileDestination({ dest: 2, sync: true }),
  );
  return wrap(lines, {});
}

function wrap(lines: Pino, always: LogFields): Logger {
  function write(level: Exclude<LogLevel, 'silent'>, message: string, fields: LogFields = {}): void {
    if (!lines.isLevelEnabled(level)) return;
    const options = { personal: level === 'debug' };
    lines[level](redact({ ...always, ...fields }, options), redactText(message, options));
  }
  return {
    debug: (message, fields) => write('debug', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
    with: (fields) => wrap(lines, { ...always, ...fields }),
  };
}
