/**
 * An approved plan in a real store, over an organisation in which every kind of call occurs: what tests of applying start
 * from. The plan comes from the planner, the target from the test: the fake, or the client against the sandbox server.
 */

import { join } from 'node:path';
import { systemClock } from '../../src/platform/clock.ts';
import { randomIds } from '../../src/platform/ids.ts';
import { silentAnnouncer } from '../../src/sync/announcer.ts';
import type { ApplySettings } from '../../src/sync/apply/apply-settings.ts';
import type { CarryOutParts } from '../../src/sync/carry-out-parts.ts';
import type { Link } from '../../src/sync/model/link.ts';
import type { SharedMailbox } from '../../src/sync/model/mailbox.ts';
import type { Plan } from '../../src/sync/model/plan.ts';
import type { Policy } from '../../src/sync/model/policy.ts';
import type { LookUpAnswer } from '../../src/sync/model/snapshot.ts';
import { holdersIn } from '../../src/sync/source/part-of-reading.ts';
import type { Source } from '../../src/sync/source/source.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/sync/store/store.ts';
import type { Target } from '../../src/sync/target/target.ts';
import { link, mailbox, person, plan as planOf, policy, trustee } from './build.ts';
import { auditEntry, staff, vote } from './stored-plan.ts';
import { anAccount, type TargetSeed, uuid } from './target-seed.ts';

export interface Organisation {
  readonly seed: TargetSeed;
  readonly mailboxes: readonly SharedMailbox[];
  readonly links: readonly Link[];
  /** `freeRules` when absent. */
  readonly policy?: Policy;
  /** What looking mailboxes up by their id answers; nobody asked when absent. */
  readonly lookUps?: ReadonlyMap<string, LookUpAnswer>;
}

const names = ['ann', 'bob', 'cas', 'dia'] as const;
export const people = {
  ann: uuid(101),
  bob: uuid(102),
  cas: uuid(103),
  dia: uuid(104),
} as const satisfies Record<(typeof names)[number], string>;

/** Rename, grant, revoke, aliases that move from one account to another, an adoption, and `created` new accounts. */
export function organisation(
  options: { readonly created?: number /** The unit of every account. */; readonly division?: string } = {},
): Organisation {
  const { created = 3, division = null } = options;
  const inUnit = (fields: Parameters<typeof anAccount>[0]) => anAccount({ ...fields, division });
  const known = (name: string, id: number, seen: readonly string[]) =>
    link(name, { accountId: uuid(id), seenDelegates: seen });
  return {
    seed: {
      accounts: [
        inUnit({
          id: uuid(1),
          address: 'sales@example.nl',
          displayName: 'Sales old',
          members: [people.ann, people.cas],
          extension: { ExternalAccountId: 'keep-me' },
        }),
        inUnit({
          id: uuid(2),
          address: 'info@example.nl',
          displayName: 'info',
          members: [people.ann],
          aliases: ['contact@example.nl', 'old@example.nl'],
        }),
        inUnit({ id: uuid(3), address: 'desk@example.nl', displayName: 'desk', members: [people.ann] }),
        inUnit({ id: uuid(4), address: 'lobby@example.nl', displayName: 'lobby', members: [people.ann] }),
        inUnit({ id: uuid(5), address: 'same@example.nl', displayName: 'same', members: [people.ann] }),
      ],
      people: names.map((name) => person(name, { id: people[name] })),
      domains: ['example.nl'],
      divisions: division === null ? [] : [division],
      guests: [],
    },
    mailboxes: [
      mailbox('sales', { displayName: 'Sales', trustees: [trustee('ann'), trustee('bob')] }),
      mailbox('info', { aliases: ['old@example.nl'] }),
      mailbox('desk', { aliases: ['contact@example.nl'], trustees: [trustee('ann'), trustee('dia')] }),
      mailbox('lobby'),
      mailbox('same'),
      ...Array.from({ length: created }, (_, index) =>
        mailbox(`new-${index + 1}`, {
          aliases: [`new-${index + 1}-alias@example.nl`],
          trustees: [trustee('bob'), trustee('dia')],
        }),
      ),
    ],
    ...(division !== null && { policy: freely({ division: { kind: 'custom', identifier: division } }) }),
    links: [
      known('sales', 1, [people.ann, people.cas]),
      known('info', 2, [people.ann]),
      known('desk', 3, [people.ann]),
      known('same', 5, [people.ann]),
    ],
  };
}

