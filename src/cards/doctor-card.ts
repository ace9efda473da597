/** What `doctor` found: one row a check, what is wrong with its cause and what to do. */

import type { Check } from '../sync/model/check.ts';
import { problemWords } from '../texts/problem-words.ts';
import type { Card, CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { type Line, line, type Row, row, subtleLine } from './lines.ts';
import { listingCard } from './listing.ts';
import { problemLink } from './problem-link.ts';
import { shownParams } from './shown-values.ts';

export function doctorCard(context: CardContext, { checks }: { readonly checks: readonly Check[] }): Card {
  const { doctor, cards } = context.texts;
  const count = (outcome: Check['outcome']) => checks.filter((check) => check.outcome === outcome).length;
  const [failed, warnings] = [count('failed'), count('warning')];
  // What is wrong comes first: on a telephone the rest is far below.
  const rank = { failed: 0, warning: 1, skipped: 2, ok: 3 } as const;
  const sorted = checks.toSorted((a, b) => rank[a.outcome] - rank[b.outcome]);
  return listingCard(context, (room) => {
    const shown = sorted.slice(0, room.rows);
    return {
      heading: doctor.heading,
      lines: [failed + warnings === 0 ? doctor.allGood : doctor.counts(failed, warnings), doctor.explain],
      columns: { left: doctor.checked, right: doctor.found, wideRight: true },
      rows: shown.map((check) => checkRow(check, context)),
      more: shown.length === sorted.length ? '' : cards.common.more(sorted.length - shown.length),
    };
  });
}

/** Seen before anything is read. */
const symbols: Readonly<Record<Check['outcome'], string>> = { ok: '✔', warning: '▲', failed: '✖', skipped: '–' };

function isWrong({ outcome }: Check): boolean {
  return outcome === 'failed' || outcome === 'warning';
}

function checkRow(check: Check, context: CardContext): Row {
  const { doctor } = context.texts;
  const where = check.where === null ? null : escapeMarkdown(check.where, 40);
  const outcome = `${symbols[check.outcome]} ${doctor.outcomes[check.outcome]}`;
  const left = [line(`**${doctor.name(check.name, where)}**`), isWrong(check) ? line(outcome) : subtleLine(outcome)];
  return row(left, foundLines(check, context));
}

function foundLines(check: Check, context: CardContext): readonly Line[] {
  const { doctor, cards } = context.texts;
  const params = shownParams(check.params, context);
  if (check.outcome === 'skipped') return [subtleLine(doctor.skipped)];
  if (check.code === null) return [line(doctor.fact(check.name, { ...check.params, ...params }))];
  const words = problemWords(check.code, params, context.texts) ?? {
    what: cards.problem.unknownWhat,
    cause: cards.problem.unknownCause,
    solution: cards.problem.unknownSolution(String(params.reference ?? '')),
  };
  const more = problemLink(context, check.code, `${cards.problem.code}: ${check.code}`);
  const said = [line(`**${words.what}**`), line(words.cause), line(words.solution)];
  return more === undefined ? said : [...said, subtleLine(more)];
}
