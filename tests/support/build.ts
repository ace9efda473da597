/** Builders: the smallest valid thing of each kind, so that a test names only what it is about. */

import { waivableFindings } from '../../src/sync/model/finding.ts';
import type { FunctionalAccount, ZivverPerson } from '../../src/sync/model/functional-account.ts';
import type { Link } from '../../src/sync/model/link.ts';
import type { SharedMailbox, Trustee } from '../../src/sync/model/mailbox.ts';
import { offeredMailboxTypes } from '../../src/sync/model/mailbox.ts';
import type { Policy } from '../../src/sync/model/policy.ts';
import type { SourceSnapshot, TargetSnapshot } from '../../src/sync/model/snapshot.ts';
import { computePlan, type PlanInput } from '../../src/sync/plan/compute-plan.ts';
import { digest } from '../../src/sync/plan/fingerprint.ts';
import { noHistory } from '../../src/sync/plan/history.ts';

export const takenAt = '2026-11-24T08:00:00.000Z';

export function trustee(name: string, more: Partial<Extract<Trustee, { kind: 'person' }>> = {}): Trustee {
  return { kind: 'person', address: `${name}@example.nl`, aliases: [], name, via: [], ...more };
}

export function mailbox(
  name: string,
  more: Partial<SharedMailbox> & { trustees?: readonly Trustee[]; aliases?: readonly string[] } = {},
): SharedMailbox {
  const { trustees = [trustee('ann')], aliases = [], ...rest } = more;
  const primaryAddress = rest.primaryAddress ?? `${name}@example.nl`;
  return {
    id: `m-${name}`,
    source: 'exchange',
    displayName: name,
    primaryAddress,
    proxyAddresses: [`SMTP:${primaryAddress}`, ...aliases.map((alias) => `smtp:${alias}`)],
    type: 'SharedMailbox',
    delegates: { state: 'read', trustees },
    ...rest,
  };
}

export function person(name: string, more: Partial<ZivverPerson> = {}): ZivverPerson {
  return { id: `p-${name}`, address: `${name}@example.nl`, aliases: [], name, active: true, ...more };
}

export function account(name: string, more: Partial<FunctionalAccount> = {}): FunctionalAccount {
  return {
    id: `a-${name}`,
    address: `${name}@example.nl`,
    displayName: name,
    members: ['p-ann'],
    aliases: [],
    division: null,
    extension: {},
    ...more,
  };
}

export function link(name: string, more: Partial<Link> = {}): Link {
  return {
    mailboxId: `m-${name}`,
    source: 'exchange',
    accountId: `a-${name}`,
    origin: 'create',
    address: `${name}@example.nl`,
    seenDelegates: ['p-ann'],
    since: takenAt,
    ...more,
  };
}

export function policy(
  more: {
    scope?: Partial<Policy['scope']>;
    sync?: Partial<Policy['sync']>;
    guards?: Partial<Policy['guards']>;
    approval?: Partial<Policy['approval']>;
  } = {},
): Policy {
  return {
    scope: {
      sources: ['exchange'],
      types: [...offeredMailboxTypes],
      filter: null,
      domains: ['example.nl'],
      protectedAddresses: [],
      division: { kind: 'none' },
      ...more.scope,
    },
    sync: { newOrChanged: true, missing: 'keep', addedInZivver: 'propose', ...more.sync },
    guards: {
      removals: { absolute: 10, percent: 50, floor: 3 },
      removalsPerAccount: { absolute: 25, percent: 75, floor: 5 },
      emptied: { absolute: 3, percent: 2, floor: 1 },
      access: { absolute: 200, percent: 25, floor: 25 },
      accessPerAccount: { absolute: 50, percent: 100, floor: 25 },
      creates: { absolute: 1000, percent: 100, floor: 100 },
      retires: { absolute: 5, percent: 2, floor: 2 },
      deletes: { absolute: 2, percent: 1, floor: 1 },
      overTime: { day: 2, week: 5 },
      sensitiveMailboxes: null,
      waivable: [...waivableFindings],
      shrink: { percent: 20, floor: 5 },
      absentLinksPercent: 20,
      createWithoutDelegates: false,
      ...more.guards,
    },
    approval: {
      secondPersonFor: ['removal', 'destruction'],
      votes: { change: 1, access: 1, removal: 1, destruction: 1 },
      typedNumberFor: ['destruction'],
      ...more.approval,
    },
  };
}

export function sourceSnapshot(
  mailboxes: readonly SharedMailbox[],
  more: Partial<SourceSnapshot> = {},
): SourceSnapshot {
  return {
    source: 'exchange',
    takenAt,
    madeFrom: 'source',
    mailboxes,
    list: { complete: true },
    problems: [],
    notRead: {},
    ...more,
  };
}

export function targetSnapshot(
  accounts: readonly FunctionalAccount[],
  people: readonly ZivverPerson[] = [person('ann')],
  more: Partial<TargetSnapshot['completeness']> = {},
): TargetSnapshot {
  return {
    takenAt,
    accounts,
    people,
    completeness: { accounts: { complete: true }, people: { complete: true }, ...more },
  };
}

export interface World {
  readonly mailboxes?: readonly SharedMailbox[];
  readonly accounts?: readonly FunctionalAccount[];
  readonly people?: readonly ZivverPerson[];
  readonly links?: readonly Link[];
  readonly policy?: Policy;
  readonly source?: Partial<SourceSnapshot>;
  readonly completeness?: Partial<TargetSnapshot['completeness']>;
  readonly lookUps?: PlanInput['lookUps'];
  readonly baselines?: PlanInput['baselines'];
  readonly mutes?: PlanInput['mutes'];
  readonly history?: PlanInput['history'];
  readonly only?: readonly string[];
}

export function planInput(world: World): PlanInput {
  const rules = world.policy ?? policy();
  const mailboxes = world.mailboxes ?? [];
  return {
    sources: [sourceSnapshot(mailboxes, world.source)],
    target: targetSnapshot(world.accounts ?? [], world.people ?? [person('ann')], world.completeness),
    policy: rules,
    links: world.links ?? [],
    lookUps: world.lookUps ?? new Map(),
    baselines: world.baselines ?? [
      { source: 'exchange', mailboxes: mailboxes.length, scopeDigest: digest(rules.scope) },
    ],
    mutes: world.mutes ?? new Map(),
    history: world.history ?? noHistory,
    only: world.only ?? [],
  };
}

export function plan(world: World) {
  return computePlan(planInput(world));
}

/** `kind address before→after`, in plan order: what a person would read. */
export function summary(world: World): string[] {
  return plan(world).content.mutations.map(
    ({ kind, account: { address }, before, after }) => `${kind} ${address} ${before ?? '-'}→${after ?? '-'}`,
  );
}

export function findingCodes(world: World): string[] {
  return plan(world).content.findings.map(({ code, effect }) => `${effect} ${code}`);
}
