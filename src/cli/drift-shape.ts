/** What differs in Zivver from how our last verified run left it, as `--json` prints it. */

import { z } from 'zod';

export function driftShape<Time extends z.ZodType>(time: Time) {
  return z.object({
    since: time,
    runId: z.string(),
    compared: z.number(),
    accounts: z.array(
      z.object({
        accountId: z.string(),
        address: z.string(),
        displayName: z.string(),
        changes: z.array(
          z.object({
            field: z.enum(['gone', 'address', 'name', 'division', 'members', 'aliases']),
            before: z.string().nullable(),
            after: z.string().nullable(),
            added: z.number(),
            removed: z.number(),
          }),
        ),
      }),
    ),
  });
}
