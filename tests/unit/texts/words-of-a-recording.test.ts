/** Whoever decides sees that a plan only repeats a recording: on the card, on the console and in the report. */

import { expect, test } from 'vitest';
import { planText } from '../../../src/cli/print-plan.ts';
import { createScreen } from '../../../src/cli/screen.ts';
import { atOnce } from '../../../src/sync/model/at-once.ts';
import type { MadeFrom } from '../../../src/sync/model/snapshot.ts';
import { rendering } from '../../../src/sync/report/render-report.ts';
import { textsFor } from '../../../src/texts/texts.ts';
import { everyCard } from '../../support/every-card.ts';
import { contextIn } from '../../support/example-cards.ts';
import { exampleBasis, examplePlan } from '../../support/example-plan.ts';
import { planDetails } from '../../support/plan-details.ts';
import { stringsOf } from '../../support/walk-card.ts';

const timeZone = 'Europe/Amsterdam';

function shown(language: 'en' | 'nl', madeFrom: MadeFrom): readonly string[] {
  const texts = textsFor(language);
  const sources = exampleBasis.sources.map((source) => ({ ...source, madeFrom }));
  const plan = examplePlan({ basis: { ...exampleBasis, sources } });
  const view = { plan, votes: [], page: 0, mayDecide: true, reportAvailable: true };
  const screen = createScreen({ language, timeZone, colours: false, all: true, program: 'countersign' });
  const details = { ...planDetails(), plan };
  const { pieces } = atOnce(rendering(details, 'html', { texts, language, timeZone }));
  return [
    stringsOf(everyCard.planCard(contextIn(language), view)).join('\n'),
    planText(plan, screen),
    [...pieces()].join(''),
  ];
}

test.each([
  ['en', 'only repeats a recording, so that nothing of it is approved without a person'],
  ['nl', 'herhaalt alleen een opname, dus niets ervan wordt goedgekeurd zonder een mens'],
] as const)(
  'card, console and report say it in %s, and say nothing of a source that was read itself',
  (language, words) => {
    expect(shown(language, 'recording').map((text) => text.includes(words))).toEqual([true, true, true]);
    expect(shown(language, 'source').map((text) => text.includes(words))).toEqual([false, false, false]);
  },
);
