/** The signed token in a report's link: which report, which format, for whom, until when. Pure but for the key it is given. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Person } from '../sync/model/person.ts';
import { reportFormats } from '../sync/report/render-report.ts';

const claimsSchema = z.strictObject({
  /** Plan or run id. */
  of: z.string().regex(/^(plan|run)-[0-9a-z]{6}$/),
  format: z.enum(reportFormats),
  /** Milliseconds since 1970. */
  expires: z.number().int(),
  personId: z.string().min(1).max(200),
  tenantId: z.string().max(200),
  name: z.string().max(500),
});

export type ReportClaims = z.infer<typeof claimsSchema>;

export function signReportToken(key: Buffer, claims: ReportClaims): string {
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${body}.${signature(key, body)}`;
}

/** Null for a token that is forged, damaged or over. */
export function readReportToken(key: Buffer, token: string, now: Date): ReportClaims | null {
  const [body = '', signed = '', ...more] = token.split('.');
  if (more.length > 0) return null;
  const expected = Buffer.from(signature(key, body));
  const given = Buffer.from(signed);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return claims.success && claims.data.expires > now.getTime() ? claims.data : null;
}

export function personOf(claims: ReportClaims): Person {
  return { id: claims.personId, tenantId: claims.tenantId, name: claims.name, address: null };
}

function signature(key: Buffer, body: string): string {
  return createHmac('sha256', key).update(`report.${body}`).digest('base64url');
}
