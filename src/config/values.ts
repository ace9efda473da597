/** The kinds of value people write in the configuration, each parsed to the one form the program uses. */

import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { canonicalAddress } from '../sync/model/address.ts';
import { parseFilter } from '../sync/plan/filter.ts';
import type { ConfigProblemCode } from './config-problem.ts';

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `24h`, `15m`, `10s`, `7d` → milliseconds. */
export const duration = z.string().transform((text, context) => {
  const [, amount, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  const ms = Number(amount) * unitMs[unit as keyof typeof unitMs];
  if (ms > 0) return ms;
  context.addIssue({ code: 'custom', params: { code: 'duration' }, input: text });
  return z.NEVER;
});

export const guid = checked('guid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** The tenant's first domain: `contoso.onmicrosoft.com`. */
export const organization = checked('organization', /^[a-z0-9][a-z0-9-]*\.onmicrosoft\.(com|us|de|cn)$/);

/** Lower case, ASCII (punycode). */
export const domain = z.string().transform((text, context) => {
  const ascii = domainToASCII(text.trim().toLowerCase());
  if (/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(ascii)) return ascii;
  context.addIssue({ code: 'custom', params: { code: 'domain' }, input: text });
  return z.NEVER;
});

/** In the one form used inside: lower case, domain in ASCII. */
export const address = z.string().transform((text, context) => {
  const canonical = canonicalAddress(text);
  if (canonical !== undefined) return canonical;
  context.addIssue({ code: 'custom', params: { code: 'address' }, input: text });
  return z.NEVER;
});

/** An address filter that parses; the text stays as people wrote it. */
export const filterExpression = z.string().superRefine((text, context) => {
  const result = parseFilter(text);
  if (result.ok) return;
  const { problem, line, column, text: written } = result;
  context.addIssue({ code: 'custom', params: { code: 'filter', problem, line, column, written }, input: text });
});

/** An http or https URL without credentials, query or fragment; the trailing slash is dropped. */
export const url = z.string().transform((text, context) => {
  const parsed = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  const plain =
    parsed !== undefined &&
    /^https?:$/.test(parsed.protocol) &&
    !parsed.username &&
    !parsed.password &&
    !parsed.search &&
    !parsed.hash;
  if (plain) return parsed.href.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', params: { code: 'url' }, input: text });
  return z.NEVER;
});

/** An Exchange server by its full name: an IP number or a short name has no Kerberos ticket and no certificate. */
export const serverUrl = url.refine((text) => /^(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(new URL(text).hostname), {
  params: { code: 'server-name' },
});

/** `company\name` */
export const domainUser = z
  .string()
  .trim()
  .refine((text) => /^[^\\/@\s]+\\[^\\/@]+$/.test(text), { params: { code: 'domain-user' } });

export const timeZone = z.string().refine(isTimeZone, { params: { code: 'time-zone' } });

export const filled = z.string().trim().min(1);

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function checked(code: ConfigProblemCode, pattern: RegExp) {
  return z
    .string()
    .transform((text) => text.trim().toLowerCase())
    .refine((text) => pattern.test(text), { params: { code } });
}
