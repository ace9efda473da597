/** The report as CSV (RFC 4180, UTF-8 with BOM so that spreadsheets read it): a row a mutation, then the mailboxes left out. */

import { stringify } from 'csv-stringify/sync';
import type { RenderContext } from './render-context.ts';
import { type Report, type ReportRow } from './report.ts';
import { outcomeSentence } from './report-words.ts';

export function renderCsv(report: Report, { texts }: RenderContext): string {
  const words = texts.report;
  const rows = [
    words.columns,
    ...report.rows.map((row) => mutationRow(row, report, texts)),
    ...report.scope.leftOut.map(({ address, displayName, type, reason, detail }) => [
      report.planId,
      report.fingerprint,
      words.leftOut,
      '',
      address,
      displayName,
      '',
      '',
      '',
      '',
      [texts.plan.leftOut[reason], detail].filter((text) => text !== '').join(': '),
      '',
      '',
      '',
      type,
    ]),
  ];
  // A cell that begins like a formula is made text: a mailbox can be called anything.
  return stringify(
    rows.map((row) => row.map(plainText)),
    { bom: true, escape_formulas: true, record_delimiter: '\r\n' },
  );
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
