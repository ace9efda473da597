/** An organisation of any size as the planner is handed it: both readings, links and policy. Arithmetic only: the same size gives the same world. */

import { fileSchema } from '../../src/config/schema.ts';
import { Secret } from '../../src/config/secret.ts';
import { secretVariables } from '../../src/config/secrets.ts';
import { toConfig } from '../../src/config/to-config.ts';
import type { FunctionalAccount, ZivverPerson } from '../../src/sync/model/functional-account.ts';
import { trusteeSharer } from '../../src/sync/model/kept-once.ts';
import type { Link } from '../../src/sync/model/link.ts';
import type { SharedMailbox, Trustee } from '../../src/sync/model/mailbox.ts';
import type { Policy } from '../../src/sync/model/policy.ts';
import type { LookUpAnswer } from '../../src/sync/model/snapshot.ts';
import type { PlanInput } from '../../src/sync/plan/compute-plan.ts';
import { digest } from '../../src/sync/plan/fingerprint.ts';
import { noHistory } from '../../src/sync/plan/history.ts';

/**
 * `first-run`: Zivver has people and no accounts. `no-change`: everything is equal. `usual-mix`: 1 % of the mailboxes gone,
 * 1 % new, 5 % changed (one delegate came, one left, and a new name).
 */
export const planningCases = ['first-run', 'no-change', 'usual-mix'] as const;
export type PlanningCase = (typeof planningCases)[number];

export const delegatesEach = 10;
export const domain = 'example.nl';
export const source = 'exchange';
export const takenAt = '2026-01-05T08:00:00.000Z';

/** Mailboxes that differ in `usual-mix`, by their number. */
export const isGone = (index: number): boolean => index % 100 === 7;
export const isNew = (index: number): boolean => index % 100 === 53;
export const isChanged = (index: number): boolean => index % 20 === 11;

export function planningWorld(mailboxes: number, which: PlanningCase): PlanInput {
  const people = peopleOf(mailboxes);
  const indexes = Array.from({ length: mailboxes }, (_, index) => index);
  const mixed = which === 'usual-mix';
  const known = which === 'first-run' ? [] : indexes.filter((index) => !(mixed && isNew(index)));
  const read = indexes.filter((index) => !(mixed && isGone(index)));
  const policy = planningPolicy();
  const mailboxList = read.map((index) => mailboxAt(index, people));
  // As a planner on its thread is handed them.
  trusteeSharer()(mailboxList);
  const gone = mixed ? indexes.filter(isGone) : [];
  return {
    sources: [
      {
        source,
        takenAt,
        madeFrom: 'source',
        mailboxes: mailboxList,
        list: { complete: true },
        problems: [],
        notRead: {},
      },
    ],
    target: {
      takenAt,
      accounts: known.map((index) => accountAt(index, people, mixed && isChanged(index))),
      people,
      completeness: { accounts: { complete: true }, people: { complete: true } },
    },
    policy,
    links: known.map((index) => linkAt(index, people)),
    lookUps: new Map(gone.map((index): [string, LookUpAnswer] => [mailboxId(index), 'not-found'])),
    baselines: [{ source, mailboxes, scopeDigest: digest(policy.scope) }],
    mutes: new Map(),
    history: noHistory,
    only: [],
  };
}

/** The rules of a configuration that says only what it must, and that takes missing accounts out of use. */
function planningPolicy(): Policy {
  const content = fileSchema.parse({
    sources: [{ type: 'recorded', name: source, file: 'reading.json', recordedFrom: 'exchange-online-certificate' }],
    target: { url: 'http://127.0.0.1:1', domains: [domain], zivverOrganizationalUnit: 'domain' },
    sync: { missing: 'retire' },
  });
  const secrets = new Map([[secretVariables.apiKey, new Secret('none')]]);
  return toConfig({ file: 'countersign.yaml', content, secrets, fromFlagOrEnvironment: new Map() }).policy;
}

function idOf(kind: string, index: number): string {
  return `${kind}${index.toString(16).padStart(7, '0')}-0000-4000-8000-000000000000`;
}
export const mailboxId = (index: number): string => idOf('a', index);
export const accountId = (index: number): string => idOf('c', index);

/** A quarter as many people as mailboxes: with ten delegates each, everybody opens some forty. */
export function peopleOf(mailboxes: number): readonly ZivverPerson[] {
  return Array.from({ length: Math.max(2 * delegatesEach, Math.ceil(mailboxes / 4)) }, (_, index) => ({
    id: idOf('b', index),
    address: `person-${index}@${domain}`,
    aliases: index % 5 === 0 ? [`p${index}@${domain}`] : [],
    name: `Person ${index}`,
    active: true,
  }));
}

/** Different people each, spread over the organisation. */
function delegatesAt(index: number, people: readonly ZivverPerson[], from = 0): readonly ZivverPerson[] {
  return Array.from({ length: delegatesEach }, (_, at) => {
    const person = people[(index * 31 + (from + at) * 7) % people.length];
    if (person === undefined) throw new RangeError('no people');
    return person;
  });
}

export function mailboxAt(index: number, people: readonly ZivverPerson[]): SharedMailbox {
  return {
    id: mailboxId(index),
    source,
    displayName: `Mailbox ${index}`,
    primaryAddress: `Mailbox-${index}@${domain}`,
    proxyAddresses: [`SMTP:Mailbox-${index}@${domain}`, `smtp:m${index}@${domain}`],
    type: index % 9 === 0 ? 'RoomMailbox' : 'SharedMailbox',
    delegates: { state: 'read', trustees: delegatesAt(index, people).map(trusteeOf) },
  };
}

/** Exchange knows everybody by a further address, which Zivver does not. */
function trusteeOf({ address, name }: ZivverPerson, at: number): Trustee {
  const aliases = [address.replace(domain, 'example.com')];
  return { kind: 'person', address, aliases, name, via: at % 4 === 0 ? [`Group ${at}`] : [] };
}

function accountAt(index: number, people: readonly ZivverPerson[], changed: boolean): FunctionalAccount {
  return {
    id: accountId(index),
    address: `mailbox-${index}@${domain}`,
    displayName: changed ? `Mailbox ${index} (old)` : `Mailbox ${index}`,
    members: delegatesAt(index, people, changed ? 1 : 0)
      .map(({ id }) => id)
      .sort(),
    aliases: [`m${index}@${domain}`],
    division: domain,
    extension: {},
  };
}

function linkAt(index: number, people: readonly ZivverPerson[]): Link {
  return {
    mailboxId: mailboxId(index),
    source,
    accountId: accountId(index),
    origin: 'create',
    address: `mailbox-${index}@${domain}`,
    seenDelegates: delegatesAt(index, people)
      .map(({ id }) => id)
      .sort(),
    since: takenAt,
  };
}
