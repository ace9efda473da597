/** Settings that a flag or a variable may set as well: flag > environment > file > default. */

import type { Origin } from './config-problem.ts';
import type { Environment } from './environment.ts';

export interface Override {
  readonly path: readonly string[];
  readonly variable: string;
  readonly flag: string;
  readonly number?: true;
}

export const overrides = [
  { path: ['target', 'url'], variable: 'COUNTERSIGN_TARGET_URL', flag: '--target-url' },
  { path: ['store', 'path'], variable: 'COUNTERSIGN_STORE_PATH', flag: '--store' },
  { path: ['bot', 'host'], variable: 'COUNTERSIGN_BOT_HOST', flag: '--host' },
  { path: ['bot', 'port'], variable: 'COUNTERSIGN_BOT_PORT', flag: '--port', number: true },
  { path: ['bot', 'publicUrl'], variable: 'COUNTERSIGN_BOT_PUBLIC_URL', flag: '--public-url' },
  { path: ['language'], variable: 'COUNTERSIGN_LANGUAGE', flag: '--language' },
] as const satisfies readonly Override[];

/** By flag name: `{ '--language': 'nl' }`. Relative paths are relative to the working directory. */
export type Flags = Readonly<Partial<Record<(typeof overrides)[number]['flag'], string>>>;

export interface Overridden {
  readonly raw: unknown;
  /** Origin of every value that did not come from the file, by dotted path. */
  readonly origins: ReadonlyMap<string, Origin>;
}

export function applyOverrides(raw: unknown, flags: Flags, env: Environment): Overridden {
  const origins = new Map<string, Origin>();
  let result = raw;
  for (const { path, variable, flag, ...rest } of overrides) {
    const given = flags[flag] ?? (env[variable] === '' ? undefined : env[variable]);
    if (given === undefined) continue;
    origins.set(
      path.join('.'),
      flags[flag] === undefined ? { kind: 'environment', name: variable } : { kind: 'flag', name: flag },
    );
    result = withValue(result, path, 'number' in rest && /^\d+$/.test(given) ? Number(given) : given);
  }
  return { raw: result, origins };
}

/** A copy with one value set. What is no mapping (a mistake in the file) is left for the schema to report. */
function withValue(raw: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (raw !== undefined && raw !== null && !isMapping(raw)) return raw;
  const mapping = isMapping(raw) ? raw : {};
  return { ...mapping, [key]: withValue(mapping[key], rest, value) };
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
