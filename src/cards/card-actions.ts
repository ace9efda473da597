/** The schema of every verb a card can send. Untrusted input: parsed here, once, at the door. */

import { z } from 'zod';

const planId = z.string().regex(/^plan-[0-9a-z]{6}$/);
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
/** Clients send a number as a number or as text; whatever is none does not equal the number asked for. */
const typed = z.coerce.number().int().optional().catch(undefined);
const comment = z.string().max(1000).default('');

const chosen = z.string().max(8000).default('');

export const cardActionSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('approve'), planId, fingerprint, comment, typed }),
  /** Lifts the blocks of a blocked plan; the comment is the reason. */
  z.object({ verb: z.literal('waive'), planId, fingerprint, comment }),
  z.object({
    verb: z.literal('reject'),
    planId,
    fingerprint,
    comment,
    /** Of a toggle: a text. */
    mute: z.enum(['true', 'false']).default('false'),
  }),
  /** Shows a page of the plan's table to the clicker; what was typed is kept. */
  z.object({ verb: z.literal('show-page'), planId, page: z.coerce.number().int().min(0).max(10_000), comment }),
  /** Answers the clicker with links that expire. `of` is a plan or run id. */
  z.object({ verb: z.literal('report'), of: z.string().regex(/^(plan|run)-[0-9a-z]{6}$/) }),
  z.object({
    verb: z.literal('mailboxes'),
    page: z.coerce.number().int().min(0).max(10_000),
    text: z.string().max(200).default(''),
  }),
  /** Makes a part of a plan; the lists are those of the form, as the channel sends them. */
  z.object({
    verb: z.literal('split'),
    planId,
    fingerprint,
    choice: z.enum(['first', 'additions-only', 'leave-out']),
    count: z.coerce.number().int().min(1).max(100_000).default(25),
    kinds: chosen,
    domains: chosen,
    findings: chosen,
    accounts: chosen,
  }),
  /** Shows the form to the clicker. */
  z.object({ verb: z.literal('leave-out'), planId, fingerprint }),
  z.object({ verb: z.literal('preview') }),
  z.object({ verb: z.literal('stop'), planId }),
  z.object({ verb: z.literal('resume'), planId }),
  /** Shows the first change of a plan that nobody knows the outcome of. */
  z.object({ verb: z.literal('uncertain'), planId }),
  z.object({
    verb: z.literal('resolve'),
    planId,
    itemId: z.string().regex(/^\d{1,9}$/),
    verdict: z.enum(['done', 'not-done']),
    comment,
  }),
  z.object({ verb: z.literal('undo'), runId: z.string().regex(/^run-[0-9a-z]{6}$/) }),
]);

export type CardAction = z.infer<typeof cardActionSchema>;
