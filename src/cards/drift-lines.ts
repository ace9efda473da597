/** What others changed in Zivver since our last run, in a few lines. */

import type { AccountDrift, DriftChange, DriftReport } from '../sync/model/drift.ts';
import type { CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { momentText } from './moments.ts';

/** `looking`: the answer follows; `unknown`: Zivver did not answer; null: there was no verified run yet. */
export type DriftView = DriftReport | null | 'looking' | 'unknown';

const shownAccounts = 5;

export function driftLines(context: CardContext, drift: DriftView): readonly string[] {
  const words = context.texts.cards.drift;
  if (drift === null) return [];
  if (drift === 'looking') return [words.looking];
  if (drift === 'unknown') return [words.unknown];
  const since = momentText(drift.since, context);
  const { accounts, runId } = drift;
  if (accounts.length === 0) return [words.none(drift.compared, runId, since)];
  const shown = context.names ? accounts.slice(0, shownAccounts) : [];
  const rest = accounts.length - shown.length;
  return [
    `**${words.some(accounts.length, runId, since)}**`,
    ...shown.map((account) => accountLine(context, account)),
    ...(shown.length > 0 && rest > 0 ? [context.texts.cards.common.more(rest)] : []),
    words.remedy,
  ];
}

function accountLine(context: CardContext, { address, changes }: AccountDrift): string {
  return `${escapeMarkdown(address, 64)}: ${changes.map((change) => changeText(context, change)).join(', ')}`;
}

function changeText(context: CardContext, { field, before, after, added, removed }: DriftChange): string {
  const { drift, common } = context.texts.cards;
  const name = drift.fields[field];
  if (field === 'gone') return name;
  if (field === 'members' || field === 'aliases') return `${name} ${drift.counts(added, removed)}`;
  const text = (value: string | null) => (value === null ? context.texts.plan.nothingSet : escapeMarkdown(value, 48));
  return `${name} ${common.changeOf(text(before), text(after))}`;
}
