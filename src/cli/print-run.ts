/** A run as text: the mutation summary, what did not happen and why, what reading back found. */

import { type Item, itemStates } from '../sync/model/item.ts';
import { refusalCodes } from '../sync/model/refusal.ts';
import { type Run, waitsForTarget } from '../sync/model/run.ts';
import { outcomeWords } from '../sync/report/outcome-words.ts';
import type { LedgerItem } from '../sync/store/store.ts';
import { ownEntry } from '../texts/own-entry.ts';
import { printable } from './printable.ts';
import { facts, type Screen, shortened } from './screen.ts';
import { table } from './table.ts';

export function runText(run: Run, items: readonly LedgerItem[], screen: Screen): string {
  const { texts, paint } = screen;
  const { labels } = texts.console;
  const colour = run.state === 'applied' ? 'green' : run.state === 'running' ? 'cyan' : 'red';
  const state = run.state === 'running' ? texts.plan.states.applying : texts.plan.states[run.state];
  const counts = itemStates
    .map((name) => [name, run.results.filter((result) => result.state === name).length] as const)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${texts.plan.outcomes.states[name]}`);
  const rows: [string, string][] = [
    [labels.fingerprint, run.fingerprint],
    [labels.by, `${printable(run.startedBy.name)}, ${screen.moment(run.startedAt)}`],
    ...run.votes.map((vote): [string, string] => [
      labels.votes,
      texts.console.voted(printable(vote.person.name), vote.decision === 'approve', screen.moment(vote.at)),
    ]),
    [labels.calls, String(run.calls)],
    [labels.verification, verificationText(run, screen)],
  ];
  const stopped = run.stoppedBecause === null ? '' : `\n${paint('red', stoppedText(run.stoppedBecause, screen))}\n`;
  return `${paint('bold', texts.console.run(run.id, run.planId))} · ${paint(colour, state)}\n${counts.join(', ')}\n${facts(screen, rows)}\n${stopped}${notDone(run, items, screen)}`;
}

function verificationText({ verification }: Run, { texts }: Screen): string {
  const [seen, lost] = [verification?.seen.length ?? 0, verification?.lost.length ?? 0];
  if (verification === null || seen + lost === 0) return texts.console.notVerified;
  const parts = [texts.console.verified(seen, lost)];
  if (verification.repaired.length > 0) parts.push(texts.console.repaired(verification.repaired.length));
  if (!verification.complete) parts.push(texts.console.verificationIncomplete);
  return parts.join(', ');
}

function stoppedText({ code, params }: NonNullable<Run['stoppedBecause']>, { texts, moment }: Screen): string {
  if (code === 'stopped-by-person' && typeof params.by === 'string')
    return texts.plan.outcomes.stoppedBy(printable(params.by));
  if (code === waitsForTarget) return texts.plan.outcomes.waitsUntil(moment(String(params.until)));
  const known = ownEntry<string>(texts.plan.outcomes.stopped, code);
  const refused = refusalCodes.find((each) => each === code);
  if (known === undefined && refused !== undefined) {
    const { sentence, remedy } = texts.refusals[refused];
    return printable(`${sentence(params)} ${remedy(params)}`);
  }
  return known ?? `${texts.plan.outcomes.stopped.unknown} (${code})`;
}

function notDone(run: Run, items: readonly LedgerItem[], screen: Screen): string {
  const byId = new Map(items.map(({ item }) => [item.id, item]));
  const rows = run.results
    .filter(({ state }) => state !== 'done')
    .map(({ itemId, state, outcome }) => [
      printable(byId.get(itemId)?.account.address ?? itemId),
      screen.paint('yellow', screen.texts.plan.outcomes.states[state]),
      outcome === null ? '' : outcomeText(endCode(outcome.code, byId.get(itemId)), outcome.params, screen),
    ]);
  const { shown, more } = shortened(screen, rows);
  return rows.length === 0 ? '' : `\n${table(shown, '  ')}\n${more}`;
}

/** An address that Zivver accepted and did not change has words of its own. */
function endCode(code: string, item: Item | undefined): string {
  return code === 'lost' && item?.changes.address !== undefined ? 'readdress-ignored' : code;
}

function outcomeText(code: string, params: Readonly<Record<string, string | number>>, { texts }: Screen): string {
  const words = outcomeWords(texts, { code, params });
  return words === undefined
    ? `${texts.plan.outcomes.codes.unknown.what} (${code})`
    : printable(`${words.what} ${words.remedy}`.trim());
}
