import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { targetCodes } from '../../../src/sync/target/target.ts';
import { textsFor } from '../../../src/texts/texts.ts';

type Problem = Record<'what' | 'cause' | 'solution', string | ((params: object) => string)>;

/** Codes that stand in the code of an adapter: 'target-…', 'spreadsheet-…', 'row-…' … */
function codesIn(folder: string, pattern: RegExp): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = files.map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))].sort();
}

const rendered = (problem: Problem, params: object) =>
  Object.values(problem).map((part) => (typeof part === 'string' ? part : part(params)));

describe.each(['en', 'nl'] as const)('the words for problems in %s', (language) => {
  const { problemsSource, problemsTarget } = textsFor(language);

  it('exist for every code a target can give', () => {
    const thrown = codesIn('src/sync/target', /'(target-[a-z-]+)'/g);

    expect(Object.keys(problemsTarget).sort()).toEqual([...new Set([...targetCodes, ...thrown])].sort());
  });

  it('exist for every code the file sources can give', () => {
    const pattern = /'((?:row|spreadsheet|source-file|recorded)-[a-z-]+)'/g;
    const thrown = ['spreadsheet', 'recorded'].flatMap((each) => codesIn(`src/sync/source/${each}`, pattern));

    expect(Object.keys(problemsSource)).toEqual(expect.arrayContaining(thrown));
    expect(thrown.length).toBeGreaterThan(15);
  });

  it.each(Object.entries(problemsTarget))(
    'say what, why and what to do, also when nothing more is known: %s',
    (_, problem) => {
      const parts = rendered(problem as Problem, {});

      expect(parts).toHaveLength(3);
      expect(parts.join(' ')).not.toMatch(/undefined|null|NaN/);
    },
  );
});
