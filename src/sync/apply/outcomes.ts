/** Makes item outcomes, and turns what Zivver said into their code and parameters. Pure. */

import type { TargetError } from '../../errors.ts';
import type { ItemOutcome } from '../model/item.ts';

export interface OutcomeFacts {
  readonly code?: string;
  readonly params?: ItemOutcome['params'];
  readonly accountId?: string | null;
  readonly calls: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export function outcome(
  state: ItemOutcome['state'],
  { code = 'ok', params = {}, accountId = null, calls, at }: OutcomeFacts,
): ItemOutcome {
  return { state, code, params, accountId, calls, at };
}

/** The context of an error, as far as a sentence can use it. */
export function paramsOf(error: TargetError): ItemOutcome['params'] {
  const usable = Object.entries(error.context).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(usable);
}
