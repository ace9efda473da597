/** The report as CSV (RFC 4180, UTF-8 with BOM so that spreadsheets read it): a row a mutation, then the mailboxes left out. */

import { stringify } from 'csv-stringify/sync';
import type { LeftOut } from '../model/scope.ts';
import type { RenderContext } from './render-context.ts';
import { type Report, type ReportRow } from './report.ts';
import { outcomeSentence } from './report-words.ts';

/** So many rows make one piece. */
const pieceLength = 100;

export function* renderCsv(report: Report, { texts }: RenderContext): Generator<string> {
  yield written([texts.report.columns], true);
  for (let at = 0; at < report.rows.length; at += pieceLength)
    yield written(report.rows.slice(at, at + pieceLength).map((row) => mutationRow(row, report, texts)));
  const { leftOut } = report.scope;
  for (let at = 0; at < leftOut.length; at += pieceLength)
    yield written(leftOut.slice(at, at + pieceLength).map((one) => leftOutRow(one, report, texts)));
}

/** A cell that begins like a formula is made text: a mailbox can be called anything. */
function written(rows: readonly (readonly string[])[], isFirst = false): string {
  const cells = rows.map((row) => row.map(plainText));
  return stringify(cells, { bom: isFirst, escape_formulas: true, record_delimiter: '\r\n' });
}

function leftOutRow(
  { address, displayName, type, reason, detail }: LeftOut,
  { planId, fingerprint }: Report,
  texts: RenderContext['texts'],
): string[] {
  const why = [texts.plan.leftOut[reason], detail].filter((text) => text !== '').join(': ');
  const { leftOut } = texts.report;
  return [planId, fingerprint, leftOut, '', address, displayName, '', '', '', '', why, '', '', '', type];
}

function mutationRow(
  { mutation, state, code, params, at }: ReportRow,
  report: Report,
  texts: RenderContext['texts'],
): string[] {
  const { plan } = texts;
  return [
    report.planId,
    report.fingerprint,
    plan.kinds[mutation.kind].label,
    plan.classes[mutation.class].name,
    mutation.account.address,
    mutation.account.displayName,
    mutation.before ?? '',
    mutation.after ?? '',
    mutation.person?.name ?? '',
    mutation.via.join(' > '),
    plan.reasons[mutation.reason],
    plan.outcomes.states[state],
    outcomeSentence(texts, { state, code, params }),
    at ?? '',
    '',
  ];
}

/** Spreadsheets skip blanks and invisible characters before they look for a formula. */
function plainText(cell: string): string {
  return /^[\s\p{Cf}]+[=+\-@]/u.test(cell) ? `'${cell}` : cell;
}
