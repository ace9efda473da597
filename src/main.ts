/** argv → command → exit code. The only place where the process itself meets the console. */

import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { openApp } from './app/open-app.ts';
import { recordReading } from './app/record-reading.ts';
import { storeCare } from './app/store-care.ts';
import { runCli } from './cli/cli.ts';
import { readEnvironment } from './config/environment.ts';
import { systemClock } from './platform/clock.ts';

export async function main(argv: readonly string[]): Promise<number> {
  const env = readEnvironment();
  const version = packageVersion();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(new Error(`received ${signal}`)));
  // A reader that has seen enough (`| head`) ends the command without a stack trace.
  process.stdout.on('error', () => process.exit(0));
  // Nobody reads the talk any more: the work goes on.
  process.stderr.on('error', () => {});
  return runCli(argv, {
    out: (text) => process.stdout.write(text),
    talk: (text) => process.stderr.write(text),
    colours: process.stdout.isTTY && env['NO_COLOR'] === undefined,
    interactive: process.stderr.isTTY,
    columns: process.stderr.columns ?? 80,
    env,
    userName: userName(),
    version,
    program: import.meta.filename.endsWith('.ts') ? 'node bin/countersign.js' : 'countersign',
    signal: stop.signal,
    clock: systemClock,
    openApp: (options) => openApp({ ...options, environment: env, version }),
    openService: async (options) => {
      // The Teams libraries take a second to load; only the bot needs them.
      const { openService } = await import('./app/open-service.ts');
      return openService({ ...options, environment: env, version });
    },
    storeCare,
    recordReading: (request, options) => recordReading({ ...request, environment: env }, options),
  });
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

/** A user without a name in the system (a bare container) is the console itself. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'console';
  }
}
