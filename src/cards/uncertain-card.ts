/** One change that may or may not have happened: how it was, how it should be, how it is now. A person decides. */

import type { UncertainItem } from '../sync/model/uncertain-item.ts';
import { button } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { escapeMarkdown, plainText } from './escape-markdown.ts';
import { expandTemplate } from './expand-template.ts';
import { fitCard, type Room } from './limits.ts';
import template from './templates/reason.json' with { type: 'json' };

export interface UncertainCardView {
  readonly item: UncertainItem;
  /** What was typed before this card replaced another one. */
  readonly comment?: string;
}

export function uncertainCard(context: CardContext, { item, comment }: UncertainCardView): Card {
  const { cards } = context.texts;
  const { planId, runId } = item;
  const data = { planId, itemId: item.item.id };
  const heading = cards.uncertain.heading(item.item.id, runId);
  return fitCard((room) =>
    expandTemplate(template, {
      lang: context.language,
      heading,
      summary: heading,
      subheadings: context.names ? [accountText(item, room)] : [],
      lines: [cards.uncertain.explain, ...lines(context, item, room)],
      comment: {
        label: cards.reason.label,
        hint: cards.uncertain.hint,
        missing: cards.reason.missing,
        value: plainText(comment ?? '', 1000),
      },
      hasMute: false,
      mute: { label: cards.plan.mute, value: 'false' },
      buttons: [
        button(cards.buttons.happened, 'resolve', { ...data, verdict: 'done' }, { style: 'positive' }),
        button(cards.buttons.notHappened, 'resolve', { ...data, verdict: 'not-done' }),
      ],
    }),
  );
}

function accountText({ item: { account } }: UncertainItem, room: Room): string {
  return `${escapeMarkdown(account.displayName, room.length)} (${escapeMarkdown(account.address, room.length)})`;
}

function lines(context: CardContext, item: UncertainItem, room: Room): readonly string[] {
  const { cards, plan } = context.texts;
  const shown = item.lines.slice(0, room.rows);
  const text = (value: string | null) => (value === null ? plan.nothingSet : escapeMarkdown(value, room.length));
  return [
    ...(item.exists ? [] : [cards.uncertain.noAccount]),
    ...shown.map(({ mutation: { kind, before, after }, now, asPlanned }) => {
      const label = plan.kinds[kind].label;
      const state = asPlanned ? cards.uncertain.asPlanned : cards.uncertain.notAsPlanned;
      if (!context.names) return `**${label}**: ${state}`;
      return `**${label}**: ${cards.uncertain.line(text(before), text(after), text(now))} ${state}`;
    }),
    ...(item.lines.length > shown.length ? [cards.common.moreInReport(item.lines.length - shown.length)] : []),
    ...(item.others > 0 ? [cards.uncertain.others(item.others)] : []),
  ];
}
