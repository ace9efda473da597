/** Before anybody can click. That a first card is quick after it is shown by `npm run bench -- plan`. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { prepareCards, templates } from '../../../src/cards/prepare-cards.ts';
import { textsFor } from '../../../src/texts/texts.ts';

it('every template there is is parsed, in either language', () => {
  const folder = fileURLToPath(new URL('../../../src/cards/templates/', import.meta.url));
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted();

  expect(templates).toEqual(files.map((name): unknown => JSON.parse(readFileSync(`${folder}${name}`, 'utf8'))));
  for (const language of ['en', 'nl'] as const)
    prepareCards({ texts: textsFor(language), language, timeZone: 'Europe/Amsterdam', names: true });
});
