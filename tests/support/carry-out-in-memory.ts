/**
 * Carries items out on a snapshot, in order, as a Zivver that refuses every taken address would: the shortest model of
 * what the plan promises. Throws when an item meets an address that somebody still holds.
 */

import type { FunctionalAccount } from '../../src/sync/model/functional-account.ts';
import type { Item } from '../../src/sync/model/item.ts';
import type { Link } from '../../src/sync/model/link.ts';
import type { ComputedPlan } from '../../src/sync/model/plan.ts';
import type { TargetSnapshot } from '../../src/sync/model/snapshot.ts';
import type { PlanInput } from '../../src/sync/plan/compute-plan.ts';

export function carryOutInMemory(plan: ComputedPlan, input: PlanInput): PlanInput {
  const accounts = new Map(input.target.accounts.map((account) => [account.id, account]));
  const links = new Map(input.links.map((link) => [link.mailboxId, link]));
  const done = new Set<string>();
  for (const item of plan.content.items) {
    for (const earlier of item.dependsOn) if (!done.has(earlier)) throw new Error(`${item.id} runs before ${earlier}`);
    carryOut(item, accounts, input.target);
    const id = idOf(item, accounts);
    const link = linkAfter(item, id, links.get(item.account.mailboxId ?? ''), { plan, input });
    if (link !== undefined) links.set(link.mailboxId, link);
    done.add(item.id);
  }
  return { ...input, target: { ...input.target, accounts: [...accounts.values()] }, links: [...links.values()] };
}

function idOf(item: Item, accounts: ReadonlyMap<string, FunctionalAccount>): string {
  if (item.account.id !== null) return item.account.id;
  const found = [...accounts.values()].find(({ address }) => address === item.account.address);
  if (found === undefined) throw new Error(`${item.account.address} was never created`);
  return found.id;
}

function carryOut(item: Item, accounts: Map<string, FunctionalAccount>, target: TargetSnapshot): void {
  if (item.call === 'adopt') return;
  if (item.call === 'create' && item.draft !== null) {
    take(item.draft.address, null, accounts, target);
    const id = `new-${item.draft.address}`;
    accounts.set(id, { id, ...item.draft, members: [], aliases: [], extension: {} });
    return;
  }
  const id = idOf(item, accounts);
  const account = accounts.get(id);
  if (account === undefined) throw new Error(`${id} is not there`);
  if (item.call === 'delete') {
    accounts.delete(id);
    return;
  }
  accounts.set(id, changed(account, item, accounts, target));
}

function changed(
  account: FunctionalAccount,
  item: Item,
  accounts: ReadonlyMap<string, FunctionalAccount>,
  target: TargetSnapshot,
): FunctionalAccount {
  const { address, displayName, division, aliases, members } = item.changes;
  if (address !== undefined) take(address.after, account.id, accounts, target);
  for (const alias of aliases?.add ?? []) take(alias, account.id, accounts, target);
  const primary = address?.after ?? account.address;
  const nextAliases = [
    ...account.aliases.filter((alias) => !(aliases?.remove ?? []).includes(alias)),
    ...(aliases?.add ?? []),
  ];
  return {
    ...account,
    address: primary,
    displayName: displayName?.after ?? account.displayName,
    division: division === undefined ? account.division : division.after,
    aliases: [...new Set(nextAliases)].filter((alias) => alias !== primary).sort(),
    members: [
      ...new Set([...account.members.filter((id) => !(members?.revoke ?? []).includes(id)), ...(members?.grant ?? [])]),
    ].sort(),
  };
}

function take(
  address: string,
  by: string | null,
  accounts: ReadonlyMap<string, FunctionalAccount>,
  target: TargetSnapshot,
): void {
  const account = [...accounts.values()].find(
    ({ id, ...held }) => id !== by && (held.address === address || held.aliases.includes(address)),
  );
  const person = target.people.find((held) => held.address === address || held.aliases.includes(address));
  const holder = account?.displayName ?? person?.name;
  if (holder !== undefined) throw new Error(`${address} is still held by ${holder}`);
}

function linkAfter(
  item: Item,
  accountId: string,
  link: Link | undefined,
  { plan, input }: { readonly plan: ComputedPlan; readonly input: PlanInput },
): Link | undefined {
  const { mailboxId } = item.account;
  if (mailboxId === null) return undefined;
  const granted = item.changes.members?.grant ?? [];
  const mailbox = plan.scope.inScope.find((entry) => entry.mailboxId === mailboxId);
  const origin = item.call === 'create' ? 'create' : item.call === 'adopt' ? 'adopt' : link?.origin;
  if (origin === undefined) return link;
  return {
    mailboxId,
    accountId,
    origin,
    source: mailbox?.source ?? link?.source ?? '',
    address: item.changes.address?.after ?? item.account.address,
    seenDelegates: [...new Set([...(link?.seenDelegates ?? []), ...granted])],
    since: link?.since ?? input.target.takenAt,
  };
}
