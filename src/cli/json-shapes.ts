/** What `--json` prints, command by command. Published as JSON Schema in docs/schemas; scripts rely on it: add, never rename. */

import { z } from 'zod';
import { checkNames } from '../sync/model/check.ts';
import { findingCodes, findingEffects } from '../sync/model/finding.ts';
import { itemStates } from '../sync/model/item.ts';
import { dangerClasses, mutationKinds } from '../sync/model/mutation.ts';
import { planStates } from '../sync/model/plan-life.ts';
import { leftOutReasons } from '../sync/model/scope.ts';
import { driftShape } from './drift-shape.ts';
import { explanationShape } from './explanation-shape.ts';
import { partShape } from './part-shape.ts';
import { completeness, sourceReadings } from './readings-shape.ts';

const time = z.iso.datetime();
const params = z.record(z.string(), z.union([z.string(), z.number()]));
const person = z.object({ id: z.string(), tenantId: z.string(), name: z.string(), address: z.string().nullable() });

const account = z.object({
  id: z.string().nullable(),
  mailboxId: z.string().nullable(),
  address: z.string(),
  displayName: z.string(),
});

export const mutationShape = z.object({
  id: z.string(),
  kind: z.enum(mutationKinds),
  class: z.enum(dangerClasses),
  reason: z.string(),
  account,
  before: z.string().nullable(),
  after: z.string().nullable(),
  person: z.object({ id: z.string(), address: z.string(), name: z.string() }).nullable(),
  via: z.array(z.string()),
  emptied: z.object({ members: z.array(z.string()), aliases: z.array(z.string()) }).nullable(),
  promotes: z.literal(true).optional(),
  undoes: z.array(z.string()).optional(),
});

export const findingShape = z.object({
  code: z.enum(findingCodes),
  effect: z.enum(findingEffects),
  number: z.number(),
  limit: z.number().nullable(),
  addresses: z.array(z.string()),
  details: z.array(z.object({ address: z.string(), detail: z.string() })),
  withheld: z.array(z.string()),
  params,
  waiver: z.object({ by: person, reason: z.string(), at: time }).optional(),
});

const scopeShape = {
  inScope: z.array(
    z.object({
      mailboxId: z.string(),
      source: z.string(),
      address: z.string(),
      displayName: z.string(),
      type: z.string(),
      delegates: z.number(),
      unexpressed: z.array(z.object({ name: z.string(), reason: z.string() })),
      frozen: z.boolean(),
    }),
  ),
  leftOut: z.array(
    z.object({
      mailboxId: z.string(),
      source: z.string(),
      address: z.string(),
      displayName: z.string(),
      type: z.string(),
      reason: z.enum(leftOutReasons),
      detail: z.string(),
    }),
  ),
  notRead: z.record(z.string(), z.number()),
  filter: z
    .object({
      kind: z.enum(['include', 'exclude']),
      values: z.array(z.object({ text: z.string(), count: z.number() })),
    })
    .optional(),
};

const basis = z.object({
  sources: sourceReadings,
  target: z.object({ takenAt: time, accounts: z.number(), people: z.number() }),
});

const planHead = z.object({
  id: z.string(),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  state: z.enum(planStates),
  blocked: z.boolean(),
  requester: person,
  createdAt: time,
  expiresAt: time,
  approval: z.object({
    votes: z.number(),
    secondPerson: z.boolean(),
    typed: z.number().optional(),
    namedFor: z.array(z.enum(dangerClasses)).optional(),
    waivedBy: z.array(z.string()).optional(),
  }),
  /** Of a part of another plan. */
  siblingOf: partShape(person).optional(),
});

const content = {
  counts: z.object({
    mutations: z.number(),
    byKind: z.record(z.enum(mutationKinds), z.number()),
    byClass: z.record(z.enum(dangerClasses), z.number()),
  }),
  mutations: z.array(mutationShape),
  findings: z.array(findingShape),
  ...scopeShape,
  basis,
};

const vote = z.object({
  person,
  decision: z.enum(['approve', 'reject']),
  fingerprint: z.string(),
  comment: z.string(),
  at: time,
});

export const runShape = z.object({
  id: z.string(),
  planId: z.string(),
  fingerprint: z.string(),
  state: z.enum(['running', 'applied', 'partly-applied', 'stopped', 'failed']),
  startedBy: person,
  startedAt: time,
  endedAt: time.nullable(),
  votes: z.array(vote),
  counts: z.record(z.enum(itemStates), z.number()),
  results: z.array(
    z.object({ itemId: z.string(), state: z.enum(itemStates), code: z.string().nullable(), params, calls: z.number() }),
  ),
  verification: z
    .object({
      at: time,
      complete: z.boolean(),
      seen: z.array(z.string()),
      lost: z.array(z.string()),
      repaired: z.array(z.string()),
    })
    .nullable(),
  calls: z.number(),
  stoppedBecause: z.object({ code: z.string(), params }).nullable(),
});

