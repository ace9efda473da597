/** Which rows of the plan's table stand on which page. Every row stands on one. */

import { rowsPerPage } from './limits.ts';
import type { AccountChanges } from './plan-rows.ts';

export interface Paging {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** Index of the page's first row among all. */
  readonly first: number;
  readonly onPage: readonly AccountChanges[];
  readonly all: number;
}

export interface Beside {
  readonly overview: boolean;
  readonly findings: number;
}

/** Rows on the first page, where most else stands, and on each later one. */
interface Rows {
  readonly first: number;
  readonly later: number;
}

const manyFindings = 6;

function rowsBeside({ overview, findings }: Beside): Rows {
  const later = findings > manyFindings ? 7 : rowsPerPage;
  if (overview) return { first: 4, later };
  return { first: findings > manyFindings ? 5 : rowsPerPage, later };
}

export function pagingOf(groups: readonly AccountChanges[], wanted: number, beside: Beside): Paging {
  const rows = rowsBeside(beside);
  const pages = 1 + Math.max(0, Math.ceil((groups.length - rows.first) / rows.later));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const first = page === 0 ? 0 : rows.first + (page - 1) * rows.later;
  const onPage = groups.slice(first, page === 0 ? rows.first : first + rows.later);
  return { page, pages, first, onPage, all: groups.length };
}
