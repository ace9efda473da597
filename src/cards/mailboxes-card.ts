/** What can be synchronised after types and filters, page by page, with a search box. */

import type { ScopeReport } from '../sync/model/plan.ts';
import { type Button, button } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { escapeMarkdown, plainText } from './escape-markdown.ts';
import { mailboxesPerPage, type Room } from './limits.ts';
import { listingCard } from './listing.ts';
import { filterFacts, leftOutFacts, mailboxRow, scopeTotal, sourceFacts } from './scope-lines.ts';

export interface MailboxesCardView {
  readonly scope: ScopeReport;
  /** From 0. */
  readonly page: number;
  /** What was searched for; the scope is narrowed already. Empty for all. */
  readonly text: string;
}

export function mailboxesCard(context: CardContext, view: MailboxesCardView): Card {
  const { cards } = context.texts;
  const { inScope } = view.scope;
  const pages = Math.max(1, Math.ceil(inScope.length / mailboxesPerPage));
  const page = Math.min(Math.max(0, view.page), pages - 1);
  const onPage = context.names ? inScope.slice(page * mailboxesPerPage, (page + 1) * mailboxesPerPage) : [];
  const found =
    view.text === '' || !context.names ? [] : [cards.mailboxes.found(inScope.length, escapeMarkdown(view.text, 80))];
  return listingCard(context, (room) => ({
    heading:
      view.text === ''
        ? cards.mailboxes.heading(inScope.length, scopeTotal(view.scope))
        : (found[0] ?? cards.mailboxes.heading(inScope.length, scopeTotal(view.scope))),
    subheadings: [cards.mailboxes.explain],
    lines: [
      ...(inScope.length === 0 ? [cards.mailboxes.nothing] : []),
      ...(context.names ? [] : [cards.common.namesHidden]),
    ],
    columns: { left: cards.columns.mailbox, right: cards.columns.people },
    rows: shownOf(onPage, room).map((mailbox) => mailboxRow(mailbox, context, room)),
    more: range(context, page, shownOf(onPage, room).length, { onPage: onPage.length, total: inScope.length }),
    facts: [
      ...leftOutFacts(view.scope, context),
      ...filterFacts(view.scope, context),
      ...sourceFacts(view.scope.sources ?? [], context),
    ],
    ...(context.names && {
      search: { label: cards.mailboxes.search, value: plainText(view.text, 200) },
      topButtons: [button(cards.buttons.search, 'mailboxes', { page: '0' })],
    }),
    buttons: context.names ? pageButtons(context, view, page, pages) : [],
  }));
}

function shownOf<T>(onPage: readonly T[], room: Room): readonly T[] {
  return onPage.slice(0, room.rows);
}

/** Which rows these are; empty when they are all. */
function range(
  context: CardContext,
  page: number,
  shown: number,
  of: { readonly onPage: number; readonly total: number },
): string {
  const { common } = context.texts.cards;
  if (shown === 0 || (shown === of.total && page === 0)) return '';
  const first = page * mailboxesPerPage;
  const rows = common.rowsShown(first + 1, first + shown, of.total);
  return shown === of.onPage ? rows : `${rows} ${common.more(of.onPage - shown)}`;
}

function pageButtons(context: CardContext, view: MailboxesCardView, page: number, pages: number): readonly Button[] {
  const { buttons } = context.texts.cards;
  const to = (title: string, next: number): Button =>
    button(title, 'mailboxes', { page: String(next), text: plainText(view.text, 200) }, { inputs: 'none' });
  if (page + 1 < pages) return [to(buttons.showMore, page + 1)];
  return page > 0 ? [to(buttons.backToStart, 0)] : [];
}
