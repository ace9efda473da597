/** Where a part of a plan comes from, as `--json` prints it. */

import { z } from 'zod';
import { findingCodes } from '../sync/model/finding.ts';
import { mutationKinds } from '../sync/model/mutation.ts';
import { dropReasons } from '../sync/model/split.ts';

export function partShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    planId: z.string(),
    fingerprint: z.string(),
    choice: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('first'), accounts: z.number() }),
      z.object({ kind: z.literal('additions-only') }),
      z.object({
        kind: z.literal('leave-out'),
        kinds: z.array(z.enum(mutationKinds)),
        domains: z.array(z.string()),
        findings: z.array(z.enum(findingCodes)),
        accounts: z.array(z.string()),
      }),
    ]),
    by: person,
    dropped: z.array(
      z.object({
        reason: z.enum(dropReasons),
        mutations: z.number(),
        accounts: z.number(),
        examples: z.array(z.string()),
      }),
    ),
  });
}
