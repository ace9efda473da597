/**
 * A reading that travels between two machines: lines of JSON (a heading, one mailbox a line, a seal). The seal is an HMAC
 * with a key that both machines have; without it, changed, of another organisation or too old, nothing of it is used.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { SourceError } from '../../../errors.ts';
import type { SourceSnapshot } from '../../model/snapshot.ts';
import { jsonIn, parseSnapshot, type RecordedReading } from './reading-schema.ts';

export const readingFormat = 'countersign-reading';
/** 2: the heading says which organisational unit was read. */
const version = 2;
const longestAgeMs = 24 * 60 * 60 * 1000;
/** Clocks of two machines differ by so much. */
const aheadMs = 5 * 60 * 1000;

export interface ReadingOrigin {
  /** The organisation, server or file that was read. */
  readonly place: string;
  /** RecipientTypeDetails that were read. Sorted. */
  readonly types: readonly string[];
  /** Of Exchange, that the reading is of; null: not restricted to one. */
  readonly organizationalUnit: string | null;
}

const first = z.object({ format: z.literal(readingFormat), version: z.int() });
const heading = first.extend({
  place: z.string(),
  types: z.array(z.string()),
  organizationalUnit: z.string().nullable(),
  reading: z.record(z.string(), z.unknown()),
});
const seal = z.strictObject({ lines: z.int().nonnegative(), signature: z.string().regex(/^[0-9a-f]{64}$/) });

export function signedReading(snapshot: SourceSnapshot, origin: ReadingOrigin, key: string): string {
  const { mailboxes, madeFrom: _, ...reading } = snapshot;
  const { place, types, organizationalUnit } = origin;
  const begin = { format: readingFormat, version, place, types, organizationalUnit, reading };
  const lines = [begin, ...mailboxes].map((line) => JSON.stringify(line));
  const body = `${lines.join('\n')}\n`;
  return `${body}${JSON.stringify({ lines: lines.length, signature: signatureOf(body, key) })}\n`;
}

export interface Expected extends ReadingOrigin {
  readonly file: string;
  readonly key: string;
  readonly now: Date;
}

/**
 * @throws SourceError `recorded-reading-unsigned`, `recorded-reading-tampered`, `recorded-reading-version`,
 * `recorded-reading-foreign`, `recorded-reading-unit`, `recorded-reading-old`, `recorded-reading-invalid`
 */
export function openSignedReading(text: string, expected: Expected): RecordedReading {
  const { file, types, now } = expected;
  const [begin = '', ...rest] = sealedLines(text, expected);
  const data = headingOf(jsonIn(begin, file), expected);
  const snapshot = parseSnapshot({ ...data.reading, mailboxes: rest.map((line) => jsonIn(line, file)) }, file);
  const age = now.getTime() - Date.parse(snapshot.takenAt);
  if (age > longestAgeMs || age < -aheadMs)
    throw problem('recorded-reading-old', file, { takenAt: snapshot.takenAt, hours: longestAgeMs / 3_600_000 });
  return withScope(snapshot, { file, unread: types.filter((type) => !data.types.includes(type)) });
}

/** Another version is told before its shape is looked at. */
function headingOf(value: unknown, { file, place, organizationalUnit }: Expected): z.infer<typeof heading> {
  const begin = first.safeParse(value);
  if (!begin.success) throw problem('recorded-reading-unsigned', file);
  const { version: found } = begin.data;
  if (found !== version) throw problem('recorded-reading-version', file, { found, version });
  const parsed = heading.safeParse(value);
  if (!parsed.success) throw problem('recorded-reading-invalid', file, { where: 'line 1', expected: 'a heading' });
  const { data } = parsed;
  if (data.place !== place) throw problem('recorded-reading-foreign', file, { place: data.place, wanted: place });
  if (data.organizationalUnit !== organizationalUnit)
    throw problem('recorded-reading-unit', file, {
      unit: data.organizationalUnit ?? 'null',
      wanted: organizationalUnit ?? 'null',
    });
  return data;
}

/** The lines in front of a seal that fits them. */
function sealedLines(text: string, { file, key }: Expected): readonly string[] {
  const end = text.trimEnd().lastIndexOf('\n') + 1;
  const [body, last] = [text.slice(0, end), text.slice(end)];
  const parsed = seal.safeParse(jsonOrNothing(last));
  if (!parsed.success) throw problem('recorded-reading-unsigned', file);
  const [said, made] = [Buffer.from(parsed.data.signature, 'hex'), Buffer.from(signatureOf(body, key), 'hex')];
  if (!timingSafeEqual(said, made)) throw problem('recorded-reading-tampered', file);
  return body.split('\n').slice(0, -1);
}

/** Types that were not read there are not absent: they are not known. */
function withScope(
  snapshot: RecordedReading,
  { file, unread }: { readonly file: string; readonly unread: readonly string[] },
): RecordedReading {
  if (unread.length === 0) return snapshot;
  const have = snapshot.mailboxes.length;
  const list = snapshot.list.complete
    ? ({ complete: false, reason: 'read-failed', have, expected: null } as const)
    : snapshot.list;
  const said = { code: 'recorded-reading-scope', place: file, params: { types: unread.join(', ') } };
  return { ...snapshot, list, problems: [...snapshot.problems, said] };
}

function signatureOf(body: string, key: string): string {
  return createHmac('sha256', key).update(body).digest('hex');
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problem(code: string, file: string, params: Readonly<Record<string, string | number>> = {}): SourceError {
  return new SourceError(code, `reading ${file}`, { context: { file, ...params } });
}
