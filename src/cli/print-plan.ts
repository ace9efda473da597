/** A plan as text: what was read, every change (most dangerous first), every finding. */

import { unmarked } from '../cards/card-as-text.ts';
import { partNotices } from '../cards/part-lines.ts';
import type { OvertakenOutcome } from '../sync/index.ts';
import type { Finding } from '../sync/model/finding.ts';
import { type DangerClass, dangerClasses, type Mutation, mutationKinds } from '../sync/model/mutation.ts';
import { type Basis, countByKind, type Plan, type ScopeReport } from '../sync/model/plan.ts';
import type { WaitingRun } from '../sync/model/run.ts';
import { findingDetail } from '../texts/finding-detail.ts';
import type { Texts } from '../texts/texts.ts';
import { classColour, effectColour } from './paint.ts';
import { printable } from './printable.ts';
import { facts, type Screen, shortened } from './screen.ts';
import { table } from './table.ts';

export function planText(plan: Plan, screen: Screen): string {
  const { texts, paint } = screen;
  const { labels } = texts.console;
  return [
    paint('bold', texts.console.plan(plan.id, texts.plan.states[plan.state])),
    facts(screen, [
      [labels.fingerprint, plan.fingerprint],
      [labels.requester, `${printable(plan.requester.name)}, ${screen.moment(plan.createdAt)}`],
      [labels.expires, screen.moment(plan.expiresAt)],
      ...basisFacts(plan.basis, plan.scope, screen),
      [labels.approval, texts.plan.approvalRule(plan.approval.votes, plan.approval.secondPerson)],
      ...namedRule(plan, screen),
      ...(plan.approval.typed === undefined ? [] : [['', texts.plan.typedRule] as const]),
    ]),
    '',
    plan.content.undoes === undefined ? partText(plan, screen) : `${texts.cards.plan.undoes(plan.content.undoes)}\n`,
    mutationsText(plan.content.mutations, screen),
    findingsText(plan.content.findings, screen),
  ].join('\n');
}

/** The same lines as on the card, without their marks. */
function partText(plan: Plan, { texts }: Screen): string {
  const notices = partNotices(plan, { texts, names: true });
  return notices.map((line) => `${printable(unmarked(line))}\n`).join('');
}

function namedRule({ approval }: Plan, { texts }: Screen): readonly (readonly [string, string])[] {
  const { namedFor = [] } = approval;
  if (namedFor.length === 0) return [];
  return [['', texts.plan.namedRule(namedFor.map((name) => texts.plan.classes[name].name).join(', '))]];
}

export function nothingToUndoText(
  { runId, findings }: { readonly runId: string; readonly findings: readonly Finding[] },
  screen: Screen,
): string {
  const sentence = screen.texts.refusals['nothing-to-undo'].sentence({ runId });
  return [screen.paint('bold', sentence), '', findingsText(findings, screen)].join('\n');
}

export function nothingToDoText(
  seen: { readonly basis: Basis; readonly scope: ScopeReport; readonly findings: readonly Finding[] },
  screen: Screen,
): string {
  const lines = [
    screen.paint('bold', screen.texts.console.nothingToDo),
    facts(screen, basisFacts(seen.basis, seen.scope, screen)),
    '',
    findingsText(seen.findings, screen),
  ];
  return lines.join('\n');
}

/** A reading that was overtaken: why nothing comes of it, then the plan that waits. */
export function overtakenText({ plan, covers, readAt, newerReadAt }: OvertakenOutcome, screen: Screen): string {
  const { overtaken } = screen.texts.cards;
  return [
    screen.paint('bold', overtaken.heading),
    overtaken.explain(screen.moment(readAt), screen.moment(newerReadAt)),
    ...(plan === null ? [overtaken.nothingWaits] : covers ? [overtaken.stands(plan.id)] : ofSome(plan, screen)),
    '',
    plan === null ? '' : planText(plan, screen),
  ].join('\n');
}

function ofSome({ id, scope }: Plan, { texts }: Screen): readonly string[] {
  const { overtaken } = texts.cards;
  return [overtaken.standsForSome(id, scope.inScope.length), overtaken.whatNow];
}

/** Above whatever a preview came to. */
export function waitingText(waiting: readonly WaitingRun[], { texts, moment, paint }: Screen): string {
  const lines = waiting.map(({ planId, until }) => texts.cards.plan.waiting(planId, moment(until)));
  return lines.length === 0
    ? ''
    : `${[...lines, texts.cards.plan.waitingToo].map((line) => paint('yellow', line)).join('\n')}\n\n`;
}

function basisFacts(basis: Basis, scope: ScopeReport, { texts }: Screen): [string, string][] {
  const { labels, ...words } = texts.console;
  const read = basis.sources.map(({ mailboxes, source }) => words.sourceRead(mailboxes, printable(source)));
  const asked = basis.sources.flatMap(({ remembered, ...source }): [string, string][] =>
    remembered === undefined ? [] : [['', texts.words.askedNow({ ...source, remembered })]],
  );
  const repeated = basis.sources.flatMap(({ source, madeFrom }): [string, string][] =>
    madeFrom === 'recording' ? [['', `${printable(source)} ${texts.words.repeatsRecording}`]] : [],
  );
  const reasons = [...Map.groupBy(scope.leftOut, ({ reason }) => reason)];
  const leftOut = reasons.map(([reason, { length }]): [string, string] => [
    '',
    `${length} × ${texts.plan.leftOut[reason]}`,
  ]);
  const filter = filterRows(scope, texts);
  const rows: [string, string][] = [
    [labels.read, [...read, words.targetRead(basis.target.accounts, basis.target.people)].join('; ')],
    ...repeated,
    ...asked,
    [labels.scope, words.mailboxes(scope.inScope.length)],
  ];
  if (leftOut.length === 0) return [...rows, ...filter];
  return [...rows, [labels.leftOut, words.mailboxes(scope.leftOut.length)], ...leftOut, ...filter];
}

