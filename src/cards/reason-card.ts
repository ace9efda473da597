/** Asks why: a rejection came without a reason. Keeps what was typed. */

import type { Plan } from '../sync/model/plan.ts';
import { button } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { plainText } from './escape-markdown.ts';
import { expandTemplate } from './expand-template.ts';
import { fingerprintText } from './fingerprint-text.ts';
import { fitCard } from './limits.ts';
import { countAccounts } from './plan-rows.ts';
import template from './templates/reason.json' with { type: 'json' };

export function reasonCard(
  context: CardContext,
  view: { readonly plan: Plan; readonly comment: string; readonly mute?: boolean },
): Card {
  const { cards } = context.texts;
  const { plan } = view;
  const heading = cards.reason.heading(plan.id);
  return fitCard(() =>
    expandTemplate(template, {
      lang: context.language,
      heading,
      summary: heading,
      subheadings: [
        cards.common.planAndFingerprint(plan.id, fingerprintText(plan.fingerprint)),
        cards.common.changesForAccounts(plan.content.mutations.length, countAccounts(plan.content.mutations)),
      ],
      lines: [cards.reason.explain],
      comment: {
        label: cards.reason.label,
        hint: cards.reason.hint,
        missing: cards.reason.missing,
        value: plainText(view.comment, 1000),
      },
      hasMute: plan.content.undoes === undefined,
      mute: { label: cards.plan.mute, value: String(view.mute === true) },
      buttons: [
        button(
          cards.buttons.reject,
          'reject',
          { planId: plan.id, fingerprint: plan.fingerprint },
          { style: 'destructive' },
        ),
        button(cards.buttons.backToPlan, 'show-page', { planId: plan.id, page: '0' }, { inputs: 'none' }),
      ],
    }),
  );
}
