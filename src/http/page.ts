/** The small pages behind a report's link. No script, nothing from elsewhere; every value is escaped. */

import type { Language } from '../texts/texts.ts';

export interface Page {
  readonly language: Language;
  readonly title: string;
  readonly lines: readonly string[];
  /** Posts to the page's own address. */
  readonly button: string | null;
}

export const pageStyle =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem;color:#242424;background:#fff}' +
  'h1{font-size:1.4rem}button{font:inherit;padding:.6rem 1.2rem;border:0;border-radius:4px;background:#4f52b2;color:#fff;cursor:pointer}' +
  '@media(prefers-color-scheme:dark){body{color:#f5f5f5;background:#1f1f1f}}';

export function renderPage(page: Page): string {
  const lines = page.lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n');
  const form =
    page.button === null ? '' : `<form method="post"><button type="submit">${escapeHtml(page.button)}</button></form>`;
  return `<!doctype html>
<html lang="${page.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escapeHtml(page.title)}</title><style>${pageStyle}</style></head>
<body><main><h1>${escapeHtml(page.title)}</h1>
${lines}
${form}</main></body></html>
`;
}

export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => names[sign] ?? sign);
}
