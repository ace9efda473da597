/** Every card once, with realistic data: the goldens, the schema test and the pictures all use these. */

import type { Card, CardContext } from '../../src/cards/card.ts';
import { inOrder, skipped, wrong } from '../../src/sync/model/check.ts';
import type { DriftReport } from '../../src/sync/model/drift.ts';
import type { Finding } from '../../src/sync/model/finding.ts';
import type { Plan } from '../../src/sync/model/plan.ts';
import { refuse } from '../../src/sync/model/refusal.ts';
import type { UncertainItem } from '../../src/sync/model/uncertain-item.ts';
import { type Language, textsFor } from '../../src/texts/texts.ts';
import { bigFirstRun, partOfBigRun } from './big-first-run.ts';
import { everyCard } from './every-card.ts';
import { explanationOf } from './example-explanations.ts';
import {
  approver,
  blockFinding,
  exampleBasis,
  examplePlan,
  exampleRun,
  exampleScope,
  longPlan,
  requester,
  vote,
} from './example-plan.ts';

function exampleUncertain(plan: Plan): UncertainItem {
  const item = plan.content.items.find(({ call }) => call === 'update');
  if (item === undefined) throw new Error('the example plan updates no account');
  const mutations = plan.content.mutations.filter(({ id }) => item.mutations.includes(id));
  const lines = mutations.map((mutation, index) => ({ mutation, now: mutation.before, asPlanned: index > 0 }));
  return { planId: plan.id, runId: 'run-4f8w2c', item, exists: true, lines, others: 1 };
}

const exampleDrift: DriftReport = {
  since: '2026-03-02T08:17:14.000Z',
  runId: 'run-4f8w2c',
  compared: 190,
  accounts: [
    {
      accountId: 'a-1',
      address: 'balie@example.nl',
      displayName: 'Balie',
      changes: [
        { field: 'name', before: 'Balie', after: 'Balie *oost*', added: 0, removed: 0 },
        { field: 'members', before: null, after: null, added: 2, removed: 1 },
      ],
    },
    {
      accountId: 'a-2',
      address: 'zaal1@example.nl',
      displayName: 'Vergaderzaal 1',
      changes: [{ field: 'gone', before: 'zaal1@example.nl', after: null, added: 0, removed: 0 }],
    },
  ],
};

type Change = (view: unknown) => unknown;
type Draw = (context: CardContext, view?: unknown) => Card;

function changed(change: Change): typeof everyCard {
  const drawn = Object.entries<unknown>(everyCard).map(([name, draw]): [string, Draw] => [
    name,
    (context, view) => (draw as Draw)(context, change(view)),
  ]);
  return Object.fromEntries(drawn) as unknown as typeof everyCard;
}

export function contextIn(language: Language, overrides: Partial<CardContext> = {}): CardContext {
  return {
    texts: textsFor(language),
    language,
    timeZone: 'Europe/Amsterdam',
    names: true,
    problemsUrl: 'https://countersign.example.nl/problems',
    ...overrides,
  };
}

/** Of a reading in which not everything went well. */
const readingFindings: readonly Finding[] = [
  {
    code: 'source-problems',
    effect: 'warn',
    number: 3,
    limit: null,
    addresses: ['Get-EXOMailboxPermission', 'RoomMailbox', 'users'],
    details: [
      { address: 'Get-EXOMailboxPermission', detail: 'exchange-failed err-4f8w2c' },
      { address: 'RoomMailbox', detail: 'exchange-throttled' },
      { address: 'users', detail: 'exchange-command-missing' },
    ],
    withheld: [],
    params: { source: 'exchange-online' },
  },
  {
    code: 'source-said',
    effect: 'info',
    number: 1,
    limit: null,
    addresses: ['Get-EXOMailboxPermission'],
    details: [{ address: 'Get-EXOMailboxPermission', detail: 'Something *nobody* has seen before.' }],
    withheld: [],
    params: { source: 'exchange-online' },
  },
];