function freely(scope: Partial<Policy['scope']> = {}): Policy {
  return policy({ scope, guards: { removals: { absolute: 9_999, percent: 100, floor: 9_999 } } });
}

export const freeRules = freely();

/** Waits are short, the rules are those of production. */
export const quickSettings: ApplySettings = {
  inFlight: 4,
  leaseMs: 30_000,
  renewEveryMs: 10_000,
  callDeadlineMs: 40,
  knownForMs: 2_000,
  unfilledAccounts: 25,
  identicalFailures: 10,
  pausesMs: [1, 1],
  longestPauseMs: 60_000,
  stopCheckMs: 5,
};

/** Seen again exactly as it was, unless a test changes `mailboxes`. */
export interface StillSource extends Source {
  mailboxes: readonly SharedMailbox[];
  readonly rereads: string[][];
}

export function stillSource(mailboxes: readonly SharedMailbox[]): StillSource {
  const rereads: string[][] = [];
  return {
    name: 'exchange',
    standIn: false,
    mailboxes,
    rereads,
    async read() {
      return this.reread(
        this.mailboxes.map(({ id }) => id),
        { signal: new AbortController().signal },
      );
    },
    async reread(ids) {
      rereads.push([...ids]);
      const found = this.mailboxes.filter(({ id }) => ids.includes(id));
      const takenAt = new Date().toISOString();
      return {
        source: 'exchange',
        takenAt,
        madeFrom: 'source',
        mailboxes: found,
        list: { complete: true },
        problems: [],
        notRead: {},
      };
    },
    lookUp: async (ids) => new Map(ids.map((id) => [id, 'found'])),
    async lookUpAddresses(addresses, options) {
      return holdersIn(await this.read(options), addresses);
    },
    close: async () => {},
  };
}

export interface ApplyCase {
  readonly store: Store;
  readonly plan: Plan;
  readonly source: StillSource;
  readonly parts: CarryOutParts;
}

export interface ApplyCaseOptions {
  readonly target: Target;
  readonly folder: string;
  readonly org?: Organisation;
  /** When the source was read; now when absent. */
  readonly readAt?: string;
}

export function planFor(org: Organisation, readAt = new Date().toISOString()): Plan {
  const computed = planOf({
    mailboxes: org.mailboxes,
    accounts: org.seed.accounts,
    people: org.seed.people,
    links: org.links,
    policy: org.policy ?? freeRules,
    source: { takenAt: readAt },
    lookUps: org.lookUps ?? new Map(),
  });
  const now = Date.now();
  return {
    ...computed,
    id: 'plan-1',
    state: 'proposed',
    requester: staff('olga'),
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 3_600_000).toISOString(),
  };
}

/** Everything as it is after the click on Approve. */
export async function approvedCase({
  target,
  folder,
  org = organisation(),
  readAt,
}: ApplyCaseOptions): Promise<ApplyCase> {
  const store = await openSqliteStore({ path: join(folder, 'store.sqlite') });
  const plan = planFor(org, readAt);
  await store.links.save(org.links);
  await store.plans.insert(plan, auditEntry('plan-proposed', { planId: plan.id }));
  await store.plans.transition({
    planId: plan.id,
    from: ['proposed'],
    to: 'approved',
    audit: auditEntry('plan-approved', { planId: plan.id }),
    vote: vote(staff('ben'), plan),
  });
  const source = stillSource(org.mailboxes);
  return { store, plan, source, parts: { ...partsFor(store, source, target), policy: plan.content.policy } };
}

export function partsFor(store: Store, source: Source, target: Target): CarryOutParts {
  return {
    store,
    sources: [source],
    target,
    policy: freeRules,
    rereadAfterMs: 900_000,
    mayApprove: () => true,
    announcer: silentAnnouncer,
    clock: systemClock,
    ids: randomIds,
    settings: quickSettings,
  };
}
