/**
 * The shape of a recorded reading on disk: SourceSnapshot as JSON, parsed once here. What it was made from is not taken from
 * the file: whatever that says, who opens a recording has a recording.
 */

import { z } from 'zod';
import { SourceError } from '../../../errors.ts';
import type { SourceSnapshot } from '../../model/snapshot.ts';

export type RecordedReading = Omit<SourceSnapshot, 'madeFrom'>;

const trustee = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('person'),
    address: z.string(),
    aliases: z.array(z.string()),
    name: z.string(),
    via: z.array(z.string()),
  }),
  z.strictObject({
    kind: z.literal('unresolved'),
    name: z.string(),
    reason: z.enum([
      'orphaned',
      'ambiguous',
      'unknown',
      'foreign',
      'group-not-expanded',
      'group-cannot-hold-full-access',
      'no-address',
    ]),
  }),
]);

const mailbox = z.strictObject({
  id: z.string().trim().min(1).toLowerCase(),
  source: z.string(),
  displayName: z.string(),
  primaryAddress: z.string(),
  proxyAddresses: z.array(z.string()),
  type: z.string(),
  changeMark: z.string().exactOptional(),
  delegates: z.discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('read'),
      trustees: z.array(trustee),
      readAt: z.iso.datetime().exactOptional(),
    }),
    z.strictObject({ state: z.literal('unreadable'), reason: z.string() }),
  ]),
});

const completeness = z.discriminatedUnion('complete', [
  z.strictObject({ complete: z.literal(true) }),
  z.strictObject({
    complete: z.literal(false),
    reason: z.enum(['list-shorter-than-total', 'bad-rows', 'read-failed', 'source-failed']),
    have: z.int().nonnegative(),
    expected: z.int().nonnegative().nullable(),
  }),
]);

const reading = z.strictObject({
  source: z.string(),
  takenAt: z.iso.datetime(),
  madeFrom: z.unknown().optional(),
  mailboxes: z.array(mailbox).refine(haveOwnIds, 'two mailboxes have one id'),
  list: completeness,
  problems: z.array(
    z.strictObject({
      code: z.string(),
      place: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      unread: z.int().positive().exactOptional(),
    }),
  ),
  notRead: z.record(z.string(), z.int().nonnegative()),
  remoteAddresses: z.array(z.string()).exactOptional(),
  namesIncomplete: z.literal(true).exactOptional(),
  secondHand: z.array(z.string()).readonly().exactOptional(),
});

function haveOwnIds(mailboxes: readonly { readonly id: string }[]): boolean {
  return new Set(mailboxes.map((each) => each.id)).size === mailboxes.length;
}

/** @throws SourceError `recorded-reading-invalid` */
export function parseReading(text: string, file: string): RecordedReading {
  return parseSnapshot(jsonIn(text, file), file);
}

/** @throws SourceError `recorded-reading-invalid` */
export function parseSnapshot(value: unknown, file: string): RecordedReading {
  const result = reading.safeParse(value);
  if (result.success) {
    const { madeFrom: _, ...said } = result.data;
    return said;
  }
  const issue = result.error.issues[0];
  throw invalid(file, issue?.path.join('.') ?? '', issue?.message ?? 'not understood');
}

/** @throws SourceError `recorded-reading-invalid` */
export function jsonIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(file, 'line 1', 'no JSON');
  }
}

function invalid(file: string, where: string, expected: string): SourceError {
  return new SourceError('recorded-reading-invalid', `reading ${file}, at ${where}: ${expected}`, {
    context: { file, where, expected },
  });
}
