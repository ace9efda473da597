/** What nobody knows about the real server, or what differs from call to call, as switches. Pure data. */

import { z } from 'zod';

export const behaviourSchema = z.strictObject({
  /** PUT with another `externalId`: done, 400, or 200 without effect. Unsupported once, said to work in newer tools. */
  externalIdChange: z.enum(['accepted', 'refused', 'ignored']),
  /** An id Zivver no longer knows is written back: 400, kept, or silently left out. */
  danglingMember: z.enum(['refused', 'accepted', 'dropped']),
  /** Aliases and delegates that stand in a POST: lost without a word, or kept (W6). `by-turns`: every second POST loses them. */
  postFill: z.enum(['lost', 'kept', 'by-turns']),
  /** `division` on a group in POST and PUT: stored, or 200 without effect. */
  divisionWrite: z.enum(['accepted', 'ignored']),
  /** A 429 carries `Retry-After`, or its body only. */
  retryAfterHeader: z.boolean(),
});

export type Behaviour = Readonly<z.infer<typeof behaviourSchema>>;

export const defaultBehaviour: Behaviour = {
  externalIdChange: 'accepted',
  danglingMember: 'refused',
  postFill: 'lost',
  divisionWrite: 'accepted',
  retryAfterHeader: false,
};
