/** The latest plans and what became of them. */

import { previewButton } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { listingCard } from './listing.ts';
import { type PlanLine, planRow } from './plan-line.ts';

export function historyCard(context: CardContext, { plans }: { readonly plans: readonly PlanLine[] }): Card {
  const { history, columns, common } = context.texts.cards;
  return listingCard(context, (room) => {
    const shown = plans.slice(0, room.rows);
    return {
      heading: history.heading(plans.length),
      lines: plans.length === 0 ? [history.none] : [],
      columns: { left: columns.plan, right: columns.state },
      rows: shown.map((plan) => planRow(plan, context)),
      more: shown.length === plans.length ? '' : common.more(plans.length - shown.length),
      buttons: plans.length === 0 ? [previewButton(context)] : [],
    };
  });
}
