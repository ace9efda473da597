/**
 * The diff as rows of a table: one row for each account and danger class, most dangerous first, so that a new account
 * with eight delegates takes two rows. Pure; the order is the plan's.
 */

import type { DangerClass, Mutation, MutationKind } from '../sync/model/mutation.ts';
import { nameOverAddress } from './account-lines.ts';
import type { CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { Room } from './limits.ts';
import { type Line, line, type Row, row, subtleLine } from './lines.ts';

export interface AccountChanges {
  readonly class: DangerClass;
  readonly account: Mutation['account'];
  readonly mutations: readonly Mutation[];
}

export function countAccounts(mutations: readonly Mutation[]): number {
  const keys = new Set<string>();
  let last: Mutation['account'] | undefined;
  for (const { account } of mutations) {
    if (account !== last) keys.add(keyOf(account));
    last = account;
  }
  return keys.size;
}

export function keyOf(account: Mutation['account']): string {
  return account.mailboxId ?? account.id ?? account.address;
}

export function changeRow(group: AccountChanges, context: CardContext, room: Room): Row {
  return row(nameOverAddress(group.account, room.length), changeLines(group.mutations, context, room));
}

/** One line for each kind; a reason under what takes something away. */
export function changeLines(mutations: readonly Mutation[], context: CardContext, room: Room): readonly Line[] {
  const byKind = new Map<string, Mutation[]>();
  for (const mutation of mutations) {
    const key = `${mutation.kind} ${mutation.reason}`;
    const same = byKind.get(key);
    if (same === undefined) byKind.set(key, [mutation]);
    else same.push(mutation);
  }
  return [...byKind.values()].flatMap((same) => linesOf(same, context, room));
}

function linesOf(same: readonly Mutation[], context: CardContext, room: Room): readonly Line[] {
  const [first] = same;
  if (first === undefined) return [];
  const { plan } = context.texts;
  const label = plan.kinds[first.kind].label;
  const values = valuesOf(first.kind, same, context, room);
  const lines = [line(values === '' ? `**${label}**` : `**${label}:** ${values}`)];
  if (first.kind === 'delete') lines.push(line(`**${plan.deleteMeans}.**`));
  const reason = first.class === 'removal' || first.class === 'destruction' ? `${plan.reasons[first.reason]}.` : '';
  const means = first.kind === 'retire' ? `${plan.retireMeans}. ` : '';
  if (reason !== '') lines.push(subtleLine(`${means}${reason}`));
  return lines;
}

function valuesOf(kind: MutationKind, same: readonly Mutation[], context: CardContext, room: Room): string {
  const { cards } = context.texts;
  const shown = same.slice(0, room.values).map((mutation) => valueOf(kind, mutation, context, room));
  const rest = same.length - shown.length;
  const list = shown.filter((value) => value !== '').join(', ');
  return rest === 0 || list === '' ? list : `${list} ${cards.common.andMore(rest)}`;
}

function valueOf(kind: MutationKind, mutation: Mutation, context: CardContext, room: Room): string {
  const { plan, cards } = context.texts;
  const safe = (value: string | null): string =>
    value === null || value === '' ? plan.nothingSet : escapeMarkdown(value, room.length);
  switch (kind) {
    case 'create':
    case 'adopt':
      return '';
    case 'rename':
    case 'reassign-ou':
    case 'readdress':
      return cards.common.changeOf(safe(mutation.before), safe(mutation.after));
    case 'add-alias':
      return safe(mutation.after);
    case 'remove-alias':
      return safe(mutation.before);
    case 'retire':
    case 'delete':
      return mutation.emptied === null
        ? ''
        : plan.emptied(mutation.emptied.members.length, mutation.emptied.aliases.length);
    case 'grant':
    case 'revoke':
    default:
      return personValue(mutation, context, room);
  }
}

function personValue({ person, before, after, via }: Mutation, context: CardContext, room: Room): string {
  const address = escapeMarkdown(person?.address ?? after ?? before ?? '', room.length);
  const name = escapeMarkdown(person?.name ?? '', room.length);
  const who = name === '' || name === address ? address : `${name} (${address})`;
  if (via.length === 0) return who;
  return `${who} ${context.texts.plan.via(
    via
      .slice(0, 3)
      .map((group) => escapeMarkdown(group, Math.min(room.length, 32)))
      .join(' › '),
  )}`;
}
