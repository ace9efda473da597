/** Turns what zod says about the file into our problems: a path, the place, what was found, what was expected. */

import type { z } from 'zod';
import { nearest } from '../platform/nearest.ts';
import type { ConfigProblem, ConfigProblemCode, Origin } from './config-problem.ts';
import { secretVariables } from './secrets.ts';

type Issue = z.core.$ZodIssue;
export type Path = readonly (string | number)[];
type Said = { readonly code: ConfigProblemCode; readonly params: ConfigProblem['params'] };

export interface Locate {
  (path: Path, key?: string): Origin;
}

/** `knownKeys` answers the keys allowed at a path. */
export function toProblems(
  issues: readonly Issue[],
  raw: unknown,
  locate: Locate,
  knownKeys: (path: Path) => readonly string[],
): ConfigProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => unknownKey(path, key, locate, knownKeys(path)));
    const found = valueAt(raw, path);
    const said: Said =
      found === undefined && issue.code !== 'custom'
        ? { code: 'missing', params: expectation(issue) }
        : describe(issue, found);
    return [{ path: pathText(path), origin: locate(path), found: found === undefined ? null : shown(found), ...said }];
  });
}

/** `sources[0].file` */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

/** As JSON, shortened for one line. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 80 ? `${json.slice(0, 79)}…` : json;
}

export function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined,
    raw,
  );
}

function unknownKey(path: Path, key: string, locate: Locate, known: readonly string[]): ConfigProblem {
  const place = { path: pathText([...path, key]), origin: locate(path, key), found: null };
  const variable = secretFor(key);
  if (variable !== undefined) return { ...place, code: 'secret-in-file', params: { variable } };
  return {
    ...place,
    code: 'unknown-key',
    params: { key, nearest: nearest(key, known) ?? '', known: known.join(', ') },
  };
}

/** People write keys and passwords into files; the answer is where they belong. */
function secretFor(key: string): string | undefined {
  if (/api.?key|token/i.test(key)) return secretVariables.apiKey;
  if (/password/i.test(key)) return secretVariables.certificatePassword;
  if (/secret/i.test(key)) return secretVariables.botSecret;
  return undefined;
}

function describe(issue: Issue, found: unknown): Said {
  if (issue.code === 'custom') {
    const { code, ...params } = (issue.params ?? {}) as { code: ConfigProblemCode } & ConfigProblem['params'];
    return { code, params };
  }
  if (issue.code === 'too_small' && issue.origin === 'array')
    return { code: 'too-few', params: { minimum: Number(issue.minimum) } };
  if (issue.code === 'too_small' && issue.origin === 'string') return { code: 'missing', params: {} };
  if (issue.code === 'too_small') return { code: 'too-small', params: { minimum: Number(issue.minimum) } };
  if (issue.code === 'too_big') return { code: 'too-big', params: { maximum: Number(issue.maximum) } };
  const options = optionsOf(issue);
  if (options.length > 0)
    return {
      code: 'not-one-of',
      params: { options: options.join(', '), nearest: (typeof found === 'string' && nearest(found, options)) || '' },
    };
  return { code: 'wrong-type', params: expectation(issue) };
}

function expectation(issue: Issue): ConfigProblem['params'] {
  const options = optionsOf(issue);
  if (options.length > 0) return { options: options.join(', ') };
  return issue.code === 'invalid_type' ? { type: issue.expected } : {};
}

function optionsOf(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union') return [];
  if ('options' in issue && Array.isArray(issue.options)) return issue.options.map(String);
  return issue.errors.flatMap((inner) => inner.flatMap(optionsOf));
}
