/** Where the console finds what a problem code means: the page that is installed with the program. */

import { fileURLToPath } from 'node:url';
import { problemWords } from '../texts/problem-words.ts';
import type { Texts } from '../texts/texts.ts';

const page = fileURLToPath(new URL('../../docs/problems.md', import.meta.url));

/** Path of the page and the heading on it; null for a code without words. */
export function problemPage(code: string, texts: Texts): string | null {
  return problemWords(code, {}, texts) === undefined ? null : `${page}#${code}`;
}
