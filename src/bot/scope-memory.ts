/** Keeps the last readings of `mailboxes` for a while, so that turning a page needs no second reading of Exchange. */

import type { Clock } from '../platform/clock.ts';
import type { ScopeReport } from '../sync/model/plan.ts';

export interface ScopeMemory {
  get(text: string): ScopeReport | undefined;
  keep(text: string, scope: ScopeReport): void;
}

const goodForMs = 15 * 60 * 1000;
const atMost = 10;

export function createScopeMemory(clock: Clock): ScopeMemory {
  const kept = new Map<string, { readonly scope: ScopeReport; readonly until: number }>();
  return {
    get(text) {
      const found = kept.get(text);
      return found !== undefined && found.until > clock.monotonic() ? found.scope : undefined;
    },
    keep(text, scope) {
      kept.delete(text);
      kept.set(text, { scope, until: clock.monotonic() + goodForMs });
      const [oldest] = kept.keys();
      if (kept.size > atMost && oldest !== undefined) kept.delete(oldest);
    },
  };
}
