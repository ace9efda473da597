/** The words for one detail of a finding whose details begin with a code. Others are shown as they are. */

import { ownEntry } from './own-entry.ts';
import { problemWords } from './problem-words.ts';
import type { Texts } from './texts.ts';

/** @param code of the finding */
export function findingDetail(code: string, detail: string, texts: Texts): string {
  if (code === 'mailbox-frozen') return ownEntry<string>(texts.plan.unreadable, detail) ?? detail;
  if (code !== 'source-problems' && code !== 'unread-because') return detail;
  const [problem = '', ...values] = detail.split(' ');
  const what = problemWords(problem, {}, texts)?.what;
  if (what === undefined) return detail;
  return values.length === 0 ? what : `${what}: ${values.join(' ')}`;
}
