/** A plan that is no longer decided on: rejected (by whom, why), superseded, expired, withdrawn. No buttons that decide. */

import type { Plan } from '../sync/model/plan.ts';
import type { Vote } from '../sync/model/run.ts';
import { previewButton, reportButton } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { fingerprintText } from './fingerprint-text.ts';
import type { FactLine } from './lines.ts';
import { momentText } from './moments.ts';
import { noticeCard } from './notice.ts';
import { countAccounts } from './plan-rows.ts';
import { personText } from './shown-values.ts';

export interface ClosedCardView {
  readonly plan: Plan;
  readonly votes: readonly Vote[];
}

export function closedCard(context: CardContext, { plan, votes }: ClosedCardView): Card {
  const { cards, plan: words } = context.texts;
  const { mutations } = plan.content;
  const state = plan.state;
  const known = state === 'rejected' || state === 'superseded' || state === 'expired' || state === 'withdrawn';
  return noticeCard(context, () => ({
    tone: 'emphasis',
    heading: known ? cards.closed[state](plan.id) : cards.closed.other(plan.id, words.states[state]),
    subheadings: [cards.common.planAndFingerprint(plan.id, fingerprintText(plan.fingerprint))],
    lines: [supersededText(context, plan) ?? (known ? cards.closed.explain[state] : cards.closed.explain.other)],
    facts: [
      ...(state === 'rejected' ? rejectionFacts(context, votes) : []),
      {
        title: cards.closed.contained,
        value: cards.common.changesForAccounts(mutations.length, countAccounts(mutations)),
      },
      { title: cards.plan.requester, value: personText(plan.requester, context) },
      ...(state === 'expired' ? [{ title: cards.closed.expiredOn, value: momentText(plan.expiresAt, context) }] : []),
    ],
    buttons: known ? [previewButton(context)] : [],
    reportButtons: [reportButton(context, plan.id)],
  }));
}

function supersededText({ texts }: CardContext, { supersededBy }: Plan): string | undefined {
  if (supersededBy === undefined) return undefined;
  return texts.parts.superseded[supersededBy.because](supersededBy.planId);
}

/** The reason is what a person typed: it may name somebody. */
function rejectionFacts(context: CardContext, votes: readonly Vote[]): readonly FactLine[] {
  const { closed, common } = context.texts.cards;
  const vote = votes.findLast(({ decision }) => decision === 'reject');
  if (vote === undefined) return [];
  const by = { title: closed.by, value: common.byOn(personText(vote.person, context), momentText(vote.at, context)) };
  if (!context.names) return [by];
  const reason = escapeMarkdown(vote.comment, 600);
  return [by, { title: closed.reason, value: reason === '' ? closed.noReason : reason }];
}
