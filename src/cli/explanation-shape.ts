/** What `explain --json` prints: the two sides, what follows, and why. Made of the shapes of a plan. */

import { z } from 'zod';
import { findingCodes } from '../sync/model/finding.ts';
import { itemStates } from '../sync/model/item.ts';
import { mutationKinds } from '../sync/model/mutation.ts';
import { leftOutReasons } from '../sync/model/scope.ts';

export function explanationShape<
  Mutation extends z.ZodType,
  Finding extends z.ZodType,
  Account extends z.ZodType,
>(shapes: {
  readonly mutation: Mutation;
  readonly finding: Finding;
  readonly account: Account;
  readonly time: z.ZodISODateTime;
}) {
  const { mutation: mutationShape, finding: findingShape, account, time } = shapes;
  const pastShape = z.array(
    z.object({
      kind: z.enum(mutationKinds),
      planId: z.string(),
      account,
      state: z.enum(itemStates),
      code: z.string(),
      at: z.string(),
    }),
  );
  const accessShape = { via: z.array(z.string()), inExchange: z.boolean(), inZivver: z.boolean(), state: z.string() };

  return z.object({
    asked: z.string(),
    readAt: time,
    more: z.number(),
    mailboxes: z.array(
      z.object({
        verdict: z.string(),
        address: z.string(),
        displayName: z.string(),
        exchange: z
          .object({
            source: z.string(),
            type: z.string(),
            address: z.string(),
            aliases: z.array(z.string()),
            delegates: z.enum(['read', 'unreadable']),
          })
          .nullable(),
        zivver: z
          .object({
            address: z.string(),
            displayName: z.string(),
            aliases: z.array(z.string()),
            members: z.number(),
            unit: z.string().nullable(),
            link: z.string().nullable(),
          })
          .nullable(),
        leftOut: z.object({ reason: z.enum(leftOutReasons), detail: z.string() }).nullable(),
        access: z.array(z.object({ name: z.string(), address: z.string(), ...accessShape })),
        mutations: z.array(mutationShape),
        heldBack: z.array(z.object({ kind: z.enum(mutationKinds), by: z.enum(findingCodes), what: z.string() })),
        findings: z.array(findingShape),
        past: pastShape,
      }),
    ),
    people: z.array(
      z.object({
        name: z.string(),
        address: z.string(),
        aliases: z.array(z.string()),
        account: z.enum(['active', 'suspended', 'none']),
        access: z.array(
          z.object({
            ...accessShape,
            mailbox: z.object({ address: z.string(), displayName: z.string() }),
            leftOut: z.enum(leftOutReasons).nullable(),
            mutation: mutationShape.nullable(),
            heldBackBy: z.enum(findingCodes).nullable(),
          }),
        ),
        past: pastShape,
      }),
    ),
  });
}
