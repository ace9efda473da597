/** The tables of the report page. Each can be searched and sorted, and is complete without script. */

import { dangerClasses } from '../model/mutation.ts';
import { type Html, html } from './html.ts';
import type { RenderContext } from './render-report.ts';
import type { Report, ReportRow } from './report.ts';
import { outcomeSentence } from './report-words.ts';

export function changesTable(report: Report, context: RenderContext): Html {
  const { heads, changes } = context.texts.report;
  const columns = [heads.kind, heads.danger, heads.account, heads.before, heads.after, heads.reason, heads.outcome];
  return table({ title: changes, columns, rows: report.rows.map((row) => changeRow(row, context)) }, context);
}

function changeRow({ mutation, ...result }: ReportRow, { texts }: RenderContext): Html {
  const { plan } = texts;
  const { account, before, after, person, emptied } = mutation;
  const under = outcomeSentence(texts, result);
  const via = mutation.via.length === 0 ? '' : plan.via(mutation.via.join(' › '));
  const shown = (value: string | null): Html =>
    value === null
      ? html``
      : html`${person === null ? '' : html`${person.name}<div class="under">`}${value}${person === null ? '' : html`</div>`}`;
  return html`<tr>
<td class="nowrap">${plan.kinds[mutation.kind].label}</td>
<td data-key="${String(dangerClasses.indexOf(mutation.class))}" class="nowrap ${mutation.class}">${plan.classes[mutation.class].name}</td>
<td>${account.displayName}<div class="under">${account.address}</div></td>
<td>${shown(before)}</td>
<td>${shown(after)}${emptied === null ? '' : plan.emptied(emptied.members.length, emptied.aliases.length)}</td>
<td>${plan.reasons[mutation.reason]}${via === '' ? '' : html`<div class="under">${via}</div>`}</td>
<td>${plan.outcomes.states[result.state]}${under === '' ? '' : html`<div class="under">${under}</div>`}</td>
</tr>`;
}

export function inScopeTable(report: Report, context: RenderContext): Html {
  const words = context.texts.report;
  const rows = report.scope.inScope.map(({ displayName, address, type, delegates, unexpressed, frozen }) => {
    const notes = [
      ...(frozen ? [words.frozen] : []),
      ...(unexpressed.length === 0
        ? []
        : [
            words.unexpressed(
              unexpressed.map(({ name, reason }) => `${name} (${context.texts.plan.unexpressed[reason]})`).join(', '),
            ),
          ]),
    ];
    return html`<tr><td>${displayName}<div class="under">${address}</div></td><td>${type}</td><td>${delegates}${notes.map((note) => html`<div class="under">${note}</div>`)}</td></tr>`;
  });
  return table(
    { title: words.inScope, columns: [words.heads.mailbox, words.heads.type, words.heads.delegates], rows },
    context,
  );
}

export function leftOutTable(report: Report, context: RenderContext): Html {
  const words = context.texts.report;
  const rows = report.scope.leftOut.map(
    ({ displayName, address, type, reason, detail }) =>
      html`<tr><td>${displayName}<div class="under">${address}</div></td><td>${type}</td><td>${context.texts.plan.leftOut[reason]}<div class="under">${detail}</div></td></tr>`,
  );
  return table(
    { title: words.leftOut, columns: [words.heads.mailbox, words.heads.type, words.heads.why], rows },
    context,
  );
}

function table(
  parts: { readonly title: string; readonly columns: readonly string[]; readonly rows: readonly Html[] },
  { texts, language }: RenderContext,
): Html {
  const words = texts.report;
  const total = parts.rows.length.toLocaleString(language);
  if (parts.rows.length === 0) return html``;
  const heads = parts.columns.map(
    (column) => html`<th scope="col"><button type="button" title="${words.sortBy(column)}">${column}</button></th>`,
  );
  return html`<section data-table><h2>${parts.title}</h2>
<div class="tools"><label>${words.search} <input type="search" placeholder="${words.searchHint}"></label><span data-shown="${words.shown('{n}', total)}" aria-live="polite">${words.shown(total, total)}</span></div>
<div class="scroll"><table><thead><tr>${heads}</tr></thead><tbody>${parts.rows}</tbody></table></div></section>`;
}
