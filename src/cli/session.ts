/** One command at work: configuration, pipeline, words and the way out. Opened when the command starts, closed when it ends. */

import type { App } from '../app/app.ts';
import type { Config } from '../config/config.ts';
import { InvalidConfigError } from '../config/config-problem.ts';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import type { Flags } from '../config/overrides.ts';
import type { WorkOptions } from '../sync/index.ts';
import type { Person } from '../sync/model/person.ts';
import { type Refusal, refuse } from '../sync/model/refusal.ts';
import type { SourceFailure } from '../sync/model/source-failure.ts';
import { type Language, textsFor } from '../texts/texts.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { JsonOf, JsonShape } from './json-shapes.ts';
import { configProblemsText, configWarningsText } from './print-config.ts';
import { errorAnswer, refusalAnswer } from './print-no.ts';
import { createProgressLine } from './progress-line.ts';
import { createScreen, type Screen } from './screen.ts';
import type { Terminal } from './terminal.ts';
import { shaped } from './to-json.ts';
import { createToldFailures } from './told-failures.ts';

/** Options that every command takes. */
export interface SharedOptions {
  readonly config: string;
  readonly json?: true;
  readonly language?: string;
  readonly targetUrl?: string;
  readonly store?: string;
}

export interface CommandOptions extends SharedOptions {
  /** Set by the command itself: it speaks to no Zivver and no Teams. */
  readonly needs?: 'sources';
  readonly as?: string;
  readonly all?: true;
}

export interface Session {
  readonly config: Config;
  readonly screen: Screen;
  readonly terminal: Terminal;
  /** Signal and progress for a long piece of work. */
  readonly work: WorkOptions;
  /** Who asks. Anybody may look. */
  readonly requester: Person;
  /** Prints the published JSON with `--json`, else the text. */
  answer<Name extends JsonShape>(name: Name, json: () => JsonOf<Name>, text: () => string): void;
  /** What to do next and the like; left out with `--json`. */
  hint(text: string): void;
  /** Printed whole when the command ends, if nobody knows what it means. */
  readonly onSourceFailure: (failure: SourceFailure) => void;
  no(refusal: Refusal): ExitCode;
}

export interface AppSession extends Session {
  readonly app: App;
  /** Who decides: `--as`, on a target on this machine only. */
  decider(): Person | Refusal;
}

export function flagsOf(
  options: SharedOptions & { readonly host?: string; readonly port?: string; readonly publicUrl?: string },
): Flags {
  const flags: Record<keyof Flags, string | undefined> = {
    '--language': options.language,
    '--target-url': options.targetUrl,
    '--store': options.store,
    '--host': options.host,
    '--port': options.port,
    '--public-url': options.publicUrl,
  };
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}

/** The language before the configuration is known, and when it cannot be. */
export function languageOf(options: { readonly language?: string }, terminal: Terminal): Language {
  return (options.language ?? terminal.env['COUNTERSIGN_LANGUAGE']) === 'nl' ? 'nl' : 'en';
}

/** Runs `work` with the pipeline open. Every error becomes words and an exit code here. */
export async function withApp(
  options: CommandOptions,
  terminal: Terminal,
  work: (session: AppSession) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withSession(options, terminal, async (session) => {
    const progress = session.work.onProgress;
    const app = await terminal.openApp({
      config: session.config,
      onSourceFailure: session.onSourceFailure,
      ...(progress === undefined ? {} : { onRunProgress: progress }),
    });
    try {
      return await work({ ...session, app, decider: () => deciderOf(options, app) });
    } finally {
      await app.close();
    }
  });
}

export async function withSession(
  options: CommandOptions,
  terminal: Terminal,
  work: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  let language = languageOf(options, terminal);
  const line = createProgressLine(terminal, {
    texts: () => textsFor(language),
    quiet: options.json === true,
    now: () => performance.now(),
  });
  const failures = createToldFailures();
  try {
    const { config, warnings }: LoadedConfig = loadConfig({
      file: options.config,
      flags: flagsOf(options),
      env: terminal.env,
      ...(options.needs === undefined ? {} : { needs: options.needs }),
    });
    language = config.language;
    if (warnings.length > 0 && options.json !== true) terminal.talk(configWarningsText(warnings, textsFor(language)));
    const screen = createScreen({
      language,
      timeZone: config.timeZone,
      colours: terminal.colours,
      all: options.all === true,
      program: terminal.program,
    });
    return await work({
      config,
      screen,
      terminal,
      work: { signal: terminal.signal, onProgress: line.show },
      requester: personNamed(options.as ?? terminal.userName),
      onSourceFailure: (failure) => failures.add(failure),
      answer(name, json, text) {
        line.end();
        terminal.out(options.json === true ? `${JSON.stringify(shaped(name, json()), null, 2)}\n` : text());
      },
      hint(text) {
        line.end();
        if (options.json !== true) terminal.talk(text);
      },
      no(refusal) {
        line.end();
        return sayNo(refusalAnswer(refusal, textsFor(language)), options, terminal, exitCodes.refused);
      },
    });
  } catch (error) {
    line.end();
    if (error instanceof InvalidConfigError) language = error.language ?? language;
    if (error instanceof InvalidConfigError && options.json !== true) {
      terminal.talk(configProblemsText(error, textsFor(language)));
      return exitCodes.configuration;
    }
    const code = error instanceof InvalidConfigError ? exitCodes.configuration : exitCodes.failed;
    return sayNo(errorAnswer(error, textsFor(language), terminal.signal.aborted), options, terminal, code);
  } finally {
    terminal.talk(failures.text(textsFor(language)));
  }
}

interface No {
  readonly json: JsonOf<'no'>;
  readonly text: string;
}

function sayNo(no: No, options: SharedOptions, terminal: Terminal, code: ExitCode): ExitCode {
  if (options.json === true) terminal.out(`${JSON.stringify(shaped('no', no.json), null, 2)}\n`);
  else terminal.talk(no.text);
  return code;
}

/** A person without sign-in: the id says so, and who is let in decides the target's place. */
function personNamed(name: string): Person {
  const trimmed = name.trim();
  return {
    id: `console:${trimmed.toLowerCase()}`,
    tenantId: '',
    name: trimmed,
    address: trimmed.includes('@') ? trimmed.toLowerCase() : null,
  };
}

function deciderOf(options: CommandOptions, app: App): Person | Refusal {
  if (options.as === undefined || options.as.trim() === '') return refuse('sign-in-needed');
  return app.targetIsLoopback ? personNamed(options.as) : refuse('target-not-loopback');
}
