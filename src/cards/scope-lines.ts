/** The mailboxes in scope as rows, and where everything else went, as counts. */

import type { Basis, ScopeReport } from '../sync/model/plan.ts';
import type { InScope } from '../sync/model/scope.ts';
import { type LeftOutReason, leftOutReasons } from '../sync/model/scope.ts';
import { nameOverAddress } from './account-lines.ts';
import type { CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { Room } from './limits.ts';
import { type FactLine, line, type Row, row } from './lines.ts';
import { momentText } from './moments.ts';

export function mailboxRow(mailbox: InScope, context: CardContext, room: Room): Row {
  const { plan } = context.texts.cards;
  const people = mailbox.frozen ? plan.frozen : plan.people(mailbox.delegates);
  const unexpressed = mailbox.unexpressed.length === 0 ? [] : [plan.unexpressed(mailbox.unexpressed.length)];
  const details = [people, ...unexpressed, escapeMarkdown(mailbox.type, 32)];
  return row(nameOverAddress(mailbox, room.length), [line(details.join(' · '))]);
}

export function scopeTotal(scope: ScopeReport): number {
  return scope.inScope.length + scope.leftOut.length;
}

/** Each reason something was left out, with its count. */
export function leftOutFacts(scope: ScopeReport, context: CardContext): readonly FactLine[] {
  const { plan, cards } = context.texts;
  const counts = new Map<LeftOutReason, number>();
  for (const { reason } of scope.leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = leftOutReasons.flatMap((reason) => {
    const count = counts.get(reason);
    return count === undefined ? [] : [cards.plan.leftOutCount(plan.leftOut[reason], count)];
  });
  const notRead = Object.entries(scope.notRead).map(([type, count]) =>
    cards.plan.notRead(escapeMarkdown(type, 32), count),
  );
  const all = [...reasons, ...notRead];
  return all.length === 0 ? [] : [{ title: cards.plan.leftOut, value: all.join('; ') }];
}

/** Each value of the address filter with how many mailboxes it alone matches: a wrong one shows at once. */
export function filterFacts({ filter }: ScopeReport, context: CardContext): readonly FactLine[] {
  const { cards } = context.texts;
  if (filter === undefined) return [];
  const shown = filter.values
    .slice(0, 12)
    .map(({ text, count }) => cards.plan.filterValue(context.names ? escapeMarkdown(text, 40) : '…', count));
  const rest = filter.values.length - shown.length;
  const value = rest === 0 ? shown.join('; ') : `${shown.join('; ')} ${cards.common.andMore(rest)}`;
  return [{ title: cards.plan.filter[filter.kind], value }];
}

/** When each side was read, and how completely. */
export function basisFacts(basis: Basis, context: CardContext): readonly FactLine[] {
  const { cards } = context.texts;
  const { accounts, people, takenAt } = basis.target;
  return [
    ...sourceFacts(basis.sources, context),
    {
      title: cards.plan.readTarget,
      value: cards.plan.readAccounts(accounts, cards.plan.people(people), momentText(takenAt, context)),
    },
  ];
}

export function sourceFacts(sources: Basis['sources'], context: CardContext): readonly FactLine[] {
  const { plan, cards, words } = context.texts;
  return sources.slice(0, 4).map(({ source, takenAt, mailboxes, list, frozen, remembered, madeFrom }) => {
    const parts = [cards.plan.readMailboxes(mailboxes, momentText(takenAt, context))];
    if (madeFrom === 'recording') parts.push(words.repeatsRecording);
    if (!list.complete) parts.push(cards.plan.readIncomplete(plan.incomplete[list.reason]));
    if (frozen > 0) parts.push(cards.plan.readFrozen(frozen));
    if (remembered !== undefined) parts.push(words.askedNow({ takenAt, mailboxes, remembered }));
    return { title: cards.plan.read(escapeMarkdown(source, 40)), value: parts.join('; ') };
  });
}
