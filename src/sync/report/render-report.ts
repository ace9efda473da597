/** One report, several renderers. */

import type { Language, Texts } from '../../texts/texts.ts';
import type { PlanDetails } from '../index.ts';
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

export interface RenderContext {
  readonly texts: Texts;
  readonly language: Language;
  /** IANA name; times in html are shown in it, with its name. csv and json keep UTC. */
  readonly timeZone: string;
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
