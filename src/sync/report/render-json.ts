/** The report as JSON for programs: the value itself, under a name and a version. */

import type { Report } from './report.ts';

export function renderJson(report: Report): string {
  return `${JSON.stringify({ schema: 'countersign-report', version: 1, ...report }, null, 2)}\n`;
}
