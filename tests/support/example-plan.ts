/** A made-up plan and its run for cards: every kind of mutation, several findings, everything on example domains. */

import type { Finding, FindingCode, FindingEffect } from '../../src/sync/model/finding.ts';
import type { CallKind, Item } from '../../src/sync/model/item.ts';
import {
  type DangerClass,
  dangerClasses,
  dangerClassOf,
  type Mutation,
  type MutationKind,
  type ReasonCode,
} from '../../src/sync/model/mutation.ts';
import type { Person } from '../../src/sync/model/person.ts';
import type { Basis, Plan, ScopeReport } from '../../src/sync/model/plan.ts';
import type { Policy } from '../../src/sync/model/policy.ts';
import type { ItemResult, Run, Vote } from '../../src/sync/model/run.ts';
import type { InScope, LeftOut, LeftOutReason } from '../../src/sync/model/scope.ts';

export const requester: Person = {
  id: '00000000-0000-4000-8000-00000000000a',
  tenantId: '00000000-0000-4000-8000-0000000000ff',
  name: 'Mieke Beheer',
  address: 'mieke.beheer@example.nl',
};
export const approver: Person = {
  ...requester,
  id: '00000000-0000-4000-8000-00000000000b',
  name: 'Joost Tekenaar',
  address: 'joost.tekenaar@example.nl',
};

export const fingerprint = '3f9a01bc77e24d0589aa10b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6';

const policy: Policy = {
  scope: {
    sources: ['exchange-online'],
    types: ['SharedMailbox', 'RoomMailbox'],
    filter: null,
    domains: ['example.nl'],
    protectedAddresses: [],
    division: { kind: 'none' },
  },
  sync: { newOrChanged: true, missing: 'retire', addedInZivver: 'propose' },
  guards: {
    removals: { absolute: 50, percent: 10, floor: 5 },
    removalsPerAccount: { absolute: 25, percent: 75, floor: 5 },
    emptied: { absolute: 3, percent: 2, floor: 1 },
    access: { absolute: 200, percent: 25, floor: 25 },
    accessPerAccount: { absolute: 50, percent: 100, floor: 25 },
    creates: { absolute: 250, percent: 25, floor: 50 },
    retires: { absolute: 5, percent: 2, floor: 2 },
    deletes: { absolute: 2, percent: 1, floor: 1 },
    overTime: { day: 2, week: 5 },
    sensitiveMailboxes: null,
    waivable: ['too-many-removals'],
    shrink: { percent: 10, floor: 5 },
    absentLinksPercent: 20,
    createWithoutDelegates: false,
  },
  approval: {
    secondPersonFor: ['removal', 'destruction'],
    votes: { change: 1, access: 1, removal: 1, destruction: 2 },
    typedNumberFor: ['destruction'],
  },
};

const accounts: Readonly<Record<string, string>> = {
  'archief@example.nl': 'Archief (oud)',
  'balie@example.nl': 'Balie begane grond',
  'facturen@example.nl': 'Facturen en inkoop',
  'hr@example.nl': 'Personeelszaken',
  'info@example.nl': 'Informatie',
  'poli-cardiologie@example.nl': 'Polikliniek cardiologie',
  'spoed@example.nl': 'Spoedeisende hulp',
  'zaal1@example.nl': 'Vergaderzaal 1',
};

const people: readonly (readonly [string, string])[] = [
  ['a.devries@example.nl', 'Anna de Vries'],
  ['b.jansen@example.nl', 'Bart Jansen'],
  ['c.oconnor@example.nl', 'Ciarán O’Connor'],
  ['d.yilmaz@example.nl', 'Deniz Yılmaz'],
  ['e.smit@example.nl', 'Eva Smit-van der Berg'],
  ['f.bakker@example.nl', 'Femke Bakker'],
];

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

interface Change {
  readonly kind: MutationKind;
  readonly reason: ReasonCode;
  readonly address: string;
  readonly before?: string;
  readonly after?: string;
  /** Index in `people`. */
  readonly person?: number;
  readonly via?: readonly string[];
}

