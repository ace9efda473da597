/**
 * One list, whole or said to be short: the number of resources must equal the stated total. When it is short, paging
 * is tried, although no public client is known to need it; a page that brings nothing new ends the attempt.
 */

import { TargetError } from '../../../errors.ts';
import type { Completeness } from '../../model/snapshot.ts';
import type { ListAnswer } from './list-of.ts';

export interface Page {
  readonly startIndex: number;
  readonly count: number;
}

export interface WholeList<T> {
  readonly entries: readonly T[];
  readonly completeness: Completeness;
}

export interface ReadListOptions<T> {
  /** One call; without a page, the plain list. */
  readonly fetch: (page: Page | undefined) => Promise<ListAnswer<T>>;
  readonly onProgress: (done: number, total: number) => void;
}

const pageSize = 500;

export async function readList<T extends { readonly id: string }>(options: ReadListOptions<T>): Promise<WholeList<T>> {
  const entries = new Map<string, T>();
  let answer = await options.fetch(undefined);
  let total = answer.total;
  for (let isPage = false; ; isPage = true) {
    const before = entries.size;
    for (const entry of answer.entries) entries.set(entry.id, entry);
    total = answer.total;
    options.onProgress(entries.size, total);
    const nothingNew = isPage && entries.size === before;
    const next = entries.size < total && !nothingNew ? await nextPage(options, entries.size + 1) : undefined;
    if (next === undefined) break;
    answer = next;
  }
  return { entries: [...entries.values()], completeness: completenessOf(entries.size, total) };
}

/** More than the total is as wrong as less: both mean that the list and its total are not about the same moment. */
function completenessOf(have: number, expected: number): Completeness {
  return have === expected
    ? { complete: true }
    : { complete: false, reason: 'list-shorter-than-total', have, expected };
}

/** A server that does not page may refuse the question: then the list simply stays short. */
async function nextPage<T>(options: ReadListOptions<T>, startIndex: number): Promise<ListAnswer<T> | undefined> {
  try {
    return await options.fetch({ startIndex, count: pageSize });
  } catch (error) {
    if (error instanceof TargetError && error.code === 'target-refused') return undefined;
    throw error;
  }
}
