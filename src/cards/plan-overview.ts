/** What a big plan consists of, so that nobody has to read every line: spread, what is unusual first, a few ordinary ones. */

import type { AccountSummary, Group, PlanGroups } from '../sync/report/plan-groups.ts';
import { nameOverAddress } from './account-lines.ts';
import type { CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { Room } from './limits.ts';
import { line, type Row, row, subtleLine } from './lines.ts';
import type { PlanShape } from './plan-shape.ts';

export interface Overview {
  /** Below the danger classes. */
  readonly counts: readonly Row[];
  /** Before the changes themselves; empty where names may not be shown. */
  readonly sections: readonly { readonly heading: string; readonly color: string; readonly rows: readonly Row[] }[];
}

/** Smaller plans are quicker read than summed up. */
const bigFrom = 50;

/** Null for a plan that is not big. */
export function overviewOf({ groups }: PlanShape): PlanGroups | null {
  return groups.accounts > bigFrom ? groups : null;
}

export function overviewRows(groups: PlanGroups | null, context: CardContext, room: Room): Overview {
  if (groups === null) return { counts: [], sections: [] };
  const { overview } = context.texts.parts;
  const counts = [
    ...groupRow(overview.domains, groups.domains, context, room),
    ...groupRow(overview.units, groups.units, context, room),
  ];
  if (!context.names) return { counts, sections: [] };
  const unusual = groups.unusual.slice(0, Math.ceil(room.rows / 2));
  const samples = groups.samples.slice(0, room.mailboxes);
  const rows = (summaries: readonly AccountSummary[]) => summaries.map((one) => summaryRow(one, context, room));
  return {
    counts,
    sections: [
      {
        heading: overview.unusual(groups.unusual.length, groups.accounts),
        color: 'Default',
        rows: rows(unusual),
      },
      { heading: overview.samples, color: 'Default', rows: rows(samples) },
    ].filter((section) => section.rows.length > 0),
  };
}

/** Names of domains and units are no names of people. */
function groupRow(title: string, groups: readonly Group[], context: CardContext, room: Room): readonly Row[] {
  if (groups.length === 0) return [];
  const { overview } = context.texts.parts;
  const shown = groups.slice(0, room.values + 1);
  const lines = shown.map(({ name, accounts }) =>
    line(`${escapeMarkdown(name, room.length)}: ${overview.accounts(accounts)}`),
  );
  const rest = groups.length - shown.length;
  return [row([line(`**${title}**`)], [...lines, ...(rest === 0 ? [] : [subtleLine(overview.andMore(rest))])])];
}

function summaryRow(summary: AccountSummary, context: CardContext, room: Room): Row {
  const { overview } = context.texts.parts;
  const why = summary.traits.map((trait) => overview.traits[trait]).join('; ');
  return row(nameOverAddress(summary.account, room.length), [
    ...(why === '' ? [] : [line(`${why[0]?.toUpperCase()}${why.slice(1)}.`)]),
    subtleLine(overview.content(summary.people, summary.aliases)),
  ]);
}
