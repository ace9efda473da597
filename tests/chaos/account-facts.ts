/**
 * An account as a set of facts, and a change as facts that came or went. Two states are compared, and effects counted, fact
 * by fact. Pure.
 */

import type { WorldScimResource } from '../../sandbox/tenant/world.ts';
import {
  addressOf,
  aliasesOf,
  divisionOf,
  isObject,
  memberIdsOf,
  zivverGroup,
} from '../../sandbox/zivver/scim-resource.ts';
import type { Mutation } from '../../src/sync/model/mutation.ts';
import { unit } from './chaos-parts.ts';

/** `there`, `address …`, `name …`, `member …`, `alias …`, `unit …`, `key …`. An account whose name was lost has none. */
export type Fact = string;

export function factsOf(account: WorldScimResource | null | undefined): ReadonlySet<Fact> {
  if (account === null || account === undefined) return new Set();
  const extension = account[zivverGroup];
  const keys = Object.entries(isObject(extension) ? extension : {}).filter(([key]) => key !== 'aliases');
  return new Set([
    'there',
    `address ${addressOf(account)}`,
    ...(account['displayName'] === addressOf(account) ? [] : [`name ${String(account['displayName'])}`]),
    `unit ${JSON.stringify(divisionOf(account) ?? '/')}`,
    ...memberIdsOf(account).map((id) => `member ${id}`),
    ...aliasesOf(account).map((alias) => `alias ${alias}`),
    ...keys.map(([key, value]) => `key ${key}=${String(value)}`),
  ]);
}

/** `+fact` came, `-fact` went. */
export function changeOf(before: ReadonlySet<Fact>, after: ReadonlySet<Fact>): readonly string[] {
  return [
    ...[...after].filter((fact) => !before.has(fact)).map((fact) => `+${fact}`),
    ...[...before].filter((fact) => !after.has(fact)).map((fact) => `-${fact}`),
  ];
}

export function opposite(change: string): string {
  return `${change.startsWith('+') ? '-' : '+'}${change.slice(1)}`;
}

/** The same for an account that is new: its id differs from run to run, its address does not. */
export function keyOf(
  account: { readonly id: string } & Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
): string {
  return known.has(account.id) ? account.id : addressOf(account);
}

/** What a signed mutation brings about at its account. */
export function changesOf({ kind, account, before, after, person, emptied, promotes }: Mutation): readonly string[] {
  const everybodyAndAlias = [
    ...(emptied?.members ?? []).map((id) => `-member ${id}`),
    ...(emptied?.aliases ?? []).map((alias) => `-alias ${alias}`),
  ];
  switch (kind) {
    case 'create':
      return ['+there', `+address ${after}`, `+name ${account.displayName}`, `+unit "${unit}"`];
    case 'rename':
      return [`+name ${after}`, `-name ${before}`];
    case 'grant':
      return [`+member ${person?.id}`];
    case 'revoke':
      return [`-member ${person?.id}`];
    case 'add-alias':
      return [`+alias ${after}`];
    case 'remove-alias':
      return [`-alias ${before}`];
    case 'delete':
      return ['-there', ...everybodyAndAlias];
    case 'retire':
      return everybodyAndAlias;
    case 'readdress':
      return [`+address ${after}`, `-address ${before}`, ...(promotes ? [`-alias ${after}`] : [])];
    case 'reassign-ou':
      return [`+unit "${after}"`, `-unit "${before}"`];
    case 'adopt':
      return [];
  }
}
