/** A scenario file: a small organisation in YAML, and what its plan must and must not say. Parsed strictly: a typo is a failure. */

import { z } from 'zod';
import { findingCodes } from '../../src/sync/model/finding.ts';
import type { FunctionalAccount } from '../../src/sync/model/functional-account.ts';
import type { Link } from '../../src/sync/model/link.ts';
import type { SharedMailbox, Trustee } from '../../src/sync/model/mailbox.ts';
import { dangerClasses, mutationKinds } from '../../src/sync/model/mutation.ts';
import { leftOutReasons } from '../../src/sync/model/scope.ts';
import { digest } from '../../src/sync/plan/fingerprint.ts';
import { account, link, mailbox, person, policy, trustee, type World } from '../support/build.ts';

const names = z.array(z.string());
const unresolved = z.strictObject({
  unresolved: z.enum(['orphaned', 'ambiguous', 'unknown', 'group-not-expanded', 'no-address']),
});
const trusteeSchema = z.union([z.string(), unresolved]);

const mailboxSchema = z.strictObject({
  id: z.string().optional(),
  address: z.string().optional(),
  name: z.string().optional(),
  aliases: names.default([]),
  type: z.string().optional(),
  source: z.string().optional(),
  trustees: z.array(trusteeSchema).default(['ann']),
  unreadable: z.boolean().default(false),
});

const accountSchema = z.strictObject({
  address: z.string().optional(),
  name: z.string().optional(),
  members: names.default(['p-ann']),
  aliases: names.default([]),
  division: z.string().nullable().default(null),
});

const linkSchema = z.strictObject({
  account: z.string().optional(),
  origin: z.enum(['match', 'create', 'adopt', 'assumed']).default('create'),
  seen: names.default(['p-ann']),
});

const short = z.strictObject({ have: z.number(), expected: z.number() });

const appliedSchema = z.strictObject({
  mutation: z.string(),
  /** How many of its kind, each on a mailbox of its own. */
  times: z.number().default(1),
  daysAgo: z.number(),
  waived: names.default([]),
  plan: z.string().default('plan-1'),
});

const worldSchema = z.strictObject({
  people: z.array(z.union([z.string(), z.strictObject({ name: z.string(), active: z.boolean() })])).default(['ann']),
  mailboxes: z.record(z.string(), mailboxSchema).default({}),
  accounts: z.record(z.string(), accountSchema).default({}),
  links: z.record(z.string(), linkSchema).default({}),
  /** The same mailbox, account and link many times, as `<prefix>000` and on. */
  many: z
    .array(
      z.strictObject({
        prefix: z.string(),
        count: z.number(),
        mailbox: mailboxSchema.nullable().prefault({}),
        account: accountSchema.nullable().prefault({}),
        link: linkSchema.nullable().prefault({}),
        lookUp: z.enum(['found', 'not-found', 'unknown']).optional(),
      }),
    )
    .default([]),
  lookUps: z.record(z.string(), z.enum(['found', 'not-found', 'unknown'])).default({}),
  only: names.default([]),
  incomplete: z.strictObject({ source: short, accounts: short, people: short }).partial().default({}),
  problems: names.default([]),
  /** Word for word what the source said of its problems; each stands at its own place. */
  said: names.default([]),
  certificateUntil: z.string().optional(),
  bulkRoadLeft: z.string().optional(),
  /** Code of why how many mailboxes got no answer. */
  unread: z.record(z.string(), z.int().positive()).default({}),
  baseline: z.strictObject({ mailboxes: z.number(), otherScope: z.boolean().default(false) }).optional(),
  notRead: z.record(z.string(), z.number()).default({}),
  muted: names.default([]),
  applied: z.array(appliedSchema).default([]),
  refusedUnits: names.default([]),
  policy: z
    .strictObject({
      scope: z.record(z.string(), z.unknown()),
      sync: z.record(z.string(), z.unknown()),
      guards: z.record(z.string(), z.unknown()),
    })
    .partial()
    .default({}),
});

const effects = ['info', 'warn', 'withhold', 'block'] as const;
const found = z.string().refine((text) => {
  const [effect = '', code = ''] = text.split(' ');
  return effects.some((known) => known === effect) && findingCodes.some((known) => known === code);
});

export const scenarioFileSchema = z.strictObject({
  scenarios: z
    .array(
      z.strictObject({
        name: z.string(),
        /** The words of an incident elsewhere that this prevents. */
        incident: z.string().optional(),
        world: worldSchema,
        expect: z.strictObject({
          blocked: z.boolean().default(false),
          /** Every mutation, as `kind address value`; left out: not looked at. */
          mutations: names.optional(),
          counts: z.partialRecord(z.enum(mutationKinds), z.number()).default({}),
          findings: z.array(found).default([]),
          without: z.array(z.enum(findingCodes)).default([]),
          leftOut: z.record(z.string(), z.enum(leftOutReasons)).default({}),
          classes: z.array(z.enum(dangerClasses)).optional(),
          secondPerson: z.boolean().optional(),
          typed: z.number().optional(),
        }),
      }),
    )
    .min(1),
});

export type Scenario = z.output<typeof scenarioFileSchema>['scenarios'][number];
type WorldOf = Scenario['world'];

