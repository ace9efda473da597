/** countersign.yaml + environment + flags → the valid, frozen configuration, or every problem at once. No network. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config } from './config.ts';
import { type ConfigProblem, type ConfigWarning, InvalidConfigError, type Origin } from './config-problem.ts';
import type { Environment } from './environment.ts';
import { keysAt } from './known-keys.ts';
import { applyOverrides, type Flags, isMapping } from './overrides.ts';
import { brokenRules, located, type ValidSections, warnings } from './rules.ts';
import { type ConfigFile, fileSchema, sections } from './schema.ts';
import { Secret } from './secret.ts';
import { minimumReadingKey, readSecret, type SecretVariable, secretVariables } from './secrets.ts';
import { toConfig } from './to-config.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';
import { type Locate, toProblems } from './zod-problems.ts';

export interface ConfigInput {
  /** `sources`: nobody speaks to Zivver or Teams, and their secrets need not be there. Absent: everything. */
  readonly needs?: 'sources';
  readonly file: string;
  readonly flags: Flags;
  readonly env: Environment;
}

export interface LoadedConfig {
  readonly config: Config;
  readonly warnings: readonly ConfigWarning[];
}

/** @throws InvalidConfigError with every problem */
export function loadConfig({ file: name, flags, env, needs }: ConfigInput): LoadedConfig {
  const file = resolve(name);
  const yaml = readFile(file);
  const { raw, origins } = applyOverrides(yaml.raw ?? {}, flags, env);
  const locate: Locate = (path, key) => origins.get(path.join('.')) ?? yaml.position(path, key);
  const parsed = fileSchema.safeParse(raw);
  const valid = parsed.success ? parsed.data : validSections(raw);
  const shape = parsed.success ? [] : toProblems(parsed.error.issues, raw, locate, keysAt);
  const secrets = readSecrets(valid, env, needs);
  const problems = [...shape, ...brokenRules(valid, env, locate), ...secrets.problems];
  const noticed = [...warnings(valid, env, locate), ...secrets.warnings, ...absentFiles(valid, file, locate)];
  if (!parsed.success || problems.length > 0)
    throw new InvalidConfigError(file, inOrder(problems), noticed, valid.language ?? null);
  return {
    config: toConfig({ file, content: parsed.data, secrets: secrets.values, fromFlagOrEnvironment: origins }),
    warnings: noticed,
  };
}

/** A file that is no YAML stops here: its content cannot be judged. */
function readFile(file: string): YamlFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new InvalidConfigError(
      file,
      [{ code: 'file-unreadable', path: '', origin: { kind: 'nowhere' }, found: null, params: { file, detail } }],
      [],
    );
  }
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) throw new InvalidConfigError(file, yaml.problems, []);
  return yaml;
}

function validSections(raw: unknown): ValidSections {
  const given = isMapping(raw) ? raw : {};
  const entries = Object.entries(sections).flatMap(([key, schema]) => {
    const result = schema.safeParse(given[key]);
    return result.success ? [[key, result.data] as const] : [];
  });
  return Object.fromEntries(entries);
}

interface Secrets {
  readonly values: ReadonlyMap<SecretVariable, Secret>;
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly ConfigWarning[];
}

/** Zivver's key unless nobody speaks to Zivver; the others when something in the file needs them. */
function readSecrets({ sources = [], bot }: ValidSections, env: Environment, needs: ConfigInput['needs']): Secrets {
  const withBot = bot !== undefined && bot.authentication !== 'none';
  const talking = [secretVariables.apiKey, ...(withBot ? [secretVariables.botSecret] : [])];
  const needed: SecretVariable[] = [...(needs === 'sources' ? [] : talking), ...new Set(sources.flatMap(secretsOf))];
  // `countersign read` signs with it, whatever the file holds.
  const { readingKey } = secretVariables;
  if (!needed.includes(readingKey) && (env[readingKey] ?? env[`${readingKey}_FILE`] ?? '') !== '')
    needed.push(readingKey);
  const values = new Map<SecretVariable, Secret>(
    needs === 'sources' ? talking.map((each) => [each, new Secret(null)]) : [],
  );
  const problems: ConfigProblem[] = [];
  for (const variable of needed) {
    const answer = readSecret(variable, env);
    if ('secret' in answer) values.set(variable, answer.secret);
    if ('problem' in answer) problems.push(answer.problem);
  }
  problems.push(...shortReadingKey(values.get(readingKey)));
  return { values, problems, warnings: shortPassword(values.get(secretVariables.certificatePassword)) };
}

/** Whoever can guess it can write a reading that is believed. */
function shortReadingKey(key: Secret | undefined): ConfigProblem[] {
  const length = key?.reveal().length ?? minimumReadingKey;
  if (length >= minimumReadingKey) return [];
  const name = secretVariables.readingKey;
  const params = { length, minimum: minimumReadingKey };
  return [{ code: 'short-reading-key', path: name, origin: { kind: 'environment', name }, found: null, params }];
}

function shortPassword(password: Secret | undefined): ConfigWarning[] {
  const length = password?.reveal().length ?? 12;
  if (length >= 12) return [];
  const name = secretVariables.certificatePassword;
  return [
    {
      code: 'short-certificate-password',
      path: name,
      origin: { kind: 'environment', name },
      found: null,
      params: { length, minimum: 12 },
    },
  ];
}

function secretsOf(source: ConfigFile['sources'][number]): readonly SecretVariable[] {
  if (source.type === 'exchange-online-certificate') return [secretVariables.certificatePassword];
  if (source.type === 'exchange-on-premise') return [secretVariables.exchangePassword];
  if (source.type === 'recorded' && source.signed) return [secretVariables.readingKey];
  // Signing in with a code needs no secret: it is what a public client does.
  return source.type === 'exchange-online-mfa' && !source.deviceCode ? [secretVariables.signInSecret] : [];
}

/** Only a warning: history and reports work without the source. */
function absentFiles({ sources = [] }: ValidSections, configFile: string, locate: Locate): ConfigWarning[] {
  return sources.flatMap((source, index) => {
    if (source.type === 'exchange-online-mfa' || source.type === 'exchange-on-premise') return [];
    const [key, value] =
      source.type === 'exchange-online-certificate'
        ? (['certificateFile', source.certificateFile] as const)
        : (['file', source.file] as const);
    const file = resolve(dirname(configFile), value);
    if (existsSync(file)) return [];
    return [
      located(
        { code: 'file-not-found' as const, path: ['sources', index, key], found: value, params: { file } },
        locate,
      ),
    ];
  });
}

/** As they stand in the file, then what comes from elsewhere. */
function inOrder(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const rank = (origin: Origin) =>
    origin.kind === 'file' ? origin.line * 10_000 + origin.column : Number.MAX_SAFE_INTEGER;
  return problems.toSorted((a, b) => rank(a.origin) - rank(b.origin));
}
