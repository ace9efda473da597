/** An approved plan while it is being applied: who approved it and how far it is. No buttons that decide. */

import type { Person } from '../sync/model/person.ts';
import type { Plan } from '../sync/model/plan.ts';
import type { Progress } from '../sync/model/progress.ts';
import { button } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { expandTemplate } from './expand-template.ts';
import { fingerprintText } from './fingerprint-text.ts';
import { fitCard } from './limits.ts';
import { barOf, progressLines } from './progress-card.ts';
import { peopleText } from './shown-values.ts';
import template from './templates/progress.json' with { type: 'json' };

export interface RunningCardView {
  readonly plan: Plan;
  readonly approvedBy: readonly Person[];
  readonly progress: Progress | null;
  /** Shows the Stop button; whoever clicks is authorised on the server all the same. */
  readonly mayOperate?: boolean;
}

export function runningCard(context: CardContext, view: RunningCardView): Card {
  const { cards } = context.texts;
  const { plan, progress } = view;
  const heading = cards.running.heading(plan.content.mutations.length);
  return fitCard(() =>
    expandTemplate(template, {
      lang: context.language,
      heading,
      subheadings: [cards.common.planAndFingerprint(plan.id, fingerprintText(plan.fingerprint))],
      summary: heading,
      now: progress === null ? cards.running.starting : '',
      ...barOf(progress),
      lines: [...(progress === null ? [] : progressLines(context, progress)), cards.running.explain],
      buttons:
        plan.state === 'applying' && view.mayOperate !== false
          ? [button(cards.buttons.stop, 'stop', { planId: plan.id }, { style: 'destructive', inputs: 'none' })]
          : [],
      facts: [{ title: cards.running.approvedBy, value: peopleText(view.approvedBy, context) }],
    }),
  );
}
