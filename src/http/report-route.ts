/**
 * Reports by link. GET shows a page with a button and uses nothing up (link scanners open every address); POST delivers.
 * The link's person is authorised again each time, and each download is written to the audit trail.
 */

import type { AccessConfig } from '../config/config.ts';
import type { Clock } from '../platform/clock.ts';
import { inTurns } from '../platform/slices.ts';
import type { Sync } from '../sync/index.ts';
import { isRefusal } from '../sync/model/refusal.ts';
import { type RenderedReport, rendering } from '../sync/report/render-report.ts';
import type { Language, Texts } from '../texts/texts.ts';
import { renderPage } from './page.ts';
import { pageReply, type Reply, reportPolicy } from './reply.ts';
import { personOf, type ReportClaims, readReportToken } from './report-token.ts';

export interface ReportRouteOptions {
  readonly sync: Pick<Sync, 'details' | 'audit'>;
  /** The key that the links were signed with. */
  readonly key: Buffer;
  readonly access: () => AccessConfig;
  readonly clock: Clock;
  readonly texts: Texts;
  readonly language: Language;
  readonly timeZone: string;
}

export function showReportPage(options: ReportRouteOptions, token: string): Reply {
  const checked = check(options, token);
  if ('status' in checked) return checked;
  const words = options.texts.downloads;
  const lines = [words.for(checked.name), words.until(localTime(options, checked.expires)), words.logged];
  return page(options, { status: 200, title: words.about(checked.of), lines, button: words.button(checked.format) });
}

export async function deliverReport(options: ReportRouteOptions, token: string): Promise<Reply> {
  const checked = check(options, token);
  if ('status' in checked) return checked;
  const words = options.texts.downloads;
  const details = await options.sync.details(checked.of);
  if (isRefusal(details))
    return page(options, { status: 404, title: words.goneTitle, lines: [words.gone], button: null });
  const report = await inTurns(rendering(details, checked.format, options));
  // Written before it is handed over: no download without its entry.
  await options.sync.audit({
    at: options.clock.now().toISOString(),
    actor: personOf(checked),
    what: 'report-downloaded',
    planId: details.plan.id,
    runId: details.run?.id ?? null,
    payload: { format: checked.format, of: checked.of, fileName: report.fileName },
  });
  return { status: 200, headers: deliveryHeaders(report, checked.format), body: report.pieces() };
}

function deliveryHeaders(report: RenderedReport, format: ReportClaims['format']): Record<string, string> {
  const fileName = report.fileName.replace(/[^\w.-]/g, '_');
  const disposition = format === 'html' ? 'inline' : 'attachment';
  return {
    'Content-Type': report.contentType,
    'Content-Disposition': `${disposition}; filename="${fileName}"`,
    'Content-Security-Policy': reportPolicy,
  };
}

/** The claims, or the page that says why not. */
function check(options: ReportRouteOptions, token: string): ReportClaims | Reply {
  const words = options.texts.downloads;
  const claims = readReportToken(options.key, token, options.clock.now());
  if (claims === null) return page(options, { status: 404, title: words.goneTitle, lines: [words.gone], button: null });
  if (!mayRead(options.access(), claims))
    return page(options, { status: 403, title: words.deniedTitle, lines: [words.denied], button: null });
  return claims;
}

function mayRead(access: AccessConfig, claims: ReportClaims): boolean {
  if (access.tenantId.toLowerCase() !== claims.tenantId.toLowerCase()) return false;
  const readers = [...access.readers, ...access.operators, ...access.approvers];
  return readers.some((id) => id.toLowerCase() === claims.personId);
}

interface PageParts {
  readonly status: number;
  readonly title: string;
  readonly lines: readonly string[];
  readonly button: string | null;
}

function page(options: ReportRouteOptions, { status, ...parts }: PageParts): Reply {
  return pageReply(status, renderPage({ language: options.language, ...parts }));
}

function localTime(options: ReportRouteOptions, time: number): string {
  const format = new Intl.DateTimeFormat(options.language === 'nl' ? 'nl-NL' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: options.timeZone,
  });
  return `${format.format(time)} (${options.timeZone})`;
}