const summary = z.object({
  id: z.string(),
  fingerprint: z.string(),
  state: z.enum(planStates),
  createdAt: time,
  expiresAt: time,
  requester: person,
  mutations: z.number(),
  lastRunId: z.string().nullable(),
});

const configFault = z.object({
  code: z.string(),
  path: z.string(),
  line: z.number().nullable(),
  column: z.number().nullable(),
  from: z.string().nullable(),
  found: z.string().nullable(),
  expected: z.string(),
});

const storeFacts = z.object({
  file: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  schema: z.number(),
  auditEntries: z.number(),
});

const checkShape = z.object({
  name: z.enum(checkNames),
  where: z.string().nullable(),
  outcome: z.enum(['ok', 'warning', 'failed', 'skipped']),
  code: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  what: z.string(),
  cause: z.string().nullable(),
  solution: z.string().nullable(),
});

export const jsonShapes = {
  preview: z.object({
    outcome: z.enum(['plan', 'nothing-to-do', 'overtaken']),
    isNew: z.boolean(),
    superseded: z.array(z.string()),
    waiting: z.array(z.object({ planId: z.string(), runId: z.string(), until: z.string() })),
    plan: planHead.nullable(),
    ...content,
  }),
  show: z.object({ plan: planHead, ...content, votes: z.array(vote), run: runShape.nullable() }),
  approve: z.object({ plan: planHead, quorumMet: z.boolean(), votes: z.array(vote) }),
  reject: z.object({ plan: planHead }),
  split: z.object({ isNew: z.boolean(), plan: planHead, ...content }),
  waive: z.object({ plan: planHead }),
  apply: z.object({ run: runShape }),
  stop: z.object({ planId: z.string(), isNew: z.boolean(), waited: z.boolean() }),
  resume: z.object({ run: runShape }),
  mute: z.object({ address: z.string(), planId: z.string(), mutations: z.number() }),
  resolve: z.object({
    item: z.object({
      planId: z.string(),
      runId: z.string(),
      itemId: z.string(),
      account,
      exists: z.boolean(),
      lines: z.array(z.object({ mutation: mutationShape, now: z.string().nullable(), asPlanned: z.boolean() })),
      others: z.number(),
    }),
    run: runShape.nullable(),
  }),
  unmute: z.object({ address: z.string(), mutations: z.number() }),
  undo: z.object({
    outcome: z.enum(['plan', 'nothing-to-undo', 'overtaken']),
    isNew: z.boolean(),
    superseded: z.array(z.string()),
    plan: planHead.nullable(),
    mutations: z.array(mutationShape),
    findings: z.array(findingShape),
  }),
  history: z.object({ plans: z.array(summary) }),
  status: z.object({
    open: z.array(summary),
    running: z.object({ planId: z.string(), runId: z.string(), done: z.number(), total: z.number() }).nullable(),
    lastRun: runShape.nullable(),
    links: z.object({ total: z.number(), owned: z.number() }),
    /** Null before the first verified run, and when Zivver did not answer. */
    drift: driftShape(time).nullable(),
    sources: z.array(z.string()),
    target: z.string(),
  }),
  mailboxes: z.object({ ...scopeShape, sources: sourceReadings.optional() }),
  explain: explanationShape({ mutation: mutationShape, finding: findingShape, account, time }),
  report: z.object({
    file: z.string(),
    format: z.string(),
    planId: z.string(),
    runId: z.string().nullable(),
    bytes: z.number(),
    sha256: z.string(),
  }),
  validate: z.object({
    file: z.string(),
    valid: z.boolean(),
    problems: z.array(configFault),
    warnings: z.array(configFault),
  }),
  doctor: z.object({ ok: z.boolean(), checks: z.array(checkShape) }),
  audit: z.object({ ok: z.boolean(), entries: z.number().nullable(), brokenAt: z.number().nullable() }),
  backup: storeFacts,
  read: z.object({
    file: z.string(),
    source: z.string(),
    takenAt: time,
    mailboxes: z.number(),
    list: completeness,
  }),
  restore: z.object({ store: z.string(), setAside: z.string().nullable(), backup: storeFacts }),
  /** Instead of the above when the answer is no (exit code 3), or something outside failed (exit code 1 or 78). */
  no: z.object({
    refused: z.boolean(),
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    what: z.string(),
    solution: z.string(),
  }),
} as const;

export type JsonShape = keyof typeof jsonShapes;
export type JsonOf<Name extends JsonShape> = z.input<(typeof jsonShapes)[Name]>;
