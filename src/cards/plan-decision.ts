/** The part of the plan card that decides: who has to agree, what is to be typed, and the buttons. */

import { notWaivable, type Plan } from '../sync/model/plan.ts';
import { type Button, button, reportButton } from './buttons.ts';
import type { CardContext } from './card.ts';
import { plainText } from './escape-markdown.ts';
import { momentText } from './moments.ts';
import { partButtons } from './part-lines.ts';
import type { PlanCardView } from './plan-card-view.ts';
import { peopleText } from './shown-values.ts';

/** Blocked, and a person may lift every block of it. */
export function waivable({ state, content }: Plan): boolean {
  const blocks = content.findings.filter(({ effect }) => effect === 'block');
  return state === 'blocked' && blocks.length > 0 && notWaivable(content).length === 0;
}

export function decisionOf(context: CardContext, view: PlanCardView) {
  const { cards } = context.texts;
  const { plan } = view;
  const waives = waivable(plan) && view.mayDecide;
  const decides = plan.state === 'proposed' && !plan.blocked && view.mayDecide;
  const waits = plan.state === 'proposed' || plan.state === 'blocked';
  const value = plainText(view.comment ?? '', 1000);
  return {
    approvalHeading: cards.plan.approval,
    approval: approvalLines(context, view, decides),
    hasTyped: decides && plan.approval.typed !== undefined,
    typed: { label: cards.plan.typed, hint: cards.plan.typedHint },
    hasComment: decides || waives,
    comment: waives
      ? { label: cards.plan.waiveReason, hint: cards.plan.waiveReasonHint, value }
      : { label: cards.plan.comment, hint: cards.plan.commentHint, value },
    hasMute: decides && plan.content.undoes === undefined,
    mute: { label: cards.plan.mute, value: 'false' },
    buttons: buttonsOf(context, plan, { decides, waives }),
    reportButtons: [
      ...(waits && view.mayDecide ? partButtons(plan, context) : []),
      ...(view.reportAvailable ? [reportButton(context, plan.id)] : []),
    ],
  };
}

function approvalLines(context: CardContext, view: PlanCardView, decides: boolean): readonly string[] {
  const { cards, plan: words } = context.texts;
  const { plan } = view;
  const approvers = view.votes.filter(({ decision }) => decision === 'approve').map(({ person }) => person);
  const given = cards.plan.votes(approvers.length, plan.approval.votes);
  const waits = (plan.state === 'proposed' && !plan.blocked) || waivable(plan);
  return [
    words.approvalRule(plan.approval.votes, plan.approval.secondPerson),
    ...namedRule(context, plan),
    ...(plan.approval.typed === undefined ? [] : [words.typedRule]),
    ...((plan.approval.waivedBy ?? []).length > 0 && plan.approval.secondPerson ? [words.waivedRule] : []),
    approvers.length === 0 ? `${given}.` : `${given} (${cards.plan.votesBy(peopleText(approvers, context))}).`,
    `${cards.plan.expires(momentText(plan.expiresAt, context))}.`,
    ...(decides ? [cards.plan.exactly] : []),
    ...(waits && !view.mayDecide ? [cards.plan.mayNotDecide] : []),
  ];
}

function namedRule({ texts }: CardContext, { approval }: Plan): readonly string[] {
  const { namedFor = [] } = approval;
  if (namedFor.length === 0) return [];
  return [texts.plan.namedRule(namedFor.map((name) => texts.plan.classes[name].name).join(', '))];
}

function buttonsOf(
  context: CardContext,
  plan: Plan,
  { decides, waives }: { readonly decides: boolean; readonly waives: boolean },
): readonly Button[] {
  const { buttons } = context.texts.cards;
  const data = { planId: plan.id, fingerprint: plan.fingerprint };
  if (waives) return [button(buttons.waive, 'waive', data)];
  if (!decides) return [];
  return [
    button(buttons.approve, 'approve', data, { style: 'positive' }),
    button(buttons.reject, 'reject', data, { style: 'destructive' }),
  ];
}
