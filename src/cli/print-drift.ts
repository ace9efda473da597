/** What others changed in Zivver since our last run, as text. */

import type { DriftChange, DriftReport } from '../sync/model/drift.ts';
import { printable } from './printable.ts';
import { type Screen, shortened } from './screen.ts';
import { table } from './table.ts';

export function driftText(drift: DriftReport | null | 'unknown', screen: Screen): string {
  const words = screen.texts.cards.drift;
  if (drift === null) return '';
  if (drift === 'unknown') return `\n${screen.paint('yellow', words.unknown)}\n`;
  const since = screen.moment(drift.since);
  const { accounts, runId } = drift;
  if (accounts.length === 0) return `\n${words.none(drift.compared, runId, since)}\n`;
  const { shown, more } = shortened(screen, accounts);
  const rows = shown.map(({ address, changes }) => [
    printable(address),
    changes.map((change) => changeText(change, screen)).join(', '),
  ]);
  const heading = screen.paint('yellow', words.some(accounts.length, runId, since));
  return `\n${heading}\n${table(rows, '  ')}\n${more}${words.remedy}\n`;
}

function changeText({ field, before, after, added, removed }: DriftChange, { texts }: Screen): string {
  const { drift, common } = texts.cards;
  const name = drift.fields[field];
  if (field === 'gone') return name;
  if (field === 'members' || field === 'aliases') return `${name} ${drift.counts(added, removed)}`;
  const text = (value: string | null) => (value === null ? texts.plan.nothingSet : printable(value));
  return `${name} ${common.changeOf(text(before), text(after))}`;
}
