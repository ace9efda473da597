/** What `doctor` found: one thing that must be in order before the work can succeed. Pure data; the words live in texts. */

export const checkNames = [
  'configuration',
  'node',
  'store',
  'source',
  'powershell',
  'certificate',
  'module',
  'connection',
  'rights',
  'recipients',
  'members',
  'permissions',
  'zivver',
  'key',
  'domains',
  'unit',
  'people',
  'clock',
] as const;
export type CheckName = (typeof checkNames)[number];

/** `skipped`: something before it failed, so it could not be tried. */
export type CheckOutcome = 'ok' | 'warning' | 'failed' | 'skipped';

export interface Check {
  readonly name: CheckName;
  /** Name of the source or target; null for this machine. */
  readonly where: string | null;
  readonly outcome: CheckOutcome;
  /** Code of the problem, with words for what, why and what to do; null when it is in order or was skipped. */
  readonly code: string | null;
  /** Facts for the sentence: versions, counts, times. */
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
}

export function inOrder(name: CheckName, where: string | null, params: Check['params'] = {}): Check {
  return { name, where, outcome: 'ok', code: null, params };
}

export function skipped(name: CheckName, where: string | null): Check {
  return { name, where, outcome: 'skipped', code: null, params: {} };
}

export function wrong(
  name: CheckName,
  where: string | null,
  problem: { readonly code: string; readonly params: Check['params']; readonly outcome?: 'warning' | 'failed' },
): Check {
  return { name, where, outcome: problem.outcome ?? 'failed', code: problem.code, params: problem.params };
}