export function worldOf({ world }: Scenario): World {
  const rules = policy(world.policy as Parameters<typeof policy>[0]);
  const numbered = world.many.flatMap((group) =>
    Array.from({ length: group.count }, (_, index) => ({ ...group, name: `${group.prefix}${pad(index)}` })),
  );
  const mailboxes = [
    ...Object.entries(world.mailboxes).map(([name, value]) => mailboxOf(name, value)),
    ...numbered.flatMap(({ name, mailbox: value }) => (value === null ? [] : [mailboxOf(name, value)])),
  ];
  return {
    people: world.people.map((who) => (typeof who === 'string' ? person(who) : person(who.name, who))),
    mailboxes,
    accounts: [
      ...Object.entries(world.accounts).map(([name, value]) => accountOf(name, value)),
      ...numbered.flatMap(({ name, account: value }) => (value === null ? [] : [accountOf(name, value)])),
    ],
    links: [
      ...Object.entries(world.links).map(([name, value]) => linkOf(name, value)),
      ...numbered.flatMap(({ name, link: value }) => (value === null ? [] : [linkOf(name, value)])),
    ],
    policy: rules,
    lookUps: new Map([
      ...Object.entries(world.lookUps).map(([name, answer]) => [`m-${name}`, answer] as const),
      ...numbered.flatMap(({ name, lookUp }) => (lookUp === undefined ? [] : [[`m-${name}`, lookUp] as const])),
    ]),
    source: sourceOf(world),
    completeness: {
      ...(world.incomplete.accounts && { accounts: shortList(world.incomplete.accounts) }),
      ...(world.incomplete.people && { people: shortList(world.incomplete.people) }),
    },
    baselines: [
      {
        source: 'exchange',
        mailboxes: world.baseline?.mailboxes ?? mailboxes.length,
        scopeDigest: world.baseline?.otherScope === true ? 'another' : digest(rules.scope),
      },
    ],
    only: world.only,
    history: { applied: world.applied.flatMap(appliedOf), refusedUnits: world.refusedUnits },
  };
}

function pad(index: number): string {
  return String(index).padStart(3, '0');
}

function shortList({ have, expected }: z.output<typeof short>) {
  return { complete: false, reason: 'list-shorter-than-total', have, expected } as const;
}

function sourceOf({
  incomplete,
  problems,
  said,
  certificateUntil,
  bulkRoadLeft,
  unread,
  notRead,
}: WorldOf): NonNullable<World['source']> {
  return {
    ...(incomplete.source && { list: shortList(incomplete.source) }),
    problems: [
      ...problems.map((place) => ({ code: 'unusable', place, params: {} })),
      ...said.map((words, at) => ({ code: 'exchange-unavailable', place: `list ${at + 1}`, params: { said: words } })),
      ...(certificateUntil === undefined
        ? []
        : [{ code: 'exchange-certificate-expires', place: 'certificate', params: { until: certificateUntil } }]),
      ...(bulkRoadLeft === undefined
        ? []
        : [{ code: 'bulk-permissions-differ', place: bulkRoadLeft, params: { sample: 20 } }]),
      ...Object.entries(unread).map(([code, count]) => ({
        code,
        place: 'Get-EXOMailboxPermission',
        params: {},
        unread: count,
      })),
    ],
    notRead,
  };
}

function mailboxOf(name: string, value: z.output<typeof mailboxSchema>): SharedMailbox {
  const trustees = value.trustees.map(
    (who): Trustee =>
      typeof who === 'string' ? trustee(who) : { kind: 'unresolved', name: 'S-1-5-21-9', reason: who.unresolved },
  );
  return mailbox(name, {
    id: value.id ?? `m-${name}`,
    primaryAddress: value.address ?? `${name}@example.nl`,
    displayName: value.name ?? name,
    aliases: value.aliases,
    ...(value.type === undefined ? {} : { type: value.type }),
    ...(value.source === undefined ? {} : { source: value.source }),
    ...(value.unreadable ? { delegates: { state: 'unreadable', reason: 'permissions-unreadable' } } : { trustees }),
  });
}

function accountOf(name: string, value: z.output<typeof accountSchema>): FunctionalAccount {
  return account(name, {
    address: value.address ?? `${name}@example.nl`,
    displayName: value.name ?? name,
    members: value.members,
    aliases: value.aliases,
    division: value.division,
  });
}

function linkOf(name: string, value: z.output<typeof linkSchema>): Link {
  return link(name, { accountId: `a-${value.account ?? name}`, origin: value.origin, seenDelegates: value.seen });
}

function appliedOf({ mutation, times, daysAgo, waived, plan }: z.output<typeof appliedSchema>) {
  const kind = mutation.slice(0, mutation.indexOf(':')) as (typeof mutationKinds)[number];
  const set = kind === 'grant' || kind === 'revoke' ? 'members' : 'aliases';
  return Array.from({ length: times }, (_, index) => ({
    kind,
    mutationId: times === 1 ? mutation : `${mutation}-${index}`,
    planId: plan,
    field: `${set}:${mutation.slice(kind.length + 1)}`,
    at: `2026-11-${String(24 - daysAgo).padStart(2, '0')}T07:00:00.000Z`,
    withinDay: daysAgo <= 1,
    seen: true,
    newAccount: false,
    waived: findingCodes.filter((code) => waived.includes(code)),
  }));
}
