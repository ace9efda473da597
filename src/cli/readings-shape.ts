/** How `--json` tells of readings: when each source was read, of what, and how completely. */

import { z } from 'zod';
import { madeFromWhat } from '../sync/model/snapshot.ts';

const time = z.iso.datetime();
export const completeness = z.discriminatedUnion('complete', [
  z.object({ complete: z.literal(true) }),
  z.object({ complete: z.literal(false), reason: z.string(), have: z.number(), expected: z.number().nullable() }),
]);

export const sourceReadings = z.array(
  z.object({
    source: z.string(),
    takenAt: time,
    madeFrom: z.enum(madeFromWhat).optional(),
    mailboxes: z.number(),
    list: completeness,
    frozen: z.number(),
    byType: z.record(z.string(), z.number()).optional(),
    remembered: z.object({ mailboxes: z.number(), oldest: time }).optional(),
  }),
);
