/** The report as JSON for programs: the value itself, under a name and a version. In pieces: it may be longer than a text can be. */

import type { Report } from './report.ts';

export function* renderJson(report: Report): Generator<string> {
  yield* piecesOf({ schema: 'countersign-report', version: 1, ...report }, '');
  yield '\n';
}

/** Lists with more entries are written entry by entry. */
const longest = 200;

/** Together what JSON.stringify(value, null, 2) gives, at this indentation. */
function* piecesOf(value: unknown, indent: string): Generator<string> {
  if (value instanceof Map && value.size === 0) {
    yield '{}';
    return;
  }
  if (!holdsLongList(value)) {
    // Within a text a line break is written as two characters: these stand between entries.
    yield JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
    return;
  }
  const deeper = `${indent}  `;
  const [opening, closing] = Array.isArray(value) ? '[]' : '{}';
  let before = `${opening}\n${deeper}`;
  for (const [key, entry] of namedEntries(value)) {
    yield before + key;
    yield* piecesOf(entry, deeper);
    before = `,\n${deeper}`;
  }
  yield `\n${indent}${closing}`;
}

function holdsLongList(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  // JSON.stringify knows no maps.
  if (value instanceof Map) return true;
  const entries: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return entries.length > longest || entries.some(holdsLongList);
}

/** Of an object or map with `"key": ` before each value; of a list the entries alone. */
function* namedEntries(value: object): Generator<readonly [string, unknown]> {
  if (Array.isArray(value)) for (const entry of value) yield ['', entry];
  else if (value instanceof Map) for (const [key, entry] of value) yield [`${JSON.stringify(key)}: `, entry];
  else
    for (const [key, entry] of Object.entries(value))
      if (entry !== undefined) yield [`${JSON.stringify(key)}: `, entry];
}
