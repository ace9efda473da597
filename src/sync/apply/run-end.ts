/** In which state a run ends, from how its items ended. Pure. */

import type { ItemState } from '../model/item.ts';
import type { Run } from '../model/run.ts';

export type RunEnd = 'applied' | 'partly-applied' | 'stopped' | 'failed';

/**
 * `applied`: every item was seen in place. `stopped`: something ended the run early. `failed`: nothing took hold.
 * `partly-applied`: the rest, an unverified item included: what was not read back is not called applied.
 */
export function runEnd(states: readonly ItemState[], stoppedBecause: Run['stoppedBecause']): RunEnd {
  if (states.every((state) => state === 'done')) return 'applied';
  const nothing = !states.some((state) => state === 'done' || state === 'sent');
  if (stoppedBecause !== null) return nothing && states.includes('failed') ? 'failed' : 'stopped';
  return nothing ? 'failed' : 'partly-applied';
}
