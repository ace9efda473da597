/** The mutation summary: what was done, what was not and why, and what reading back showed. */

import { type ItemState, itemStates } from '../sync/model/item.ts';
import { mutationKinds } from '../sync/model/mutation.ts';
import type { Plan } from '../sync/model/plan.ts';
import { resumableStates } from '../sync/model/plan-life.ts';
import { type RefusalCode, refusalCodes } from '../sync/model/refusal.ts';
import { goesOn, type Run, type RunState, waitsUntil } from '../sync/model/run.ts';
import { ownEntry } from '../texts/own-entry.ts';
import { problemWords } from '../texts/problem-words.ts';
import { type Button, button, previewButton, reportButton } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { expandTemplate } from './expand-template.ts';
import { fingerprintText } from './fingerprint-text.ts';
import { fitCard } from './limits.ts';
import { type FactLine, line, type Row, row } from './lines.ts';
import { durationText, momentText } from './moments.ts';
import { notDoneRows } from './not-done-rows.ts';
import { countDone, countOutcomes, happened, type ItemEnd, itemEnds, type OutcomeCounts } from './run-outcomes.ts';
import { type Params, peopleText, personText, shownParams } from './shown-values.ts';
import template from './templates/result.json' with { type: 'json' };

const tones = {
  running: 'accent',
  applied: 'good',
  'partly-applied': 'warning',
  stopped: 'warning',
  failed: 'attention',
} as const satisfies Record<RunState, string>;

/** Of a run that waits. */
const yetToCome: readonly ItemState[] = ['planned', 'sending', 'sent'];

export interface ResultCardView {
  readonly plan: Plan;
  readonly run: Run;
  readonly reportAvailable?: boolean;
  /** Shows Resume; whoever clicks is authorised on the server all the same. */
  readonly mayOperate?: boolean;
}

export function resultCard(context: CardContext, view: ResultCardView): Card {
  const { cards } = context.texts;
  const { plan, run } = view;
  const counts = countOutcomes(plan, run);
  const waits = waitsUntil(run) !== null;
  const headings = waits ? cards.result.waits : cards.result.heading[run.state];
  const heading = headings(countDone(counts), plan.content.mutations.length);
  // What waits needs nobody: it comes when the run goes on.
  const ends = itemEnds(plan, run).filter(({ state }) => !waits || !yetToCome.includes(state));
  const open = ends.filter((end) => !happened(end));
  return fitCard((room) =>
    expandTemplate(template, {
      lang: context.language,
      tone: waits ? tones.running : tones[run.state],
      heading,
      summary: heading,
      subheadings: [
        `**${stateWord(context, run)}** · ${cards.common.planAndFingerprint(plan.id, fingerprintText(plan.fingerprint))}`,
      ],
      because: because(context, run),
      columns: cards.columns,
      summaryHeading: cards.result.summary,
      outcomes: outcomeRows(context, counts),
      verificationHeading: cards.result.verification,
      verification: verificationLines(context, run),
      notDoneHeading: cards.result.notDone(new Set(open.map(({ item }) => item.account.address)).size),
      ...notDoneRows(context, ends, run, room),
      facts: runFacts(context, run),
      buttons: [
        ...(waits ? stopButtons(context, view) : resumeButtons(context, view, open)),
        ...(open.length === 0 || waits ? [] : [previewButton(context)]),
        ...uncertainButtons(context, view, open),
        ...(goesOn(plan, run) ? [] : undoButtons(context, view, countDone(counts))),
      ],
      reportButtons: view.reportAvailable === false ? [] : [reportButton(context, run.id)],
    }),
  );
}

/** It goes on by itself: who does not want that can end it. */
function stopButtons(context: CardContext, { plan, run, mayOperate }: ResultCardView): readonly Button[] {
  if (!goesOn(plan, run) || mayOperate === false) return [];
  const looks = { style: 'destructive', inputs: 'none' } as const;
  return [button(context.texts.cards.buttons.stop, 'stop', { planId: plan.id }, looks)];
}

/** Where something is left that a resume would try: uncertain items wait for a person, done ones for nobody. */
function resumeButtons(
  context: CardContext,
  { plan, mayOperate }: ResultCardView,
  open: readonly ItemEnd[],
): readonly Button[] {
  const resumable = (resumableStates as readonly string[]).includes(plan.state);
  const left = open.some(({ state }) => state !== 'uncertain' && state !== 'done');
  if (!resumable || !left || mayOperate === false) return [];
  return [button(context.texts.cards.buttons.resume, 'resume', { planId: plan.id }, { inputs: 'none' })];
}

