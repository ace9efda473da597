/**
 * Any of our cards as text for a terminal: headings, aligned tables, facts, buttons. Pure; knows the elements our
 * templates use and leaves out what has no words.
 */

import type { Card } from './card.ts';
import { spread, textWidth, wrapText } from './text-layout.ts';

type Element = Readonly<Record<string, unknown>>;

export function cardAsText(card: Card, width = 100): string {
  const blocks = elements(card.body).flatMap((element) => blockOf(element, width));
  const text = blocks.filter((block) => block.length > 0).map((block) => block.join('\n').trimEnd());
  return `${text.join('\n\n').replace(/\n{3,}/g, '\n\n')}\n`;
}

function blockOf(element: Element, width: number): string[][] {
  switch (element.type) {
    case 'TextBlock':
      return [textBlock(element, width)];
    case 'Container':
      return [elements(element.items).flatMap((item, index) => containerLines(item, index, width))];
    case 'FactSet':
      return [factLines(elements(element.facts), width)];
    case 'Table':
      return [tableLines(element, width)];
    case 'ActionSet':
      return [[elements(element.actions).map(buttonText).join('  ')]];
    case 'Input.Text':
    case 'Input.Number':
      return [inputLines(element)];
    case 'Input.Toggle':
      return [wrapText(`[${element.value === 'true' ? 'x' : ' '}] ${unmarked(element.title)}`, width)];
    default:
      return [];
  }
}

function containerLines(item: Element, index: number, width: number): string[] {
  const lines = blockOf(item, width).flat();
  return item.type === 'Table' && index > 0 ? ['', ...lines] : lines;
}

function textBlock(element: Element, width: number): string[] {
  const text = unmarked(element.text);
  if (element.style !== 'heading') return wrapText(text, width);
  const lines = wrapText(text, width);
  const rule = element.size === 'Large' ? '═' : '─';
  return [...lines, rule.repeat(Math.max(...lines.map(textWidth)))];
}

function factLines(facts: readonly Element[], width: number): string[] {
  const titles = facts.map(({ title }) => unmarked(title));
  const left = Math.min(Math.max(...titles.map(textWidth), 0), Math.floor(width / 3));
  return facts.flatMap(({ value }, index) =>
    columns(
      [wrapText(titles[index] ?? '', left), wrapText(unmarked(value), width - left - 2)],
      [left, width - left - 2],
    ),
  );
}

function tableLines(table: Element, width: number): string[] {
  const rows = elements(table.rows).map((row) =>
    elements(row.cells).map((cell) => elements(cell.items).map((item) => unmarked(item.text))),
  );
  const count = Math.max(...rows.map((row) => row.length));
  const natural = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => Math.max(0, ...(row[column] ?? []).map(textWidth)))),
  );
  const widths = spread(natural, width - 2 * (count - 1));
  const [header, ...body] = rows.map((row) =>
    columns(
      row.map((cell, column) => cell.flatMap((line) => wrapText(line, widths[column] ?? 1))),
      widths,
    ),
  );
  const rule = widths.map((size) => '─'.repeat(size)).join('  ');
  const tall = body.some((lines) => lines.length > 1);
  return [...(header ?? []), rule, ...body.flatMap((lines, index) => (tall && index > 0 ? ['', ...lines] : lines))];
}

function columns(cells: readonly (readonly string[])[], widths: readonly number[]): string[] {
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, index) =>
    cells
      .map((cell, column) => {
        const text = cell[index] ?? '';
        return text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - textWidth(text)));
      })
      .join('  ')
      .trimEnd(),
  );
}

function inputLines(element: Element): string[] {
  const value =
    typeof element.value === 'string' && element.value !== '' ? element.value : unmarked(element.placeholder ?? '');
  return [`${unmarked(element.label)}: [ ${value} ]`];
}

function buttonText(action: Element): string {
  const url = typeof action.url === 'string' ? ` ${action.url}` : '';
  return `[ ${unmarked(action.title)} ]${url}`;
}

/** Our Markdown taken away again: links, bold marks, then the backslashes of escaped text. */
export function unmarked(markdown: unknown): string {
  if (typeof markdown !== 'string') return '';
  return markdown
    .replace(/(?<!\\)\[([^\]]*)\]\((https?:[^)\s]+)\)/g, '$1 ($2)')
    .replace(/(?<!\\)\*\*/g, '')
    .replace(/\\([\\`*_[\](){}<>#|~&:.+=-])/g, '$1')
    .replace(/[\u2060\u2068\u2069]/g, '');
}

function elements(value: unknown): readonly Element[] {
  return Array.isArray(value) ? value : [];
}
