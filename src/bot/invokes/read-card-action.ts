/** Finds the action in what a card sent: `Action.Execute` (invoke) or its fallback `Action.Submit` (message with a value). */

import { z } from 'zod';
import { type CardAction, cardActionSchema } from '../../cards/card-actions.ts';

const executeSchema = z.looseObject({
  action: z.looseObject({ verb: z.string(), data: z.looseObject({}).nullish() }),
});

/** Null when it is none of ours. */
export function readExecute(value: unknown): CardAction | null {
  const execute = executeSchema.safeParse(value);
  if (!execute.success) return null;
  const { verb, data } = execute.data.action;
  return parsed({ ...data, verb });
}

/** Null when it is none of ours. */
export function readSubmit(value: unknown): CardAction | null {
  return parsed(value);
}

function parsed(value: unknown): CardAction | null {
  const action = cardActionSchema.safeParse(value);
  return action.success ? action.data : null;
}
