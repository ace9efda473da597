/** The plan card: the exact diff, what was found, who has to agree, and the buttons that decide. */

import { type DangerClass, dangerClasses, dangerClassOf, mutationKinds } from '../sync/model/mutation.ts';
import type { Plan } from '../sync/model/plan.ts';
import { type Button, button } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { dangerLook } from './danger-look.ts';
import { expandTemplate } from './expand-template.ts';
import { findingBlocks } from './finding-lines.ts';
import { fingerprintText } from './fingerprint-text.ts';
import { fitCard, type Room } from './limits.ts';
import { type FactLine, line, type Row, row, subtleLine } from './lines.ts';
import { momentText } from './moments.ts';
import { partNotices } from './part-lines.ts';
import type { PlanCardView } from './plan-card-view.ts';
import { decisionOf, waivable } from './plan-decision.ts';
import { type Overview, overviewOf, overviewRows } from './plan-overview.ts';
import { type Paging, pagingOf } from './plan-pages.ts';
import { type AccountChanges, changeRow } from './plan-rows.ts';
import { type PlanShape, planShape } from './plan-shape.ts';
import { basisFacts, filterFacts, leftOutFacts, mailboxRow, scopeTotal } from './scope-lines.ts';
import { personText } from './shown-values.ts';
import template from './templates/plan.json' with { type: 'json' };
import { waitingLines } from './waiting-lines.ts';

export function planCard(context: CardContext, view: PlanCardView): Card {
  const shape = planShape(view.plan.content);
  const { rows, accounts } = shape;
  const worst = rows[0]?.class ?? 'change';
  const parts = overviewOf(shape);
  const counts = countRows(context, shape);
  const { findings } = view.plan.content;
  const paging = pagingOf(rows, view.page, { overview: parts !== null, findings: findings.length });
  const overview = (room: Room) => overviewRows(paging.page === 0 ? parts : null, context, room);
  return fitCard((room) =>
    expandTemplate(template, {
      ...headingOf(context, view.plan, accounts),
      tone: view.plan.blocked ? 'attention' : dangerLook[worst].style,
      lang: context.language,
      columns: context.texts.cards.columns,
      counts: [...counts, ...overview(room).counts],
      notices: notices(context, view),
      ...diffOf(context, view, { paging, room, before: overview(room).sections }),
      findingsHeading: context.texts.cards.plan.findings,
      // In full on the first page; every later one reminds of them.
      ...findingBlocks(findings, context, paging.page === 0 ? room : { ...room, findings: 0 }),
      ...scopeOf(context, view.plan, paging.page === 0 ? room.mailboxes : 0, room),
      ...decisionOf(context, view),
    }),
  );
}

function headingOf(context: CardContext, plan: Plan, accounts: number) {
  const { cards, plan: words } = context.texts;
  const changes = plan.content.mutations.length;
  const state = words.states[plan.state];
  return {
    heading: cards.plan.heading(changes, accounts),
    subheadings: [
      `**${state}** · ${cards.common.planAndFingerprint(plan.id, fingerprintText(plan.fingerprint))}`,
      `${cards.plan.requester} ${personText(plan.requester, context)}, ${momentText(plan.createdAt, context)}`,
    ],
    summary: cards.plan.summary(changes, accounts, state),
  };
}

function countRows(context: CardContext, { kinds: counts }: PlanShape): readonly Row[] {
  const { plan: words } = context.texts;
  return dangerClasses.toReversed().flatMap((name) => {
    const present = mutationKinds.filter((kind) => dangerClassOf[kind] === name && counts[kind] > 0);
    if (present.length === 0) return [];
    const kinds = present.map((kind) => words.kinds[kind].count(counts[kind]));
    return [
      row(
        [line(`**${className(context, name)}**`), subtleLine(words.classes[name].meaning)],
        [line(kinds.join(' · '))],
      ),
    ];
  });
}

function className(context: CardContext, name: DangerClass): string {
  return `${dangerLook[name].symbol} ${context.texts.plan.classes[name].name}`;
}

function notices(context: CardContext, { plan, waiting = [] }: PlanCardView): readonly string[] {
  const { cards } = context.texts;
  const { undoes } = plan.content;
  return [
    ...(undoes === undefined ? [] : [cards.plan.undoes(undoes)]),
    ...partNotices(plan, context),
    ...waitingLines(waiting, context),
    ...(waiting.length === 0 ? [] : [cards.plan.waitingToo]),
    ...(plan.blocked ? [waivable(plan) ? cards.plan.blockedWaivable : cards.plan.blocked] : []),
    ...(context.names ? [] : [cards.common.namesHidden]),
  ];
}

/** One page of the diff: a table for each danger class, and the button to the next page. */
function diffOf(
  context: CardContext,
  view: PlanCardView,
  {
    paging: { page, pages, first, onPage, all },
    room,
    before,
  }: { readonly paging: Paging; readonly room: Room; readonly before: Overview['sections'] },
) {
  const { cards } = context.texts;
  if (!context.names) return { sectionsHeading: cards.plan.sections, sections: [], rowsShown: '', pageButtons: [] };
  const shown = onPage.slice(0, room.rows);
  const dropped = onPage.length - shown.length;
  const range = pages === 1 ? '' : cards.common.rowsShown(first + 1, first + shown.length, all);
  return {
    sectionsHeading: cards.plan.sections,
    sections: [...before, ...sectionsOf(context, planShape(view.plan.content), { shown, room })],
    rowsShown: [range, ...(dropped > 0 ? [cards.common.moreInReport(dropped)] : [])]
      .filter((text) => text !== '')
      .join(' '),
    pageButtons: pageButtons(context, view, page, pages),
  };
}

function sectionsOf(
  context: CardContext,
  { rows, classes }: PlanShape,
  { shown, room }: { readonly shown: readonly AccountChanges[]; readonly room: Room },
) {
  return dangerClasses.toReversed().flatMap((name) => {
    const groups = shown.filter((group) => group.class === name);
    if (groups.length === 0) return [];
    const accounts = rows.filter((row) => row.class === name).length;
    return [
      {
        heading: context.texts.cards.plan.section(className(context, name), classes[name], accounts),
        color: dangerLook[name].color,
        rows: groups.map((group) => changeRow(group, context, room)),
      },
    ];
  });
}

function pageButtons(context: CardContext, view: PlanCardView, page: number, pages: number): readonly Button[] {
  const { buttons } = context.texts.cards;
  const to = (title: string, next: number): Button =>
    button(title, 'show-page', { planId: view.plan.id, page: String(next) });
  if (page + 1 < pages) return [to(buttons.showMore, page + 1)];
  return page > 0 ? [to(buttons.backToStart, 0)] : [];
}

/** @param mailboxes how many rows; none after the first page */
function scopeOf(context: CardContext, plan: Plan, mailboxes: number, room: Room) {
  const { cards } = context.texts;
  const { scope, basis } = plan;
  const facts: readonly FactLine[] = [
    ...leftOutFacts(scope, context),
    ...filterFacts(scope, context),
    ...basisFacts(basis, context),
  ];
  const shown = context.names ? scope.inScope.slice(0, mailboxes) : [];
  const rest = scope.inScope.length - shown.length;
  return {
    // An undo has no scope: it looked at what its run touched.
    scopeHeading:
      plan.content.undoes === undefined ? cards.plan.scope(scope.inScope.length, scopeTotal(scope)) : cards.plan.basis,
    mailboxes: shown.map((mailbox) => mailboxRow(mailbox, context, room)),
    moreMailboxes: shown.length > 0 && rest > 0 ? cards.common.moreInReport(rest) : '',
    scopeFacts: facts,
  };
}