/** Each value of the address filter with how many mailboxes it alone matches. */
export function filterRows({ filter }: ScopeReport, texts: Screen['texts']): [string, string][] {
  if (filter === undefined) return [];
  const values = filter.values.map(({ text, count }) => `${printable(text)}: ${count}`);
  return [[texts.console.filter[filter.kind], values.join('; ')]];
}

function mutationsText(mutations: readonly Mutation[], screen: Screen): string {
  if (mutations.length === 0) return '';
  const { texts, paint } = screen;
  const counts = countByKind(mutations, mutationKinds);
  const kinds = mutationKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => texts.plan.kinds[kind].count(counts[kind]));
  const { shown, more } = shortened(screen, mutations);
  const blocks = [...dangerClasses].toReversed().flatMap((name) => {
    const ofClass = shown.filter((mutation) => mutation.class === name);
    return ofClass.length === 0 ? [] : [classText(name, ofClass, screen)];
  });
  return `${paint('bold', texts.console.changes(mutations.length))}: ${kinds.join(', ')}\n\n${blocks.join('\n')}${more}`;
}

function classText(name: DangerClass, mutations: readonly Mutation[], screen: Screen): string {
  const { texts, paint } = screen;
  const title = `${paint(classColour[name], texts.plan.classes[name].name)} ${paint('dim', `· ${texts.plan.classes[name].meaning}`)}`;
  const groups = Map.groupBy(mutations, ({ kind, reason }) => `${kind} ${reason}`);
  return [`${title}\n`, ...[...groups.values()].map((group) => groupText(group, screen))].join('');
}

/** Mutations of one kind with one reason: said once, above them. */
function groupText(mutations: readonly Mutation[], screen: Screen): string {
  const { texts, paint } = screen;
  const [first] = mutations;
  if (first === undefined) return '';
  const { label } = texts.plan.kinds[first.kind];
  const rows = mutations.map((mutation) => [printable(mutation.account.address), changeText(mutation, screen)]);
  const title = `  ${paint(classColour[first.class], label)} ${paint('dim', `· ${texts.plan.reasons[first.reason]}`)}`;
  return `${title}\n${table(rows, '    ')}\n`;
}

function changeText({ kind, before, after, person, via, emptied, account }: Mutation, { texts }: Screen): string {
  if (kind === 'create' || kind === 'adopt' || kind === 'delete' || kind === 'retire') {
    const gone = emptied === null ? '' : ` (${texts.plan.emptied(emptied.members.length, emptied.aliases.length)})`;
    return `${printable(account.displayName)}${gone}`;
  }
  if (person !== null) {
    const through = via.length === 0 ? '' : `, ${texts.plan.via(via.map(printable).join(' › '))}`;
    return `${printable(person.name)} <${printable(person.address)}>${through}`;
  }
  if (before !== null && after !== null) return `${printable(before)} → ${printable(after)}`;
  if (kind === 'reassign-ou')
    return `${printable(before ?? texts.plan.nothingSet)} → ${printable(after ?? texts.plan.nothingSet)}`;
  return printable(after ?? before ?? '');
}

export function findingsText(findings: readonly Finding[], screen: Screen): string {
  if (findings.length === 0) return '';
  const { texts, paint } = screen;
  const order = ['block', 'withhold', 'warn', 'info'] as const;
  const blocks = order
    .flatMap((effect) => findings.filter((finding) => finding.effect === effect))
    .map((finding) => findingText(finding, screen));
  return `${paint('bold', texts.console.findings(findings.length))}\n\n${blocks.join('\n')}\n`;
}

function findingText(finding: Finding, screen: Screen): string {
  const { texts, paint } = screen;
  const { sentence, remedy } = texts.plan.findings[finding.code];
  const about = placesOf(finding, texts);
  const addresses = about.slice(0, screen.all ? undefined : 5).map(printable);
  const rest = about.length - addresses.length;
  const lines = [
    `  ${paint(effectColour[finding.effect], texts.console.effects[finding.effect])}  ${sentence(finding)}`,
  ];
  if (addresses.length > 0) lines.push(`    ${addresses.join(', ')}${rest > 0 ? ` ${texts.console.more(rest)}` : ''}`);
  const { waiver } = finding;
  const last =
    waiver === undefined ? remedy : texts.console.waivedBy(printable(waiver.by.name), printable(waiver.reason));
  if (last !== '') lines.push(`    ${paint('dim', last)}`);
  return lines.join('\n');
}

const ofReadings: ReadonlySet<string> = new Set(['source-problems', 'source-said', 'unread-because']);

/** The place alone says nothing of what is wrong there. */
function placesOf({ code, addresses, details }: Finding, texts: Texts): readonly string[] {
  if (!ofReadings.has(code)) return addresses;
  return details.map(({ address, detail }) => `${address}: ${findingDetail(code, detail, texts)}`);
}
