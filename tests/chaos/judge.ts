/** What a chaos run came to: the journal and the end state against the undisturbed run. */

import type { WorldScimResource } from '../../sandbox/tenant/world.ts';
import { addressOf } from '../../sandbox/zivver/scim-resource.ts';
import type { ZivverServer } from '../../sandbox/zivver/zivver-server.ts';
import type { Link } from '../../src/sync/model/link.ts';
import type { Mutation } from '../../src/sync/model/mutation.ts';
import type { Plan } from '../../src/sync/model/plan.ts';
import type { LedgerItem } from '../../src/sync/store/store.ts';
import { changeOf, changesOf, type Fact, factsOf, keyOf } from './account-facts.ts';
import { gapMs } from './chaos-settings.ts';
import { countEffects } from './count-effects.ts';
import { isToGo, type Trouble } from './trouble.ts';
import { goneAccounts } from './wrongly-gone.ts';

export interface ChaosFigures {
  readonly seed: number;
  readonly mutations: number;
  readonly kills: number;
  /** Accounts where a signed mutation is not there at the end, or that are not, or not owned, as in an undisturbed run. */
  readonly lost: number;
  readonly doubled: number;
  /** Items left to a person, without an outsider's change to the same field as the reason. */
  readonly uncertain: number;
  readonly outsiderLost: number;
  /** Accounts that were deleted, and that were emptied because their mailbox is gone. */
  readonly deleted: number;
  readonly retired: number;
  /** Of the deleted ones, those that should have lived. */
  readonly wronglyDeleted: number;
}

/** What is there in the end, beside what the server's journal tells. */
export interface EndState {
  readonly accounts: readonly WorldScimResource[];
  readonly links: readonly Link[];
}

export interface Judged {
  readonly seed: number;
  readonly kills: number;
  readonly plan: Plan;
  readonly ledger: readonly LedgerItem[];
  readonly before: readonly WorldScimResource[];
  readonly mayGo: ReadonlySet<string>;
  readonly undisturbed: EndState;
  readonly links: readonly Link[];
  readonly server: ZivverServer;
  readonly trouble: Trouble;
  readonly say: (line: string) => void;
}

type Accounts = ReadonlyMap<string, ReadonlySet<Fact>>;

export function judge({ seed, kills, plan, ledger, server, trouble, say, ...worlds }: Judged): ChaosFigures {
  const { mutations } = plan.content;
  const { entries } = server.journal();
  const known = new Set(worlds.before.map(({ id }) => id));
  const counted = countEffects({ entries, mutations, known, gapMs });
  const gone = goneAccounts({ entries, before: worlds.before, mayGo: worlds.mayGo, gapMs });
  const accountsOf = (list: readonly WorldScimResource[]): Accounts =>
    new Map(list.map((account) => [keyOf(account, known), factsOf(account)]));
  const found = accountsOf(server.state().groups);
  const contested = contestedKeys(entries, known, trouble);
  const wanted = withOutsideChanges(accountsOf(worlds.undisturbed.accounts), entries, known);

  const keyIn = ({ account }: Mutation): string => account.id ?? account.address;
  const isThere = (mutation: Mutation): boolean =>
    changesOf(mutation).every((change) => holds(found.get(keyIn(mutation)), change));
  const absent = mutations.filter((mutation) => !contested.has(keyIn(mutation)) && !isThere(mutation));
  const differing = [...new Set([...wanted.keys(), ...found.keys()])]
    .filter((key) => !contested.has(key))
    .map((key) => {
      const changes = changeOf(wanted.get(key) ?? new Set(), found.get(key) ?? new Set());
      return [key, changes.filter((change) => !counted.inTheGap.includes(`${key} ${change}`))] as const;
    })
    .filter(([, change]) => change.length > 0);
  const owned = ownership(worlds.links, known);
  const disowned = [...ownership(worlds.undisturbed.links, known)].filter(
    ([key, mine]) => !contested.has(key) && owned.get(key) !== mine,
  );
  const uncertain = ledger.filter(({ state }) => state === 'uncertain');
  const unjustified = uncertain.filter(({ item }) => !contested.has(item.account.id ?? item.account.address));

  for (const { id } of absent) say(`not there: ${id}`);
  for (const [key, change] of differing) say(`not as undisturbed: ${key}: ${change.join(', ')}`);
  for (const [key, mine] of disowned)
    say(`not linked as undisturbed: ${key}: ${owned.get(key) ?? 'no link'}, not ${mine}`);
  for (const account of gone.wrongly) say(`should have lived: ${account}`);
  for (const id of counted.doubled) say(`twice: ${id}`);
  for (const change of counted.unsigned) say(`unsigned: ${change}`);
  for (const change of counted.outsiderLost) say(`an outsider's change was undone: ${change}`);
  for (const { item } of unjustified) say(`uncertain: ${item.id} ${item.call} ${item.account.address}`);
  const open = ledger
    .filter(({ state }) => state !== 'done')
    .map(({ item, state, outcome }) => `${item.call} ${item.account.address} ${state} ${outcome?.code ?? ''}`);
  say(
    `contested accounts: ${contested.size}; within the gap: ${counted.inTheGap.length}; not done: ${open.join('; ') || 'none'}`,
  );
  return {
    seed,
    mutations: mutations.length,
    kills,
    lost: new Set([...absent.map(keyIn), ...[...differing, ...disowned].map(([key]) => key)]).size,
    doubled: counted.doubled.length + counted.unsigned.length,
    uncertain: unjustified.length,
    outsiderLost: counted.outsiderLost.length,
    deleted: gone.deleted,
    retired: mutations.filter((each) => each.kind === 'retire' && isThere(each)).length,
    wronglyDeleted: gone.wrongly.length,
  };
}

/** By account: whose it is. A create that was only found is `assumed`, and as good as one that was answered. */
function ownership(links: readonly Link[], known: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map(
    links.map(({ accountId, address, origin }) => [
      known.has(accountId) ? accountId : address,
      `${origin === 'assumed' ? 'create' : origin} ${address}`,
    ]),
  );
}

function holds(facts: ReadonlySet<Fact> | undefined, change: string): boolean {
  return (facts?.has(change.slice(1)) ?? false) === change.startsWith('+');
}

/** The plan and the editor want the same field: the plan is right to leave it alone. So is a deletion of what was changed. */
function contestedKeys(
  entries: ReturnType<ZivverServer['journal']>['entries'],
  known: ReadonlySet<string>,
  { contested }: Trouble,
): ReadonlySet<string> {
  const edited = entries.flatMap(({ by, effect }) => {
    const account = effect?.after ?? effect?.before;
    if (by !== 'outside' || account === null || account === undefined) return [];
    return contested.has(addressOf(account)) || isToGo(account) ? [keyOf(account, known)] : [];
  });
  return new Set(edited);
}

/** The undisturbed end state, and on top of it what the editor changed. */
function withOutsideChanges(
  undisturbed: Accounts,
  entries: ReturnType<ZivverServer['journal']>['entries'],
  known: ReadonlySet<string>,
): Accounts {
  const accounts = new Map([...undisturbed].map(([key, facts]) => [key, new Set(facts)]));
  for (const { by, effect } of entries) {
    const account = effect?.after;
    if (by !== 'outside' || account === null || account === undefined) continue;
    const facts = accounts.get(keyOf(account, known));
    for (const change of changeOf(factsOf(effect?.before), factsOf(account))) {
      if (change.startsWith('+')) facts?.add(change.slice(1));
      else facts?.delete(change.slice(1));
    }
  }
  return accounts;
}
