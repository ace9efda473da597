/** docs/safety.md says what the guards say, and every incident on it has the test it names. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findingCodes } from '../../../src/sync/model/finding.ts';
import { scenarioFileSchema } from '../../scenarios/scenario.ts';
import { policy } from '../../support/build.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const page = readFileSync(join(root, 'docs', 'safety.md'), 'utf8');
const [findingsPart = '', rest = ''] = page.split('## What is promised');
const [, incidentsPart = ''] = rest.split('## Incidents elsewhere');

const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .split('\n')
    .filter((line) => /^\| [^-]/u.test(line))
    .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/gu, '').trim()));

const scenarioFolder = join(root, 'tests', 'scenarios');
const scenarios = readdirSync(scenarioFolder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => scenarioFileSchema.parse(parse(readFileSync(join(scenarioFolder, name), 'utf8'))).scenarios);
const incidents = new Set(scenarios.flatMap(({ incident }) => (incident === undefined ? [] : [incident])));

/** By a scenario under the same words, or by the test that is named with its file. */
function isShown(what: string, shownBy: string): boolean {
  if (shownBy === 'scenario') return incidents.has(what);
  const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/u.exec(shownBy) ?? [];
  return existsSync(join(root, file)) && readFileSync(join(root, file), 'utf8').includes(`('${title}'`);
}

describe('the page on safety', () => {
  it('has one line for each finding there is, and for nothing else', () => {
    const codes = rowsOf(findingsPart).flatMap(([first = '']) => /^`([a-z-]+)`$/u.exec(first)?.[1] ?? []);

    expect(codes.toSorted()).toEqual([...findingCodes].sort());
  });

  it('names settings that exist', () => {
    const named = [...page.matchAll(/`guards\.([a-zA-Z]+)/gu)].map(([, name = '']) => name);

    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !Object.keys(policy().guards).includes(name))).toEqual([]);
  });

  const rows = rowsOf(incidentsPart.split('\n## ')[0] ?? '').filter(([what]) => what !== 'what happened elsewhere');

  it.each(rows)('an incident elsewhere is shown not to happen here: %s', (what = '', shownBy = '') => {
    expect(isShown(what, shownBy)).toBe(true);
  });

  it('tells every incident of the scenarios', () => {
    const told = new Set(rows.map(([what]) => what));

    expect(rows.length).toBeGreaterThan(12);
    expect([...incidents].filter((incident) => !told.has(incident))).toEqual([]);
  });
});
