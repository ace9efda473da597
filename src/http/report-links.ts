/** Makes the links to a report that the bot hands to one person. */

import type { Clock } from '../platform/clock.ts';
import type { Person } from '../sync/model/person.ts';
import { reportFormats } from '../sync/report/render-report.ts';
import { type ReportClaims, signReportToken } from './report-token.ts';

export interface ReportLinksOptions {
  /** At least 32 random bytes; whoever has them can make links. */
  readonly key: Buffer;
  /** Origin of the links, asked for each time: with port 0 it is known only after listening. */
  readonly publicUrl: () => string;
  readonly livesMs: number;
  readonly clock: Clock;
}

export interface MintedLinks {
  readonly links: readonly { readonly format: ReportClaims['format']; readonly url: string }[];
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

export function createReportLinks(options: ReportLinksOptions): (of: string, person: Person) => MintedLinks {
  return (of, person) => {
    const expires = options.clock.now().getTime() + options.livesMs;
    const claims = { of, expires, personId: person.id, tenantId: person.tenantId, name: person.name.slice(0, 500) };
    const links = reportFormats.map((format) => ({
      format,
      url: `${options.publicUrl()}/reports/${signReportToken(options.key, { ...claims, format })}`,
    }));
    return { links, expiresAt: new Date(expires).toISOString() };
  };
}
