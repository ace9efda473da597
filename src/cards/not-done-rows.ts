/**
 * What did not happen, one row for each account and cause, the worst first: which changes, why, and what a person can do.
 * A change that waited for another one of the same account has no row of its own. Pure.
 */

import type { ItemState } from '../sync/model/item.ts';
import type { Mutation } from '../sync/model/mutation.ts';
import type { Run } from '../sync/model/run.ts';
import { lostCode } from '../sync/report/mutation-results.ts';
import { type OutcomeWords, outcomeWords } from '../sync/report/outcome-words.ts';
import { nameOverAddress } from './account-lines.ts';
import type { CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { Room } from './limits.ts';
import { line, type Row, row, subtleLine } from './lines.ts';
import { changeLines } from './plan-rows.ts';
import { happened, type ItemEnd } from './run-outcomes.ts';
import { shownParams } from './shown-values.ts';

export interface NotDone {
  readonly end: ItemEnd;
  /** Of the item and of those that waited for it at the same account. */
  readonly mutations: readonly Mutation[];
  /** Addresses of other accounts whose change had to come first. */
  readonly waitsFor: readonly string[];
}

/** What a person has to look at comes first. */
const worstFirst: readonly ItemState[] = [
  'uncertain',
  'failed',
  'done',
  'stale',
  'sending',
  'sent',
  'skipped',
  'planned',
];

export function notDone(ends: readonly ItemEnd[]): readonly NotDone[] {
  const open = new Map(ends.filter((end) => !happened(end)).map((end) => [end.item.id, end]));
  const leads = new Map([...open.values()].map((end) => [end, leadOf(end, open)]));
  return [...open.values()]
    .filter((end) => leads.get(end) === end)
    .map((end) => ({
      end,
      mutations: unique([...leads].filter(([, lead]) => lead === end).flatMap(([each]) => each.mutations)),
      waitsFor: waits(end) ? [...new Set(firstOf(end, open).map(({ item }) => item.account.address))] : [],
    }))
    .toSorted((a, b) => worstFirst.indexOf(a.end.state) - worstFirst.indexOf(b.end.state));
}

/** The item that explains this one: itself, or the one of the same account that it waited for. */
function leadOf(end: ItemEnd, open: ReadonlyMap<string, ItemEnd>): ItemEnd {
  if (!waits(end)) return end;
  const first = firstOf(end, open).find(({ item }) => sameAccount(item.account, end.item.account));
  return first === undefined ? end : leadOf(first, open);
}

function waits({ outcome }: ItemEnd): boolean {
  return outcome?.code === 'earlier-item-failed';
}

function firstOf({ item }: ItemEnd, open: ReadonlyMap<string, ItemEnd>): readonly ItemEnd[] {
  return item.dependsOn.flatMap((id) => open.get(id) ?? []);
}

function sameAccount(a: ItemEnd['item']['account'], b: ItemEnd['item']['account']): boolean {
  if (a.mailboxId !== null && b.mailboxId !== null) return a.mailboxId === b.mailboxId;
  return a.address === b.address;
}

function unique(mutations: readonly Mutation[]): readonly Mutation[] {
  return [...new Map(mutations.map((mutation) => [mutation.id, mutation])).values()];
}

/** Without names the counts of the card must do: a row would name the account. */
export function notDoneRows(context: CardContext, ends: readonly ItemEnd[], run: Run, room: Room) {
  const all = notDone(ends);
  const shown = context.names ? all.slice(0, room.rows) : [];
  const rest = all.length - shown.length;
  return {
    notDone: shown.map((each) => notDoneRow(context, each, run, room)),
    moreNotDone: shown.length > 0 && rest > 0 ? context.texts.cards.common.moreInReport(rest) : '',
  };
}

function notDoneRow(context: CardContext, each: NotDone, run: Run, room: Room): Row {
  const { states } = context.texts.plan.outcomes;
  const { end } = each;
  const lost = new Set(run.verification?.lost ?? []);
  const onlyLost = end.state === 'done' || end.outcome?.code === 'lost';
  const mutations = onlyLost ? each.mutations.filter(({ id }) => lost.has(id)) : each.mutations;
  const { what, remedy } = onlyLost ? wordsFor(context, lostCode(mutations)) : causeOf(context, each);
  const changed = changeLines(mutations, context, room)
    .filter(({ subtle }) => !subtle)
    .map(({ text }) => subtleLine(text));
  return row(
    [...nameOverAddress(end.item.account, room.length), ...changed.slice(0, room.values)],
    [
      line(`**${onlyLost ? states.failed : states[end.state]}**`),
      line(what),
      ...(remedy === '' ? [] : [subtleLine(remedy)]),
    ],
  );
}

/** Left alone because of a value that stands there now: people see which. */
const showsFound: readonly string[] = ['changed-meanwhile', 'created-otherwise'];

function causeOf(context: CardContext, { end, waitsFor }: NotDone): OutcomeWords {
  const { result } = context.texts.cards;
  const code = end.outcome?.code ?? (isSent(end.state) ? 'outcome-unknown' : 'not-started');
  const words = wordsFor(context, code, end.outcome?.params);
  if (waitsFor.length > 0) {
    const addresses = waitsFor.map((address) => escapeMarkdown(address, 64)).join(', ');
    return { ...words, what: result.waitsFor(addresses) };
  }
  const found = end.outcome?.params.found;
  if (!showsFound.includes(code) || typeof found !== 'string' || found === '') return words;
  return { ...words, what: `${words.what} ${result.foundNow(escapeMarkdown(found, 64))}` };
}

function isSent(state: ItemState): boolean {
  return state === 'sent' || state === 'sending';
}

/** A code without words is shown as it is: somebody can look for it in the log. */
function wordsFor(
  context: CardContext,
  code: string,
  params: Readonly<Record<string, string | number>> = {},
): OutcomeWords {
  const { texts } = context;
  const words = outcomeWords(texts, { code, params: shownParams(params, context) });
  if (words !== undefined) return words;
  const { what, remedy } = texts.plan.outcomes.codes.unknown;
  return { what: `${what} ${texts.cards.result.code(code)}`, remedy };
}
