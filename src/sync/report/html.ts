/** HTML from data, safely: every value that is not Html already is escaped. */

export interface Html {
  readonly html: string;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Direction overrides are taken out: they make one address look like another. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]/gu, '')
    .replaceAll(/[&<>"']/gu, (character) => escapes[character] ?? '');
}

export type HtmlValue = Html | string | number | readonly Html[];

export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return {
    html: strings.map((text, index) => text + (index < values.length ? textOf(values[index] ?? '') : '')).join(''),
  };
}

function textOf(value: HtmlValue): string {
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return escaped(String(value));
  return 'html' in value ? value.html : value.map((part) => part.html).join('');
}

/** Our own fixed text, such as a style sheet: never data. */
export function trusted(text: string): Html {
  return { html: text };
}
