/** The tables of the report page. Each can be searched and sorted, and is complete without script. */

import { dangerClasses, type Mutation } from '../model/mutation.ts';
import { type Html, html } from './html.ts';
import type { RenderContext } from './render-context.ts';
import type { Report, ReportRow } from './report.ts';
import { outcomeSentence } from './report-words.ts';

export function changesTable(report: Report, context: RenderContext): Html {
  const { heads, changes } = context.texts.report;
  const columns = [heads.kind, heads.account, heads.value, heads.reason, heads.outcome];
  const rows = report.rows.map((row) =>
    changeRow(row, context).map((html, index) => ({ head: columns[index] ?? '', html })),
  );
  return table({ title: changes, columns, rows: rows.map(rowOf) }, context);
}

/** The cells of one change. Sorting by change sorts by danger: the class stands under the kind. */
function changeRow({ mutation, ...result }: ReportRow, context: RenderContext): Html[] {
  const { plan } = context.texts;
  const { account } = mutation;
  const via = mutation.via.length === 0 ? '' : plan.via(mutation.via.join(' › '));
  const danger = dangerClasses.length - dangerClasses.indexOf(mutation.class);
  return [
    html`<span data-key="${danger} ${mutation.kind}">${plan.kinds[mutation.kind].label}</span><div class="${mutation.class}">${plan.classes[mutation.class].name}</div>`,
    html`${account.displayName}${under(account.address)}`,
    valueOf(mutation, context),
    html`${plan.reasons[mutation.reason]}${under(via)}`,
    html`${plan.outcomes.states[result.state]}${under(outcomeSentence(context.texts, result))}`,
  ];
}

/** What goes and what comes; for access the person, for an account that ends what ends with it. */
function valueOf({ before, after, person, emptied, kind }: Mutation, { texts }: RenderContext): Html {
  const { plan } = texts;
  if (emptied !== null) return html`${plan.emptied(emptied.members.length, emptied.aliases.length)}`;
  if (person !== null) return html`${person.name}${under(person.address)}`;
  if (kind === 'adopt') return html``;
  if (before === null && after !== null && kind !== 'reassign-ou') return html`${after}`;
  if (after === null) return html`<del>${before ?? ''}</del>`;
  return html`<del>${before ?? plan.nothingSet}</del> → ${after ?? plan.nothingSet}`;
}

function under(text: string): Html {
  return text === '' ? html`` : html`<div class="under">${text}</div>`;
}

/** On a narrow screen each cell stands on a line of its own, under the name of its column. */
function rowOf(cells: readonly { readonly head: string; readonly html: Html }[]): Html {
  return html`<tr>${cells.map((cell) => html`<td data-head="${cell.head}">${cell.html}</td>`)}</tr>
`;
}

export function inScopeTable(report: Report, context: RenderContext): Html {
  const words = context.texts.report;
  const columns = [words.heads.mailbox, words.heads.type, words.heads.delegates] as const;
  const rows = report.scope.inScope.map(({ displayName, address, type, delegates, unexpressed, frozen }) => {
    const names = unexpressed
      .map(({ name, reason }) => `${name} (${context.texts.plan.unexpressed[reason]})`)
      .join(', ');
    const notes = html`${under(frozen ? words.frozen : '')}${under(names === '' ? '' : words.unexpressed(names))}`;
    return rowOf([
      { head: columns[0], html: html`${displayName}${under(address)}` },
      { head: columns[1], html: html`${type}` },
      { head: columns[2], html: html`${delegates}${notes}` },
    ]);
  });
  return table({ title: words.inScope, columns, rows }, context);
}

export function leftOutTable(report: Report, context: RenderContext): Html {
  const words = context.texts.report;
  const columns = [words.heads.mailbox, words.heads.type, words.heads.why] as const;
  const rows = report.scope.leftOut.map(({ displayName, address, type, reason, detail }) =>
    rowOf([
      { head: columns[0], html: html`${displayName}${under(address)}` },
      { head: columns[1], html: html`${type}` },
      { head: columns[2], html: html`${context.texts.plan.leftOut[reason]}${under(detail)}` },
    ]),
  );
  return table({ title: words.leftOut, columns, rows }, context);
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
