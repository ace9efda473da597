/** Every problem code with its cause and what to do, on one page: where the links of cards lead. Holds nothing of anybody. */

import { allProblems } from '../texts/problem-words.ts';
import type { Language, Texts } from '../texts/texts.ts';
import { escapeHtml, pageStyle } from './page.ts';

export const problemsPath = '/problems';

const ownStyle =
  'main{max-width:46rem}section{scroll-margin-top:1rem}section:target{outline:2px solid #4f52b2;outline-offset:.6rem}dt{opacity:.7}dd{margin:0 0 .5rem}';

export function problemsPage(texts: Texts, language: Language): string {
  const { problem } = texts.cards;
  const sections = allProblems(texts).map(
    ({ code, what, cause, solution }) => `<section id="${escapeHtml(code)}"><h2>${escapeHtml(what)}</h2>
<dl><dt>${escapeHtml(problem.code)}</dt><dd><code>${escapeHtml(code)}</code></dd>
<dt>${escapeHtml(problem.cause)}</dt><dd>${escapeHtml(cause)}</dd>
<dt>${escapeHtml(problem.solution)}</dt><dd>${escapeHtml(solution)}</dd></dl></section>`,
  );
  const title = escapeHtml(texts.downloads.problemsTitle);
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${title}</title><style>${pageStyle}${ownStyle}</style></head>
<body><main><h1>${title}</h1>
${sections.join('\n')}
</main></body></html>
`;
}
