/** A log that tests can read: every line, as it was given. */

import type { Logger } from '../../src/platform/logger.ts';

export interface LoggedLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function recordingLogger(lines: LoggedLine[] = []): Logger {
  const write =
    (level: string) =>
    (message: string, fields: LoggedLine['fields'] = {}) => {
      lines.push({ level, message, fields });
    };
  const log: Logger = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: () => log,
  };
  return log;
}
