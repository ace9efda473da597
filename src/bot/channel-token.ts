/**
 * Looks at a request before the SDK does, and says no quietly. The SDK alone lets through tokens of any Entra tenant, keys
 * without the channel's endorsement and activities without a service URL, and answers a forged signature with 500 and a
 * stack on stderr. The SDK validates again afterwards: this door can only be narrower than its own.
 */

import { verify } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { ChannelKeys } from './channel-keys.ts';
import type { IncomingActivity } from './incoming-activity.ts';

/** Null: let it in. Otherwise the reason, for the log. */
export type TokenVerdict = null | string;

export interface ChannelTokenOptions {
  readonly appId: string;
  readonly keys: ChannelKeys;
  readonly clock: Clock;
  readonly isServiceUrlAllowed: (url: URL) => boolean;
}

export const botFrameworkIssuer = 'https://api.botframework.com';
/** Clocks differ; the same tolerance as the SDK's. */
const toleranceSeconds = 5 * 60;

const headerSchema = z.looseObject({ alg: z.literal('RS256'), kid: z.string().min(1) });
const claimsSchema = z.looseObject({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  serviceurl: z.string().optional(),
  serviceUrl: z.string().optional(),
});
type Claims = z.infer<typeof claimsSchema>;

export async function checkChannelToken(
  options: ChannelTokenOptions,
  authorization: string,
  activity: IncomingActivity,
): Promise<TokenVerdict> {
  if (activity.channelId !== 'msteams') return 'channel is not msteams';
  if (!options.isServiceUrlAllowed(new URL(activity.serviceUrl))) return 'service URL is not one of Teams';
  const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization);
  if (token === null) return 'no bearer token';
  const [, head = '', body = '', signature = ''] = token;
  const header = headerSchema.safeParse(decode(head));
  if (!header.success) return 'token header is not RS256 with a key id';
  const key = await options.keys.get(header.data.kid);
  if (key === undefined) return 'signing key is unknown';
  if (!key.endorsements.includes('msteams')) return 'signing key is not endorsed for msteams';
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key.key, Buffer.from(signature, 'base64url')))
    return 'signature is forged';
  const claims = claimsSchema.safeParse(decode(body));
  return claims.success ? checkClaims(options, claims.data, activity) : 'claims are missing';
}

function checkClaims(options: ChannelTokenOptions, claims: Claims, activity: IncomingActivity): TokenVerdict {
  const now = options.clock.now().getTime() / 1000;
  if (claims.iss !== botFrameworkIssuer) return 'issuer is not the Bot Framework';
  if (claims.aud !== options.appId) return 'audience is another bot';
  if (claims.exp + toleranceSeconds < now) return 'token has expired';
  if (claims.nbf !== undefined && claims.nbf - toleranceSeconds > now) return 'token is not valid yet';
  if ((claims.serviceurl ?? claims.serviceUrl) !== activity.serviceUrl) return 'service URL differs from the token';
  return null;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
