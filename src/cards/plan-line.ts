/** One plan in a list: its id and when, beside its state, size and requester. */

import type { Person } from '../sync/model/person.ts';
import type { PlanState } from '../sync/model/plan-life.ts';
import type { CardContext } from './card.ts';
import { line, type Row, row, subtleLine } from './lines.ts';
import { momentText } from './moments.ts';
import { personText } from './shown-values.ts';

export interface PlanLine {
  readonly id: string;
  readonly state: PlanState;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly requester: Person;
  /** How many. */
  readonly mutations: number;
  readonly lastRunId: string | null;
}

export function planRow(plan: PlanLine, context: CardContext): Row {
  const { cards, plan: words } = context.texts;
  const waits = plan.state === 'proposed' || plan.state === 'blocked';
  const details = [
    cards.common.changes(plan.mutations),
    personText(plan.requester, context),
    ...(plan.lastRunId === null ? [] : [plan.lastRunId]),
  ];
  return row(
    [line(`**${plan.id}**`), subtleLine(momentText(plan.createdAt, context))],
    [
      line(words.states[plan.state]),
      subtleLine(details.join(' · ')),
      ...(waits ? [subtleLine(cards.plan.expires(momentText(plan.expiresAt, context)))] : []),
    ],
  );
}
