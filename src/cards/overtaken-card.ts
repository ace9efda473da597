/** A preview whose reading was overtaken by a newer one, of which nothing waits, or not what was asked for: what to do instead. */

import type { Plan } from '../sync/model/plan.ts';
import { button, previewButton } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { fingerprintText } from './fingerprint-text.ts';
import { timeText } from './moments.ts';
import { noticeCard } from './notice.ts';
import { countAccounts } from './plan-rows.ts';

export interface OvertakenView {
  /** The plan that waits and is about some mailboxes only; null when none waits. */
  readonly plan: Plan | null;
  /** ISO 8601, UTC. */
  readonly readAt: string;
  readonly newerReadAt: string;
}

export function overtakenCard(context: CardContext, { plan, readAt, newerReadAt }: OvertakenView): Card {
  const { overtaken, buttons } = context.texts.cards;
  const explained = overtaken.explain(timeText(readAt, context), timeText(newerReadAt, context));
  const notice = { tone: 'emphasis', heading: overtaken.heading } as const;
  if (plan === null)
    return noticeCard(context, () => ({
      ...notice,
      lines: [explained, overtaken.nothingWaits],
      buttons: [previewButton(context)],
    }));
  const show = button(buttons.showPlan, 'show-page', { planId: plan.id, page: '0' }, { inputs: 'none' });
  return noticeCard(context, () => ({
    ...notice,
    lines: [explained, overtaken.standsForSome(plan.id, plan.scope.inScope.length), overtaken.whatNow],
    facts: planFacts(context, plan),
    buttons: [show, previewButton(context)],
  }));
}

function planFacts({ texts: { cards } }: CardContext, { id, fingerprint, content: { mutations } }: Plan) {
  return [
    {
      title: cards.common.planAndFingerprint(id, fingerprintText(fingerprint)),
      value: cards.common.changesForAccounts(mutations.length, countAccounts(mutations)),
    },
  ];
}
