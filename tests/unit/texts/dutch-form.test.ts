import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../../../src/texts/nl/', import.meta.url);

test('the Dutch texts speak to people with je, never with u', () => {
  const sentences = readdirSync(folder).flatMap((file) =>
    readFileSync(new URL(file, folder), 'utf8')
      .split('\n')
      .map((line, index) => `${file}:${index + 1}: ${line.replaceAll(/\$\{[^}]*\} u\b/g, '')}`),
  );

  expect(sentences.length).toBeGreaterThan(500);
  expect(sentences.filter((line) => /(?<![\w/\\])(?:u|uw|Uw|uzelf)(?![\w/\\])/.test(line))).toEqual([]);
});
