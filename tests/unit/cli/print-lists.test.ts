/** The list of mailboxes on the console: what is in scope, and how old what is known of it is. */

import { describe, expect, it } from 'vitest';
import { mailboxesText } from '../../../src/cli/print-lists.ts';
import { createScreen } from '../../../src/cli/screen.ts';
import type { ScopeReport } from '../../../src/sync/model/plan.ts';
import type { MadeFrom } from '../../../src/sync/model/snapshot.ts';

const screenIn = (language: 'en' | 'nl') =>
  createScreen({ language, timeZone: 'Europe/Amsterdam', colours: false, all: false, program: 'countersign' });
const source = {
  source: 'exchange',
  takenAt: '2026-03-02T08:00:00.000Z',
  mailboxes: 2_000,
  list: { complete: true },
  frozen: 0,
} as const;
const scope: ScopeReport = { inScope: [], leftOut: [], notRead: {} };

describe('countersign mailboxes', () => {
  it.each([
    ['en', '312 of 2000 shared mailboxes asked now, the others at most 6 days ago'],
    ['nl', '312 van 2000 gedeelde postvakken nu bevraagd, de andere hooguit 6 dagen geleden'],
  ] as const)('says how old remembered delegates are, as a preview does: %s', (language, words) => {
    const remembered = { mailboxes: 1_688, oldest: '2026-02-24T08:00:00.000Z' };

    const text = mailboxesText({ ...scope, sources: [{ ...source, remembered }] }, screenIn(language));

    expect(text).toContain(words);
    expect(text).toMatch(/exchange, .*2026/);
  });

  it.each([
    ['en', 'only repeats a recording, so that nothing of it is approved without a person'],
    ['nl', 'herhaalt alleen een opname, dus niets ervan wordt goedgekeurd zonder een mens'],
  ] as const)('says of a recording what it is, and of a source nothing: %s', (language, words) => {
    const textOf = (madeFrom: MadeFrom) =>
      mailboxesText({ ...scope, sources: [{ ...source, madeFrom }] }, screenIn(language));

    expect(textOf('recording')).toContain(words);
    expect(textOf('source')).not.toContain(words);
  });

  it('says when everything was asked now, and nothing of age', () => {
    const text = mailboxesText({ ...scope, sources: [source] }, screenIn('en'));

    expect(text).toMatch(/exchange, .*2026/);
    expect(text).not.toContain('asked now');
  });
});
