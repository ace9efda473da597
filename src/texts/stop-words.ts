/** What is answered to a stop: it is heard between two calls, or ends a wait at once. */

import type { Texts } from './texts.ts';

export function stopWords(
  { planId, isNew, waited }: { readonly planId: string; readonly isNew: boolean; readonly waited: boolean },
  { chat }: Texts,
): string {
  if (waited) return chat.waitEnded(planId);
  return isNew ? chat.stopping(planId) : chat.stoppingAlready(planId);
}
