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

/** Beside an overview there is room for the most dangerous rows only. */
const rowsBesideOverview = 4;

export function pagingOf(groups: readonly AccountChanges[], wanted: number, hasOverview: boolean): Paging {
  const onFirst = hasOverview ? rowsBesideOverview : rowsPerPage;
  const pages = 1 + Math.max(0, Math.ceil((groups.length - onFirst) / rowsPerPage));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const first = page === 0 ? 0 : onFirst + (page - 1) * rowsPerPage;
  const onPage = groups.slice(first, page === 0 ? onFirst : first + rowsPerPage);
  return { page, pages, first, onPage, all: groups.length };
}
