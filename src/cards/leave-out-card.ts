/** Asks what to leave out of a plan: kinds of change, domains, accounts of a finding, single accounts. */

import type { Plan } from '../sync/model/plan.ts';
import { button } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { plainText } from './escape-markdown.ts';
import { expandTemplate } from './expand-template.ts';
import { findingSentence } from './finding-lines.ts';
import { fingerprintText } from './fingerprint-text.ts';
import { fitCard, type Room } from './limits.ts';
import { kindsIn } from './part-lines.ts';
import { planShape } from './plan-shape.ts';
import template from './templates/leave-out.json' with { type: 'json' };

type Choice = { readonly title: string; readonly value: string };

export function leaveOutCard(context: CardContext, { plan }: { readonly plan: Plan }): Card {
  const { cards, parts } = context.texts;
  const heading = parts.form.heading(plan.id);
  return fitCard((room) =>
    expandTemplate(template, {
      lang: context.language,
      heading,
      summary: heading,
      subheadings: [
        cards.common.planAndFingerprint(plan.id, fingerprintText(plan.fingerprint)),
        cards.common.changesForAccounts(plan.content.mutations.length, planShape(plan.content).accounts),
      ],
      lines: [parts.form.explain, parts.form.depends],
      choices: [
        { id: 'kinds', label: parts.form.kinds, choices: kindChoices(plan, context) },
        { id: 'domains', label: parts.form.domains, choices: domainChoices(plan, room) },
        { id: 'findings', label: parts.form.findings, choices: findingChoices(plan, context, room) },
      ].filter(({ choices }) => choices.length > 0),
      accounts: { label: parts.form.accounts, hint: parts.form.accountsHint },
      buttons: [
        button(parts.buttons.make, 'split', { planId: plan.id, fingerprint: plan.fingerprint, choice: 'leave-out' }),
        button(cards.buttons.backToPlan, 'show-page', { planId: plan.id, page: '0' }, { inputs: 'none' }),
      ],
    }),
  );
}

function kindChoices(plan: Plan, { texts }: CardContext): readonly Choice[] {
  const { kinds: counts } = planShape(plan.content);
  return kindsIn(plan).map((kind) => ({
    title: texts.plan.kinds[kind].count(counts[kind]),
    value: kind,
  }));
}

/** A single domain is the whole plan. */
function domainChoices(plan: Plan, room: Room): readonly Choice[] {
  const { domains } = planShape(plan.content).groups;
  if (domains.length < 2) return [];
  return domains
    .slice(0, room.rows * 2)
    .map(({ name, accounts }) => ({ title: `${plainText(name, room.length)} (${accounts})`, value: name }));
}

/** Findings that are about accounts which stand in the plan. */
function findingChoices(plan: Plan, context: CardContext, room: Room): readonly Choice[] {
  const addresses = new Set(planShape(plan.content).rows.map(({ account }) => account.address));
  return plan.content.findings
    .filter((finding) => finding.effect !== 'info' && finding.addresses.some((address) => addresses.has(address)))
    .filter(({ code }, index, all) => all.findIndex((other) => other.code === code) === index)
    .slice(0, room.findings)
    .map((finding) => ({
      title: plainText(findingSentence(finding, context), 200),
      value: finding.code,
    }));
}