const changes: readonly Change[] = [
  { kind: 'delete', reason: 'mailbox-gone', address: 'archief@example.nl', before: 'archief@example.nl' },
  { kind: 'remove-alias', reason: 'alias-surplus', address: 'balie@example.nl', before: 'receptie@example.nl' },
  { kind: 'revoke', reason: 'no-full-access', address: 'balie@example.nl', person: 1, before: 'b.jansen@example.nl' },
  {
    kind: 'revoke',
    reason: 'added-in-zivver',
    address: 'facturen@example.nl',
    person: 2,
    before: 'c.oconnor@example.nl',
  },
  { kind: 'reassign-ou', reason: 'ou-differs', address: 'hr@example.nl', after: 'NL-01' },
  {
    kind: 'readdress',
    reason: 'address-changed',
    address: 'info@example.nl',
    before: 'info@example.nl',
    after: 'informatie@example.nl',
  },
  { kind: 'retire', reason: 'mailbox-gone', address: 'zaal1@example.nl', before: 'zaal1@example.nl' },
  {
    kind: 'grant',
    reason: 'has-full-access',
    address: 'facturen@example.nl',
    person: 0,
    via: ['Financiën', 'Stagiairs'],
  },
  ...[0, 1, 2, 3, 4, 5].map((person) => ({
    kind: 'grant' as const,
    reason: 'new-mailbox' as const,
    address: 'poli-cardiologie@example.nl',
    person,
  })),
  { kind: 'add-alias', reason: 'new-mailbox', address: 'poli-cardiologie@example.nl', after: 'cardio@example.nl' },
  {
    kind: 'rename',
    reason: 'name-differs',
    address: 'facturen@example.nl',
    before: 'Facturen',
    after: 'Facturen en inkoop',
  },
  {
    kind: 'create',
    reason: 'new-mailbox',
    address: 'poli-cardiologie@example.nl',
    after: 'poli-cardiologie@example.nl',
  },
  { kind: 'adopt', reason: 'account-exists', address: 'spoed@example.nl' },
];

const addresses = Object.keys(accounts);

function mutationOf(change: Change, index: number): Mutation {
  const number = addresses.indexOf(change.address);
  const who = change.person === undefined ? undefined : people[change.person];
  return {
    id: `${change.kind}:${uuid(number)}:${index}`,
    kind: change.kind,
    class: dangerClassOf[change.kind],
    reason: change.reason,
    account: {
      id: change.address === 'poli-cardiologie@example.nl' ? null : uuid(100 + number),
      mailboxId: uuid(number),
      address: change.address,
      displayName: accounts[change.address] ?? '',
    },
    before: change.before ?? null,
    after: change.after ?? who?.[0] ?? null,
    person: who === undefined ? null : { id: uuid(200 + (change.person ?? 0)), address: who[0], name: who[1] },
    via: change.via ?? [],
    emptied:
      change.kind === 'retire' || change.kind === 'delete'
        ? { members: [uuid(201), uuid(202)], aliases: ['oud@example.nl'] }
        : null,
  };
}

const danger = (name: DangerClass): number => -dangerClasses.indexOf(name);

export const exampleMutations: readonly Mutation[] = changes
  .map(mutationOf)
  .sort((a, b) => danger(a.class) - danger(b.class) || a.account.address.localeCompare(b.account.address));

/** One item for each account, and a create before its fill. */
export function itemsOf(mutations: readonly Mutation[]): readonly Item[] {
  const byAccount = new Map<string, Mutation[]>();
  for (const mutation of mutations)
    byAccount.set(mutation.account.address, [...(byAccount.get(mutation.account.address) ?? []), mutation]);
  const calls = [...byAccount.values()].flatMap((of): { call: CallKind; of: readonly Mutation[] }[] => {
    const create = of.filter(({ kind }) => kind === 'create');
    if (create.length === 0) return [{ call: of[0]?.kind === 'adopt' ? ('adopt' as const) : ('update' as const), of }];
    return [
      { call: 'create' as const, of: create },
      { call: 'fill' as const, of: of.filter(({ kind }) => kind !== 'create') },
    ];
  });
  return calls.map(({ call, of }, index) => ({
    id: String(index + 1).padStart(3, '0'),
    call,
    account: of[0]!.account,
    mutations: of.map(({ id }) => id),
    changes: {},
    dependsOn: [],
    draft: null,
    empties: false,
  }));
}

export function finding(code: FindingCode, effect: FindingEffect, rest: Partial<Finding> = {}): Finding {
  return { code, effect, number: 1, limit: null, addresses: [], details: [], withheld: [], params: {}, ...rest };
}

const findings: readonly Finding[] = [
  finding('zivver-only', 'info', { number: 14 }),
  finding('delegates-not-in-zivver', 'warn', {
    number: 3,
    details: [
      { address: 'balie@example.nl', detail: 'Gerda Zonder' },
      { address: 'facturen@example.nl', detail: 'Hans Zonder' },
      { address: 'hr@example.nl', detail: 'Iris Zonder' },
    ],
  }),
  finding('alias-taken', 'withhold', {
    number: 1,
    withheld: ['add-alias:x:seh@example.nl'],
    details: [{ address: 'spoed@example.nl', detail: 'seh@example.nl: Spoedpost' }],
  }),
];

export const blockFinding = finding('too-many-removals', 'block', {
  number: 61,
  limit: 50,
  params: { absolute: 50, percent: 10, accounts: 190 },
});

