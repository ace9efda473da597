/** The tables of the report page, row by row. Each can be searched and sorted, and is complete without script. */

import { dangerClasses, type Mutation } from '../model/mutation.ts';
import type { InScope, LeftOut } from '../model/scope.ts';
import { type Html, html } from './html.ts';
import type { RenderContext } from './render-context.ts';
import type { Report, ReportRow } from './report.ts';
import { outcomeSentence } from './report-words.ts';

export function changesTable({ rows }: Report, context: RenderContext): Generator<string> {
  const { heads, changes } = context.texts.report;
  const columns = [heads.kind, heads.account, heads.value, heads.reason, heads.outcome];
  return table({ title: changes, columns, entries: rows, cellsOf: (row) => changeCells(row, context) }, context);
}

/** The cells of one change. Sorting by change sorts by danger: the class stands under the kind. */
function changeCells({ mutation, ...result }: ReportRow, context: RenderContext): readonly Html[] {
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

export function inScopeTable({ scope }: Report, context: RenderContext): Generator<string> {
  const words = context.texts.report;
  const columns = [words.heads.mailbox, words.heads.type, words.heads.delegates];
  const cellsOf = ({ displayName, address, type, delegates, unexpressed, frozen }: InScope): readonly Html[] => {
    const names = unexpressed
      .map(({ name, reason }) => `${name} (${context.texts.plan.unexpressed[reason]})`)
      .join(', ');
    const notes = html`${under(frozen ? words.frozen : '')}${under(names === '' ? '' : words.unexpressed(names))}`;
    return [html`${displayName}${under(address)}`, html`${type}`, html`${delegates}${notes}`];
  };
  return table({ title: words.inScope, columns, entries: scope.inScope, cellsOf }, context);
}

export function leftOutTable({ scope }: Report, context: RenderContext): Generator<string> {
  const words = context.texts.report;
  const columns = [words.heads.mailbox, words.heads.type, words.heads.why];
  const cellsOf = ({ displayName, address, type, reason, detail }: LeftOut): readonly Html[] => [
    html`${displayName}${under(address)}`,
    html`${type}`,
    html`${context.texts.plan.leftOut[reason]}${under(detail)}`,
  ];
  return table({ title: words.leftOut, columns, entries: scope.leftOut, cellsOf }, context);
}

interface TableParts<Entry> {
  readonly title: string;
  readonly columns: readonly string[];
  readonly entries: readonly Entry[];
  /** One for each column. */
  readonly cellsOf: (entry: Entry) => readonly Html[];
}

function* table<Entry>(
  { title, columns, entries, cellsOf }: TableParts<Entry>,
  { texts, language }: RenderContext,
): Generator<string> {
  if (entries.length === 0) return;
  const words = texts.report;
  const total = entries.length.toLocaleString(language);
  const heads = columns.map(
    (column) => html`<th scope="col"><button type="button" title="${words.sortBy(column)}">${column}</button></th>`,
  );
  yield html`<section data-table><h2>${title}</h2>
<div class="tools"><label>${words.search} <input type="search" placeholder="${words.searchHint}"></label><span data-shown="${words.shown('{n}', total)}" aria-live="polite">${words.shown(total, total)}</span></div>
<div class="scroll"><table><thead><tr>${heads}</tr></thead><tbody>`.html;
  for (const entry of entries) yield rowOf(cellsOf(entry), columns).html;
  yield '</tbody></table></div></section>';
}

/** On a narrow screen each cell stands on a line of its own, under the name of its column. */
function rowOf(cells: readonly Html[], columns: readonly string[]): Html {
  return html`<tr>${cells.map((cell, index) => html`<td data-head="${columns[index] ?? ''}">${cell}</td>`)}</tr>
`;
}
