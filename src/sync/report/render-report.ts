/** One report, several renderers. */

import type { PlanDetails } from '../index.ts';
import type { RenderContext } from './render-context.ts';
import { renderCsv } from './render-csv.ts';
import { renderHtml } from './render-html.ts';
import { renderJson } from './render-json.ts';
import { reporting } from './report.ts';

export const reportFormats = ['html', 'csv', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface RenderedReport {
  /** Makes the text anew each time, some tens of thousands of characters at once: all of it may be longer than a text can be. */
  readonly pieces: () => Generator<string>;
  readonly contentType: string;
  /** `plan-7k3fq2.csv`, or of a run `run-….csv`. */
  readonly fileName: string;
}

const contentTypes = {
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const satisfies Record<ReportFormat, string>;

const renderers = { html: renderHtml, csv: renderCsv, json: renderJson } as const;

/** In steps, as the pieces are made one by one: whoever has other things to do goes on when there is time. */
export function* rendering(
  details: PlanDetails,
  format: ReportFormat,
  context: RenderContext,
): Generator<undefined, RenderedReport> {
  const report = yield* reporting(details);
  return {
    pieces: () => gathered(renderers[format](report, context)),
    contentType: contentTypes[format],
    fileName: `${report.run?.id ?? report.planId}.${format}`,
  };
}

/** About so many characters make one piece. */
const pieceLength = 1 << 15;

function* gathered(pieces: Generator<string>): Generator<string> {
  let gathering = '';
  for (const piece of pieces) {
    gathering += piece;
    if (gathering.length < pieceLength) continue;
    yield gathering;
    gathering = '';
  }
  yield gathering;
}
