/** Mailboxes, history and status as text. */

import type { StatusReport } from '../sync/index.ts';
import type { ScopeReport } from '../sync/model/plan.ts';
import { type Run, waitsUntil } from '../sync/model/run.ts';
import type { PlanSummary } from '../sync/store/store.ts';
import { filterRows } from './print-plan.ts';
import { printable } from './printable.ts';
import { facts, type Screen, shortened } from './screen.ts';
import { table } from './table.ts';

export function mailboxesText(scope: ScopeReport, screen: Screen): string {
  const { texts, paint } = screen;
  const inScope = shortened(screen, scope.inScope);
  const leftOut = shortened(screen, scope.leftOut);
  const rows = inScope.shown.map((mailbox) => {
    const notes = [texts.console.delegates(mailbox.delegates)];
    if (mailbox.unexpressed.length > 0)
      notes.push(paint('yellow', texts.console.unexpressed(mailbox.unexpressed.length)));
    if (mailbox.frozen) notes.push(paint('red', texts.console.frozen));
    return [
      printable(mailbox.address),
      printable(mailbox.displayName),
      paint('dim', printable(mailbox.type)),
      notes.join(', '),
    ];
  });
  const left = leftOut.shown.map((mailbox) => [
    printable(mailbox.address),
    printable(mailbox.displayName),
    paint('dim', printable(mailbox.type)),
    `${texts.plan.leftOut[mailbox.reason]}${mailbox.detail === '' ? '' : ` (${printable(mailbox.detail)})`}`,
  ]);
  const notRead = Object.entries(scope.notRead).map(
    ([type, count]) => `  ${texts.console.notRead(count, printable(type))}\n`,
  );
  return [
    `${paint('bold', texts.console.mailboxesTitle)}: ${scope.inScope.length}\n${table(rows, '  ')}\n${inScope.more}`,
    scope.leftOut.length === 0
      ? ''
      : `${paint('bold', texts.console.leftOutTitle)}: ${scope.leftOut.length}\n${table(left, '  ')}\n${leftOut.more}`,
    notRead.join(''),
    `${facts(screen, [...filterRows(scope, texts), ...readingRows(scope, screen)])}\n`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** When each source was read, and how old what is remembered of it is. */
function readingRows({ sources = [] }: ScopeReport, { texts, moment }: Screen): [string, string][] {
  const { labels, sourceRead } = texts.console;
  return sources.flatMap(({ source, takenAt, mailboxes, remembered, madeFrom }): [string, string][] => [
    [labels.read, `${sourceRead(mailboxes, printable(source))}, ${moment(takenAt)}`],
    ...(madeFrom === 'recording' ? [['', texts.words.repeatsRecording] satisfies [string, string]] : []),
    ...(remembered === undefined
      ? []
      : [['', texts.words.askedNow({ takenAt, mailboxes, remembered })] satisfies [string, string]]),
  ]);
}

export function historyText(plans: readonly PlanSummary[], screen: Screen): string {
  const { texts, paint } = screen;
  if (plans.length === 0) return `${texts.console.noPlans}\n`;
  const { columns } = texts.console;
  const head = [
    columns.plan,
    columns.state,
    columns.made,
    columns.by,
    columns.changes,
    columns.run,
    columns.fingerprint,
  ].map((name) => paint('dim', name));
  const rows = plans.map((plan) => [
    plan.id,
    texts.plan.states[plan.state],
    screen.moment(plan.createdAt),
    printable(plan.requester.name),
    String(plan.mutations),
    plan.lastRunId ?? '',
    plan.fingerprint.slice(0, 12),
  ]);
  return `${table([head, ...rows])}\n`;
}

function waiting(run: Run, { texts, moment }: Screen): string {
  const until = waitsUntil(run);
  return until === null ? '' : `, ${texts.plan.outcomes.waiting(moment(until))}`;
}

export function statusText(status: StatusReport, screen: Screen): string {
  const { texts } = screen;
  const { labels, ...words } = texts.console;
  const rows: [string, string][] = [
    [labels.sources, status.sources.map(printable).join(', ')],
    [labels.target, printable(status.target)],
    [labels.links, words.links(status.links.total, status.links.owned)],
    [
      labels.lastRun,
      status.lastRun === null
        ? words.noRun
        : `${words.run(status.lastRun.id, status.lastRun.planId)}, ${screen.moment(status.lastRun.startedAt)}${waiting(status.lastRun, screen)}`,
    ],
  ];
  if (status.running !== null)
    rows.push([labels.running, words.runningNow(status.running.planId, status.running.done, status.running.total)]);
  if (status.open.length === 0) rows.push([labels.open, words.noneWaiting]);
  for (const plan of status.open) {
    rows.push([
      labels.open,
      `${words.plan(plan.id, texts.plan.states[plan.state])}, ${words.changes(plan.mutations)}, ${labels.expires.toLowerCase()} ${screen.moment(plan.expiresAt)}`,
    ]);
  }
  return `${facts(screen, rows)}\n`;
}
