/** Two cards: why is this proposed, and why is it not. The same shape for a mailbox and for a person. */

import type {
  Explanation,
  HeldBack,
  MailboxExplanation,
  PastChange,
  PersonExplanation,
} from '../sync/model/explanation.ts';
import { nameOverAddress } from './account-lines.ts';
import type { Card, CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { findingSentence } from './finding-lines.ts';
import type { Room } from './limits.ts';
import { type FactLine, type Line, line, type Row, row, subtleLine } from './lines.ts';
import { type Listing, listingCard } from './listing.ts';
import { momentText } from './moments.ts';
import { changeLines } from './plan-rows.ts';

/** The first mailbox that was meant, else the first person: an address is one of them. */
export function explainCard(context: CardContext, { explanation }: { readonly explanation: Explanation }): Card {
  const { explain, cards } = context.texts;
  const [mailbox] = explanation.mailboxes;
  const [person] = explanation.people;
  const rest = explanation.more + explanation.mailboxes.length + explanation.people.length - 1;
  return listingCard(context, (room) => {
    const listing =
      mailbox !== undefined && context.names
        ? mailboxListing(mailbox, context, room)
        : person !== undefined && context.names
          ? personListing(person, context, room)
          : nothingListing(explanation, context);
    return {
      ...listing,
      subheadings: [explain.read(momentText(explanation.readAt, context))],
      lines: [
        ...listing.lines,
        ...(context.names ? [] : [cards.common.namesHidden]),
        ...(context.names && rest > 0 ? [explain.more(rest)] : []),
      ],
    };
  });
}

function nothingListing({ asked, mailboxes, people }: Explanation, context: CardContext): Listing {
  const { explain } = context.texts;
  const isKnown = mailboxes.length + people.length > 0;
  return {
    heading:
      isKnown && !context.names
        ? explain.columns.why
        : explain.heading.nothing(context.names ? escapeMarkdown(asked, 80) : '…'),
    lines: isKnown ? [] : [explain.nothing],
    columns: { left: explain.columns.mailbox, right: explain.columns.why },
    rows: [],
  };
}

function mailboxListing(mailbox: MailboxExplanation, context: CardContext, room: Room): Listing {
  const { explain, plan, cards } = context.texts;
  const name = escapeMarkdown(mailbox.displayName, 60);
  const shown = mailbox.access.slice(0, room.rows);
  const { leftOut } = mailbox;
  return {
    heading: mailbox.verdict === 'proposed' ? explain.heading.proposed(name) : explain.heading.notProposed(name),
    lines: [
      explain.verdicts[mailbox.verdict],
      ...(leftOut === null ? [] : [explain.leftOut(plan.leftOut[leftOut.reason], escapeMarkdown(leftOut.detail, 80))]),
      ...(mailbox.access.length === 0 ? [explain.nobody] : []),
    ],
    columns: { left: explain.columns.person, right: explain.columns.why },
    rows: shown.map((access) =>
      row(
        nameOverAddress({ displayName: access.name, address: access.address }, room.length),
        accessLines(access, context, room),
      ),
    ),
    more: shown.length === mailbox.access.length ? '' : cards.common.more(mailbox.access.length - shown.length),
    facts: mailboxFacts(mailbox, context, room),
  };
}

function accessLines(
  { state, via, inExchange }: Pick<MailboxExplanation['access'][number], 'state' | 'via' | 'inExchange'>,
  context: CardContext,
  room: Room,
): readonly Line[] {
  const { explain } = context.texts;
  if (!inExchange) return [line(explain.states[state])];
  const path = via.map((group) => escapeMarkdown(group, room.length)).join(' › ');
  return [line(explain.states[state]), subtleLine(path === '' ? explain.direct : explain.via(path))];
}

function mailboxFacts(mailbox: MailboxExplanation, context: CardContext, room: Room): readonly FactLine[] {
  const { explain, plan } = context.texts;
  const { exchange, zivver } = mailbox;
  const safe = (text: string): string => escapeMarkdown(text, room.length);
  const source =
    exchange === null
      ? explain.absent.exchange
      : [
          safe(exchange.address),
          safe(exchange.type),
          explain.aliases(exchange.aliases.length),
          ...(exchange.delegates === 'read' ? [] : [explain.unreadable]),
        ].join(' · ');
  const target =
    zivver === null
      ? explain.absent.zivver
      : [
          safe(zivver.address),
          safe(zivver.displayName),
          explain.members(zivver.members),
          explain.aliases(zivver.aliases.length),
          ...(zivver.unit === null ? [] : [explain.unit(safe(zivver.unit))]),
        ].join(' · ');
  return [
    { title: explain.facts.exchange, value: source },
    { title: explain.facts.zivver, value: target },
    ...(zivver === null ? [] : [{ title: explain.facts.link, value: explain.links[zivver.link ?? 'none'] }]),
    ...proposedFacts(mailbox, context, room),
    ...mailbox.findings.slice(0, room.findings).map((finding) => ({
      title: context.texts.cards.plan.effects[finding.effect],
      value: `${findingSentence(finding, context)} ${plan.findings[finding.code].remedy}`.trim(),
    })),
    ...pastFacts(mailbox.past, context),
  ];
}

/** A line for each kind of change and reason. */
function proposedFacts({ mutations, heldBack }: MailboxExplanation, context: CardContext, room: Room) {
  const { explain, plan } = context.texts;
  const groups = [...Map.groupBy(mutations, ({ kind, reason }) => `${kind} ${reason}`).values()];
  const proposed = groups.flatMap((group) => {
    const [first] = group;
    const [change] = changeLines(group, context, room);
    if (first === undefined || change === undefined) return [];
    return [{ title: explain.facts.proposed, value: `${change.text}. ${plan.reasons[first.reason]}.` }];
  });
  return [...proposed, ...heldFacts(heldBack, context, room)];
}

/** A line for each kind: whom or what it is about. */
function heldFacts(heldBack: readonly HeldBack[], context: CardContext, room: Room): readonly FactLine[] {
  const { explain, plan } = context.texts;
  return [...Map.groupBy(heldBack, ({ kind }) => kind)].map(([kind, held]) => {
    const all = [...new Set(held.map(({ what }) => what).filter((what) => what !== ''))];
    const shown = all.slice(0, 2 * room.values).map((what) => escapeMarkdown(what, room.length));
    const rest = all.length - shown.length;
    const about = [shown.join(', '), ...(rest === 0 ? [] : [context.texts.cards.common.andMore(rest)])].join(' ');
    return {
      title: explain.facts.heldBack,
      value: about === '' ? plan.kinds[kind].label : `${plan.kinds[kind].label}: ${about}`,
    };
  });
}

function pastFacts(past: readonly PastChange[], context: CardContext): readonly FactLine[] {
  const { explain, plan } = context.texts;
  if (past.length === 0) return [{ title: explain.facts.past, value: explain.noPast }];
  return past.slice(0, 4).map((change) => ({
    title: explain.facts.past,
    value: explain.pastLine(
      momentText(change.at, context),
      plan.kinds[change.kind].label.toLowerCase(),
      `${plan.outcomes.states[change.state]} (${change.planId})`,
    ),
  }));
}

function personListing(person: PersonExplanation, context: CardContext, room: Room): Listing {
  const { explain, cards, plan } = context.texts;
  const shown = person.access.slice(0, room.rows);
  const rows: readonly Row[] = shown.map((access) =>
    row(nameOverAddress(access.mailbox, room.length), [
      ...accessLines(access, context, room),
      ...(access.leftOut === null ? [] : [subtleLine(explain.leftOut(plan.leftOut[access.leftOut], ''))]),
      ...(access.mutation === null ? [] : [subtleLine(`${plan.reasons[access.mutation.reason]}.`)]),
      ...(access.heldBackBy === null ? [] : [subtleLine(plan.findings[access.heldBackBy].remedy)]),
    ]),
  );
  return {
    heading: explain.heading.person(escapeMarkdown(person.name, 60)),
    lines: person.access.length === 0 ? [explain.nowhere] : [],
    columns: { left: explain.columns.mailbox, right: explain.columns.why },
    rows,
    more: shown.length === person.access.length ? '' : cards.common.more(person.access.length - shown.length),
    facts: [
      {
        title: explain.facts.account,
        value: `${escapeMarkdown(person.address, room.length)}: ${explain.accounts[person.account]}`,
      },
      ...pastFacts(person.past, context),
    ],
  };
}
