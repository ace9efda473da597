/** What waits, what runs, the last run, and what Countersign is connected to. */

import { type Run, waitsUntil } from '../sync/model/run.ts';
import type { Card, CardContext } from './card.ts';
import { type DriftView, driftLines } from './drift-lines.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { FactLine } from './lines.ts';
import { listingCard } from './listing.ts';
import { momentText } from './moments.ts';
import { type PlanLine, planRow } from './plan-line.ts';

/** A StatusReport of `Sync.status()`. */
export interface StatusView {
  readonly open: readonly PlanLine[];
  readonly running: {
    readonly planId: string;
    readonly runId: string;
    readonly done: number;
    readonly total: number;
  } | null;
  readonly lastRun: Run | null;
  readonly links: { readonly total: number; readonly owned: number };
  readonly sources: readonly string[];
  readonly target: string;
}

export function statusCard(
  context: CardContext,
  { status, drift = null }: { readonly status: StatusView; readonly drift?: DriftView },
): Card {
  const { cards } = context.texts;
  return listingCard(context, (room) => {
    const shown = status.open.slice(0, room.rows);
    return {
      heading: cards.status.heading,
      lines: [
        status.open.length === 0 ? cards.status.nothingWaits : cards.status.waiting(status.open.length),
        ...driftLines(context, drift),
      ],
      columns: { left: cards.columns.plan, right: cards.columns.state },
      rows: shown.map((plan) => planRow(plan, context)),
      more: shown.length === status.open.length ? '' : cards.common.more(status.open.length - shown.length),
      facts: statusFacts(context, status),
    };
  });
}

function stateOf(run: Run, context: CardContext): string {
  const { states, outcomes } = context.texts.plan;
  const until = waitsUntil(run);
  if (until !== null) return outcomes.waiting(momentText(until, context));
  return states[run.state === 'running' ? 'applying' : run.state];
}

function statusFacts(
  context: CardContext,
  { running, lastRun, links, sources, target }: StatusView,
): readonly FactLine[] {
  const { status, common } = context.texts.cards;
  const last =
    lastRun === null
      ? status.noRun
      : common.byOn(`${lastRun.id}: ${stateOf(lastRun, context)}`, momentText(lastRun.startedAt, context));
  return [
    {
      title: status.running,
      value: running === null ? status.idle : status.runningCount(running.planId, running.done, running.total),
    },
    { title: status.lastRun, value: last },
    { title: status.links, value: status.linkCount(links.total, links.owned) },
    {
      title: status.sources,
      value:
        sources
          .slice(0, 5)
          .map((source) => escapeMarkdown(source, 60))
          .join(', ') || common.none,
    },
    { title: status.target, value: escapeMarkdown(target, 120) || common.none },
  ];
}
