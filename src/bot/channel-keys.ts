/** The public keys with which the Bot Framework signs, and the channels each key is endorsed for. Fetched, kept for a day. */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';

export interface ChannelKey {
  readonly key: KeyObject;
  readonly endorsements: readonly string[];
}

export interface ChannelKeys {
  /** Undefined for a key nobody published. @throws when the list cannot be fetched */
  get(keyId: string): Promise<ChannelKey | undefined>;
}

export interface ChannelKeysOptions {
  readonly metadataUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

const metadataSchema = z.looseObject({ jwks_uri: z.url() });
const keysSchema = z.looseObject({
  keys: z.array(
    z.looseObject({
      kid: z.string(),
      kty: z.string(),
      n: z.string().optional(),
      e: z.string().optional(),
      endorsements: z.array(z.string()).default([]),
    }),
  ),
});

const dayMs = 24 * 60 * 60 * 1000;
/** An unknown key id makes us look again, at most this often: a forger must not make us fetch at his pace. */
const lookAgainMs = 5 * 60 * 1000;

export function createChannelKeys(options: ChannelKeysOptions): ChannelKeys {
  let known = new Map<string, ChannelKey>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | null = null;

  async function refresh(): Promise<void> {
    fetching ??= fetchKeys(options).then((keys) => {
      known = keys;
      fetchedAt = options.clock.monotonic();
    });
    try {
      await fetching;
    } finally {
      fetching = null;
    }
  }

  return {
    async get(keyId) {
      const age = options.clock.monotonic() - fetchedAt;
      if (age > dayMs || (!known.has(keyId) && age > lookAgainMs)) await refresh();
      return known.get(keyId);
    },
  };
}

async function fetchKeys(options: ChannelKeysOptions): Promise<Map<string, ChannelKey>> {
  const metadata = metadataSchema.parse(await getJson(options, options.metadataUrl));
  const { keys } = keysSchema.parse(await getJson(options, metadata.jwks_uri));
  const usable = keys.filter((key) => key.kty === 'RSA' && key.n !== undefined && key.e !== undefined);
  return new Map(
    usable.map((key) => [
      key.kid,
      {
        key: createPublicKey({ key: { kty: 'RSA', n: key.n ?? '', e: key.e ?? '' }, format: 'jwk' }),
        endorsements: key.endorsements,
      },
    ]),
  );
}

async function getJson(options: ChannelKeysOptions, url: string): Promise<unknown> {
  const response = await options.fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
  if (!response.ok) throw new Error(`fetching ${url}: status ${response.status}`);
  return response.json();
}