function uncertainButtons(
  context: CardContext,
  { plan, run }: ResultCardView,
  open: readonly ItemEnd[],
): readonly Button[] {
  if (run.state === 'running' || !open.some(({ state }) => state === 'uncertain')) return [];
  return [button(context.texts.cards.buttons.uncertain, 'uncertain', { planId: plan.id }, { inputs: 'none' })];
}

function undoButtons(context: CardContext, { run, mayOperate }: ResultCardView, done: number): readonly Button[] {
  if (done === 0 || run.state === 'running' || mayOperate === false) return [];
  return [button(context.texts.cards.buttons.undo, 'undo', { runId: run.id }, { inputs: 'none' })];
}

function stateWord(context: CardContext, run: Run): string {
  const { state } = run;
  const until = waitsUntil(run);
  if (until !== null) return context.texts.plan.outcomes.waiting(momentText(until, context));
  return context.texts.plan.states[state === 'running' ? 'applying' : state];
}

function because(context: CardContext, run: Run): string {
  if (run.stoppedBecause === null) return '';
  const { code, params } = run.stoppedBecause;
  const until = waitsUntil(run);
  if (until !== null) return context.texts.plan.outcomes.waitsUntil(momentText(until, context));
  if (code === 'stopped-by-person' && context.names && typeof params.by === 'string')
    return context.texts.plan.outcomes.stoppedBy(escapeMarkdown(params.by, 64));
  const known = ownEntry<string>(context.texts.plan.outcomes.stopped, code);
  if (known !== undefined) return known;
  if (isRefusalCode(code)) return refusalSentence(context, code, params);
  const problem = problemWords(code, shownParams(params, context), context.texts);
  return problem === undefined ? context.texts.plan.outcomes.stopped.unknown : `${problem.what}. ${problem.solution}`;
}

function isRefusalCode(code: string): code is RefusalCode {
  return (refusalCodes as readonly string[]).includes(code);
}

function refusalSentence(context: CardContext, code: RefusalCode, params: Params): string {
  const { sentence, remedy } = context.texts.refusals[code];
  const shown = shownParams(params, context);
  return `${sentence(shown)} ${remedy(shown)}`;
}

function outcomeRows(context: CardContext, counts: OutcomeCounts): readonly Row[] {
  const { plan, cards } = context.texts;
  return mutationKinds.flatMap((kind) => {
    const ofKind = counts.get(kind);
    if (ofKind === undefined) return [];
    const total = [...ofKind.values()].reduce((sum, count) => sum + count, 0);
    const inOrder = ['done', ...itemStates.filter((state) => state !== 'done')] as const;
    const parts = inOrder.flatMap((state) => {
      const count = ofKind.get(state) ?? 0;
      return count === 0 ? [] : [cards.result.outcome(count, plan.outcomes.states[state])];
    });
    return [row([line(plan.kinds[kind].count(total))], [line(parts.join(' · '))])];
  });
}

function verificationLines(context: CardContext, run: Run): readonly string[] {
  const { result } = context.texts.cards;
  const { verification } = run;
  const seen = verification?.seen.length ?? 0;
  const total = seen + (verification?.lost.length ?? 0);
  // A run that was stopped before anything was done has nothing to see.
  if (verification === null || total === 0)
    return [result.notVerified, ...(verification?.complete === false ? [result.readBackIncomplete] : [])];
  const moment = momentText(verification.at, context);
  return [
    verification.lost.length === 0 ? result.verified(seen, moment) : result.verifiedPart(seen, total, moment),
    ...(verification.lost.length === 0 ? [] : [result.lost(verification.lost.length)]),
    ...(verification.repaired.length === 0 ? [] : [result.repaired(verification.repaired.length)]),
    ...(verification.complete ? [] : [result.readBackIncomplete]),
  ];
}

function runFacts(context: CardContext, run: Run): readonly FactLine[] {
  const { result, common } = context.texts.cards;
  const approvers = run.votes.filter(({ decision }) => decision === 'approve').map(({ person }) => person);
  const last = run.votes.at(-1);
  const approvedBy =
    approvers.length === 1 && last !== undefined
      ? common.byOn(peopleText(approvers, context), momentText(last.at, context))
      : peopleText(approvers, context);
  const duration =
    run.endedAt === null
      ? []
      : [{ title: result.duration, value: durationText(Date.parse(run.endedAt) - Date.parse(run.startedAt), context) }];
  return [
    { title: result.approvedBy, value: approvedBy },
    {
      title: result.startedBy,
      value: common.byOn(personText(run.startedBy, context), momentText(run.startedAt, context)),
    },
    ...duration,
    { title: result.calls, value: String(run.calls) },
    { title: result.run, value: run.id },
  ];
}
