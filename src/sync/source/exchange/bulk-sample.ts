/** Which mailboxes are read both ways before the descriptors of all are believed. Pure: chance is handed in. */

import type { MailboxRow } from './exchange-rows.ts';
import type { PermissionRow } from './permission-row.ts';
import type { RecipientIndex } from './recipient-index.ts';
import { groupsIn } from './resolve-delegates.ts';

/** A mailbox whose descriptor is clear and names known recipients only. */
export interface Candidate {
  readonly mailbox: MailboxRow;
  readonly rows: readonly PermissionRow[];
}

const least = 20;
const most = 200;
/** One of so many, between those two. */
const oneOf = 20;
/** So many of each kind that goes wrong in its own way. */
const ofEachKind = 5;

export interface SampleOptions {
  readonly index: RecipientIndex;
  /** 0 ≤ value < 1. */
  readonly random: () => number;
}

/**
 * Spread evenly over the mailboxes, from a start that is another one each time; and some with a Deny, some with a group and
 * one of each mailbox type, so that none of these is left to chance.
 */
export function chooseSample(candidates: readonly Candidate[], { index, random }: SampleOptions): readonly Candidate[] {
  const size = Math.min(candidates.length, most, Math.max(least, Math.ceil(candidates.length / oneOf)));
  if (size === candidates.length) return candidates;
  const stride = candidates.length / size;
  const start = random() * stride;
  const spread = Array.from({ length: size }, (_, at) => candidates[Math.floor(start + at * stride)]);
  const turned = turn(candidates, Math.floor(random() * candidates.length));
  const denying = turned.filter(({ rows }) => rows.some(({ deny }) => deny)).slice(0, ofEachKind);
  const grouped = turned.filter(({ rows }) => groupsIn(rows, index).length > 0).slice(0, ofEachKind);
  const types = new Map(turned.map((candidate) => [candidate.mailbox.type, candidate]));
  const chosen = [...spread, ...denying, ...grouped, ...types.values()];
  return [...new Set(chosen.filter((candidate) => candidate !== undefined))];
}

function turn<T>(list: readonly T[], by: number): readonly T[] {
  return [...list.slice(by), ...list.slice(0, by)];
}
