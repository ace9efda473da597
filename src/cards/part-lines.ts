/** A part of a plan on its card: what it is a part of, what is not in it and why; and the buttons that make parts. */

import { mutationKinds } from '../sync/model/mutation.ts';
import type { Plan } from '../sync/model/plan.ts';
import type { SplitChoice } from '../sync/model/split.ts';
import { type Button, button } from './buttons.ts';
import type { CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { planShape } from './plan-shape.ts';

/** How many accounts a pilot has. */
export const pilotAccounts = 25;

/** Words and whether names are shown: the console has no more than that. */
type Words = Pick<CardContext, 'texts' | 'names'>;

export function partNotices({ siblingOf }: Plan, context: Words): readonly string[] {
  if (siblingOf === undefined) return [];
  const { parts } = context.texts;
  return [
    parts.partOf(siblingOf.planId, choiceText(siblingOf.choice, context)),
    ...siblingOf.dropped.map(({ reason, mutations, accounts, examples }) => {
      const said = parts.dropped(mutations, accounts, parts.reasons[reason]);
      if (reason === 'not-chosen' || !context.names) return said;
      return `${said} (${examples
        .slice(0, 3)
        .map((address) => escapeMarkdown(address, 48))
        .join(', ')}${accounts > 3 ? ', …' : ''})`;
    }),
    parts.rest,
  ];
}

export function choiceText(choice: SplitChoice, context: Words): string {
  const { choices } = context.texts.parts;
  const { plan } = context.texts;
  if (choice.kind === 'first') return choices.first(choice.accounts);
  if (choice.kind === 'additions-only') return choices.additions;
  const kinds = choice.kinds.map((kind) => plan.kinds[kind].label.toLowerCase());
  const hidden = (values: readonly string[], what: string): readonly string[] => {
    if (values.length === 0) return [];
    if (!context.names || values.length > 3) return [what];
    return values.map((value) => escapeMarkdown(value, 48));
  };
  return choices.leaveOut(
    [
      ...(kinds.length > 4 ? [choices.kinds] : kinds),
      ...choice.domains.map((domain) => `@${escapeMarkdown(domain, 48)}`).slice(0, 5),
      ...(choice.findings.length === 0 ? [] : [choices.findings]),
      ...hidden(choice.accounts, choices.accounts),
    ].join(', '),
  );
}

/** Only those that would leave something out and something in. Each carries the fingerprint of the plan it is a part of. */
export function partButtons({ id, fingerprint, content }: Plan, context: CardContext): readonly Button[] {
  const { buttons } = context.texts.parts;
  const data = { planId: id, fingerprint };
  const { accounts, classes: counts } = planShape(content);
  const takes = counts.removal + counts.destruction;
  const gives = counts.change + counts.access;
  const choose = (title: string, choice: 'first' | 'additions-only'): Button =>
    button(title, 'split', { ...data, choice, count: String(pilotAccounts) }, { inputs: 'none' });
  return [
    ...(accounts > pilotAccounts ? [choose(buttons.first(pilotAccounts), 'first')] : []),
    ...(takes > 0 && gives > 0 ? [choose(buttons.additions, 'additions-only')] : []),
    ...(accounts > 1 ? [button(buttons.leaveOut, 'leave-out', data, { inputs: 'none' })] : []),
  ];
}

export function kindsIn({ content }: Plan) {
  const { kinds } = planShape(content);
  return mutationKinds.filter((kind) => kinds[kind] > 0);
}
