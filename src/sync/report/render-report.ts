/** One report, several renderers. */

import type { PlanDetails } from '../index.ts';
import type { RenderContext } from './render-context.ts';
import { renderCsv } from './render-csv.ts';
import { renderHtml } from './render-html.ts';
import { renderJson } from './render-json.ts';
import { reportOf } from './report.ts';

export const reportFormats = ['html', 'csv', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface RenderedReport {
  readonly body: string;
  readonly contentType: string;
  /** `plan-7k3fq2.csv`, or of a run `run-….csv`. */
  readonly fileName: string;
}

const contentTypes = {
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const satisfies Record<ReportFormat, string>;

export function renderReport(details: PlanDetails, format: ReportFormat, context: RenderContext): RenderedReport {
  const report = reportOf(details);
  const bodies = { html: renderHtml, csv: renderCsv, json: renderJson } as const;
  return {
    body: bodies[format](report, context),
    contentType: contentTypes[format],
    fileName: `${report.run?.id ?? report.planId}.${format}`,
  };
}