const inScope: readonly InScope[] = Object.entries(accounts).map(([address, displayName], index) => ({
  mailboxId: uuid(index),
  source: 'exchange-online',
  address,
  displayName,
  type: address.startsWith('zaal') ? 'RoomMailbox' : 'SharedMailbox',
  delegates: index + 1,
  unexpressed: index === 1 ? [{ name: 'Gerda Zonder', reason: 'no-account' }] : [],
  frozen: index === 3,
}));

function leftOut(reason: LeftOutReason, count: number): readonly LeftOut[] {
  return Array.from({ length: count }, (_, index) => ({
    mailboxId: `${reason}-${index}`,
    source: 'exchange-online',
    address: `weg${index}@example.org`,
    displayName: `Weg ${index}`,
    type: 'SharedMailbox',
    reason,
    detail: '',
  }));
}

export const exampleScope: ScopeReport = {
  inScope,
  leftOut: [...leftOut('foreign-domain', 3), ...leftOut('filtered-out', 12), ...leftOut('nobody-could-open', 2)],
  notRead: { RemoteSharedMailbox: 4 },
};

export const exampleBasis: Basis = {
  sources: [
    {
      source: 'exchange-online',
      takenAt: '2026-03-02T06:00:00.000Z',
      mailboxes: 25,
      list: { complete: true },
      frozen: 1,
    },
  ],
  target: { takenAt: '2026-03-02T06:04:00.000Z', accounts: 22, people: 640 },
  states: new Map(),
};

export function examplePlan(overrides: Partial<Plan> = {}): Plan {
  return {
    id: 'plan-7k2m9q',
    fingerprint,
    content: { mutations: exampleMutations, items: itemsOf(exampleMutations), findings, policy },
    basis: exampleBasis,
    scope: exampleScope,
    approval: { votes: 2, secondPerson: true, typed: 1 },
    blocked: false,
    state: 'proposed',
    requester,
    createdAt: '2026-03-02T06:05:00.000Z',
    expiresAt: '2026-03-03T06:05:00.000Z',
    ...overrides,
  };
}

/** The same and 20 more accounts with a new name: two pages and a half. */
export function longPlan(): Plan {
  const plan = examplePlan();
  const rename = exampleMutations.filter(({ kind }) => kind === 'rename');
  const more = rename.flatMap((mutation) =>
    Array.from({ length: 20 }, (_, index) => ({
      ...mutation,
      id: `${mutation.id}-${index}`,
      account: {
        ...mutation.account,
        mailboxId: uuid(300 + index),
        address: `zaal${index + 2}@example.nl`,
        displayName: `Zaal ${index + 2}`,
      },
      before: `Zaal ${index + 2}`,
      after: `Vergaderzaal ${index + 2}`,
    })),
  );
  const mutations = [...exampleMutations, ...more];
  return { ...plan, content: { ...plan.content, mutations, items: itemsOf(mutations) } };
}

export function vote(person: Person, decision: Vote['decision'], comment = ''): Vote {
  return { person, decision, fingerprint, comment, at: '2026-03-02T08:15:00.000Z' };
}

/** A run in which one account was stale, one was refused, and one alias was silently lost. */
export function exampleRun(plan: Plan): Run {
  const results: readonly ItemResult[] = plan.content.items.map((item): ItemResult => {
    const end = (state: 'done' | 'stale' | 'failed' | 'uncertain', code: string, params = {}): ItemResult => ({
      itemId: item.id,
      state,
      outcome: { state, code, params, accountId: null, calls: 2, at: '2026-03-02T08:16:00.000Z' },
    });
    if (item.account.address === 'hr@example.nl')
      return end('stale', 'changed-meanwhile', { field: 'division', expected: '', found: 'NL-02' });
    if (item.account.address === 'facturen@example.nl') return end('failed', 'target-unknown-member');
    if (item.account.address === 'zaal1@example.nl') return end('uncertain', 'outcome-unknown');
    return end('done', 'ok');
  });
  const done = new Set(results.filter(({ state }) => state === 'done').map(({ itemId }) => itemId));
  const carried = plan.content.items.filter(({ id }) => done.has(id)).flatMap(({ mutations }) => mutations);
  const lost = plan.content.mutations
    .filter(({ kind, id }) => kind === 'add-alias' && carried.includes(id))
    .map(({ id }) => id);
  return {
    id: 'run-4f8w2c',
    planId: plan.id,
    fingerprint: plan.fingerprint,
    state: 'partly-applied',
    startedBy: approver,
    votes: [vote(approver, 'approve', 'Gezien.')],
    startedAt: '2026-03-02T08:15:10.000Z',
    endedAt: '2026-03-02T08:17:15.000Z',
    results,
    verification: {
      at: '2026-03-02T08:17:14.000Z',
      complete: true,
      seen: carried.filter((id) => !lost.includes(id)),
      lost,
      repaired: [],
    },
    calls: 31,
    stoppedBecause: null,
  };
}