/** Most of its delegates come from earlier readings. */
const rememberedReading = exampleBasis.sources.map((source) => ({
  ...source,
  remembered: { mailboxes: 21, oldest: '2026-02-27T05:00:00.000Z' },
}));

const undoFinding: Finding = {
  code: 'undo-changed-since',
  effect: 'warn',
  number: 2,
  limit: null,
  addresses: ['balie@example.nl'],
  details: [
    { address: 'balie@example.nl', detail: 'Balie' },
    { address: 'balie@example.nl', detail: 'Anna de Vries' },
  ],
  withheld: [],
  params: {},
};

const progress = {
  step: 'read',
  what: 'delegates',
  done: 120,
  total: 214,
  where: 'exchange-online',
  waitingUntil: '2026-03-02T06:02:30.000Z',
} as const;

const drawn = new Map<string, Readonly<Record<string, Card>>>();

/** Drawn once for each language: they are of a plan with 3,000 accounts. */
function bigCards(context: CardContext): Readonly<Record<string, Card>> {
  const key = `${context.language} ${context.names}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const view = { votes: [], page: 0, mayDecide: true, reportAvailable: true };
  const big = {
    'plan-big': everyCard.planCard(context, { ...view, plan: bigFirstRun }),
    'plan-part': everyCard.planCard(context, { ...view, plan: partOfBigRun({ kind: 'first', accounts: 25 }) }),
  };
  drawn.set(key, big);
  return big;
}

/** @param change of everything that a card is given to show */
export function exampleCards(context: CardContext, change: Change = (view) => view): Readonly<Record<string, Card>> {
  const cards = changed(change);
  const plan = examplePlan();
  const run = exampleRun(plan);
  const small = examplePlan({ approval: { votes: 1, secondPerson: false } });
  const whole = {
    ...run,
    state: 'applied' as const,
    results: run.results.map((result) => ({ ...result, state: 'done' as const, outcome: null })),
  };
  const seen = plan.content.mutations.map(({ id }) => id);
  const verified = { at: '2026-03-02T08:17:14.000Z', complete: true, seen, lost: [], repaired: seen.slice(0, 1) };
  const line = {
    id: plan.id,
    createdAt: plan.createdAt,
    expiresAt: plan.expiresAt,
    requester,
    mutations: 20,
    lastRunId: null,
  };
  const view = { plan, votes: [], page: 0, mayDecide: true, reportAvailable: true };
  return {
    'progress-start': cards.progressCard(context, {
      progress: null,
      startedAt: '2026-03-02T06:00:00.000Z',
      elapsedMs: 0,
    }),
    'progress-sign-in': cards.progressCard(context, {
      progress: {
        ...progress,
        what: 'connecting',
        done: 0,
        total: null,
        waitingUntil: null,
        signIn: { url: 'https://login.example.com/authorize?state=a_b*c', account: 'admin@example.nl', code: null },
      },
      startedAt: '2026-03-02T06:00:00.000Z',
      elapsedMs: 12_000,
    }),
    'progress-pace': cards.progressCard(context, {
      progress: { ...progress, waitingUntil: null },
      startedAt: '2026-03-02T06:00:00.000Z',
      elapsedMs: 95_000,
      pace: { perMinute: 480, remainingMs: 150_000 },
    }),
    progress: cards.progressCard(context, { progress, startedAt: '2026-03-02T06:00:00.000Z', elapsedMs: 95_000 }),
    'progress-recipients': cards.progressCard(context, {
      progress: { ...progress, what: 'recipients', done: 3400, total: null, waitingUntil: null },
      startedAt: '2026-03-02T06:00:00.000Z',
      elapsedMs: 40_000,
    }),
    'progress-groups': cards.progressCard(context, {
      progress: { ...progress, what: 'groups', done: 12, total: 40, waitingUntil: null },
      startedAt: '2026-03-02T06:00:00.000Z',
      elapsedMs: 210_000,
      pace: { perMinute: 30, remainingMs: 56_000 },
    }),
    plan: cards.planCard(context, view),
    'plan-page-2': cards.planCard(context, { ...view, plan: longPlan(), page: 1, comment: 'Half typed ${x}' }),
    'plan-reader': cards.planCard(context, {
      ...view,
      plan: small,
      votes: [vote(approver, 'approve')],
      mayDecide: false,
    }),
    'plan-blocked': cards.planCard(context, {
      ...view,
      plan: examplePlan({
        blocked: true,
        state: 'blocked',
        content: { ...plan.content, findings: [...plan.content.findings, blockFinding] },
      }),
    }),
    'plan-problems': cards.planCard(context, {
      ...view,
      plan: examplePlan({ content: { ...plan.content, findings: [...readingFindings, ...plan.content.findings] } }),
    }),
    ...bigCards(context),
    'leave-out': cards.leaveOutCard(context, { plan }),
    reason: cards.reasonCard(context, { plan, comment: '' }),
    running: cards.runningCard(context, {
      plan: { ...plan, state: 'applying' },
      approvedBy: [approver],
      progress: { step: 'apply', what: 'items', done: 3, total: 9, where: null, waitingUntil: null },
    }),
    'running-start': cards.runningCard(context, { plan, approvedBy: [approver], progress: null }),
    result: cards.resultCard(context, { plan: { ...plan, state: 'partly-applied' }, run }),
    'result-stopped': cards.resultCard(context, {
      plan: { ...plan, state: 'stopped' },
      run: { ...run, state: 'stopped', stoppedBecause: { code: 'stopped-by-person', params: { by: approver.name } } },
    }),
    'result-waits': cards.resultCard(context, {
      plan: { ...plan, state: 'stopped' },
      run: {
        ...run,
        state: 'stopped',
        results: run.results.map((result, index) =>
          index < 2 ? result : { ...result, state: 'planned' as const, outcome: null },
        ),
        verification: null,
        stoppedBecause: { code: 'waits-for-target', params: { until: '2026-03-02T08:42:00.000Z' } },
      },
    }),
    'result-whole': cards.resultCard(context, { plan, run: { ...whole, verification: verified } }),
    'closed-rejected': cards.closedCard(context, {
      plan: examplePlan({ state: 'rejected' }),
      votes: [vote(approver, 'reject', 'Het filter klopt niet: *balie* hoort er niet bij')],
    }),
    'closed-superseded': cards.closedCard(context, { plan: examplePlan({ state: 'superseded' }), votes: [] }),
    'closed-part-approved': cards.closedCard(context, {
      plan: examplePlan({
        state: 'superseded',
        supersededBy: { planId: 'plan-1p4r7t', because: 'part-approved' },
      }),
      votes: [],
    }),
    'closed-expired': cards.closedCard(context, { plan: examplePlan({ state: 'expired' }), votes: [] }),
    'closed-withdrawn': cards.closedCard(context, { plan: examplePlan({ state: 'withdrawn' }), votes: [] }),
    'overtaken-by-some': cards.overtakenCard(context, {
      plan,
      readAt: '2026-11-24T06:00:00.000Z',
      newerReadAt: '2026-11-24T06:04:10.000Z',
    }),
    overtaken: cards.overtakenCard(context, {
      plan: null,
      readAt: '2026-11-24T06:00:00.000Z',
      newerReadAt: '2026-11-24T06:04:10.000Z',
    }),
    'nothing-to-do': cards.nothingToDoCard(context, {
      outcome: { scope: exampleScope, findings: plan.content.findings, basis: exampleBasis },
    }),
    'plan-beside-waiting': cards.planCard(context, {
      ...view,
      waiting: [{ planId: 'plan-3c9t1x', runId: 'run-4f8w2c', until: '2026-03-02T08:42:00.000Z' }],
    }),
    'plan-undo': cards.planCard(context, {
      ...view,
      plan: examplePlan({ content: { ...plan.content, undoes: 'run-4f8w2c' } }),
    }),
    uncertain: cards.uncertainCard(context, { item: exampleUncertain(plan) }),
    'nothing-to-undo': cards.nothingToUndoCard(context, { runId: 'run-4f8w2c', findings: [undoFinding] }),
    problem: cards.problemCard(context, {
      code: 'target-unreachable',
      params: { host: 'app.zivver.com', reason: 'ECONNREFUSED' },
    }),
    'problem-unknown': cards.problemCard(context, { code: 'never-heard-of', params: {} }),
    refusal: cards.refusalCard(context, {
      refusal: refuse('unknown-command', { command: 'previeuw', nearest: 'preview' }),
    }),
    'explain-proposed': cards.explainCard(context, { explanation: explanationOf('verkoop@example.nl') }),
    'explain-not-proposed': cards.explainCard(context, { explanation: explanationOf('archief@example.org') }),
    'explain-not-known': cards.explainCard(context, { explanation: explanationOf('balie@example.nl') }),
    'explain-person': cards.explainCard(context, { explanation: explanationOf('bart@example.nl') }),
    'explain-nobody': cards.explainCard(context, { explanation: explanationOf('wie@example.nl') }),
    help: cards.helpCard(context),
    doctor: cards.doctorCard(context, {
      checks: [
        inOrder('node', null, { version: '24.21.0' }),
        inOrder('powershell', 'exchange', { version: '7.6.1' }),
        wrong('certificate', 'exchange', {
          code: 'exchange-certificate-expires',
          params: { until: '2026-12-01' },
          outcome: 'warning',
        }),
        inOrder('connection', 'exchange'),
        inOrder('rights', 'exchange', { types: 'SharedMailbox, RoomMailbox', none: 'TeamMailbox' }),
        wrong('recipients', 'exchange', {
          code: 'exchange-command-missing',
          params: { said: "The term 'Get-User' is not recognized as a name of a cmdlet." },
          outcome: 'warning',
        }),
        wrong('members', 'exchange', {
          code: 'exchange-failed',
          params: { said: 'Something *nobody* has seen before.', reference: 'err-4f8w2c' },
        }),
        inOrder('permissions', 'exchange', { mailboxes: 5, 'Get-EXOMailboxPermission': 410 }),
        wrong('key', 'Zivver', { code: 'target-key-refused', params: { status: 401 } }),
        skipped('people', null),
      ],
    }),
    mailboxes: cards.mailboxesCard(context, {
      scope: { ...exampleScope, sources: rememberedReading },
      page: 0,
      text: '',
    }),
    'mailboxes-search': cards.mailboxesCard(context, {
      scope: { ...exampleScope, inScope: [] },
      page: 0,
      text: 'kassa',
    }),
    history: cards.historyCard(context, {
      plans: [
        { ...line, state: 'proposed' },
        { ...line, id: 'plan-3c9t1x', state: 'partly-applied', lastRunId: 'run-4f8w2c' },
        { ...line, id: 'plan-0b5n8d', state: 'rejected' },
      ],
    }),
    'history-empty': cards.historyCard(context, { plans: [] }),
    status: cards.statusCard(context, {
      status: {
        open: [{ ...line, state: 'proposed' }],
        running: { planId: 'plan-3c9t1x', runId: 'run-4f8w2c', done: 3, total: 9 },
        lastRun: run,
        links: { total: 190, owned: 120 },
        sources: ['exchange-online'],
        target: 'https://app.zivver.com/api/scim/v2',
      },
      drift: exampleDrift,
    }),
    whoami: cards.whoamiCard(context, { person: requester, roles: ['reader', 'operator'] }),
    'whoami-named': cards.whoamiCard(context, {
      person: requester,
      roles: ['reader', 'approver'],
      approves: ['change', 'access', 'removal'],
    }),
    report: cards.reportCard(context, {
      of: 'run-4f8w2c',
      expiresAt: '2026-03-02T09:15:00.000Z',
      links: ['html', 'csv', 'json'].map((format) => ({
        format,
        url: `https://countersign.example.nl/reports/run-4f8w2c.${format}?token=x`,
      })),
    }),
  };
}
