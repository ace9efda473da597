/** Composition for `serve`: the Teams bot, its queue, its web server. */

import { randomBytes } from 'node:crypto';
import { createBot, createTeams, type Teams } from '../bot/create-bot.ts';
import { prepareCards } from '../cards/prepare-cards.ts';
import { createReportLinks } from '../http/report-links.ts';
import { type HttpServer, startHttpServer } from '../http/server.ts';
import { createEmbeddedQueue, type EmbeddedQueue } from '../jobs/embedded-queue.ts';
import { systemClock } from '../platform/clock.ts';
import { createLogger, type Logger } from '../platform/logger.ts';
import { waitingRuns } from '../sync/approve/waiting-runs.ts';
import type { Sync } from '../sync/index.ts';
import type { SourceFailure } from '../sync/model/source-failure.ts';
import { checkStore } from '../sync/store/sqlite/inspect-store.ts';
import { ownStore } from '../sync/store/sqlite/store-owner.ts';
import type { Store } from '../sync/store/store.ts';
import { textsFor } from '../texts/texts.ts';
import type { Service, ServiceOptions } from './app.ts';
import { createSignIns, type SignIns } from './create-sign-ins.ts';
import { forgetUnused } from './create-sources.ts';
import { composeSync } from './open-app.ts';
import { openBoundStore } from './open-bound-store.ts';

/** How often plans whose time is over are looked for. */
const expiryCheckMs = 60_000;

/**
 * @throws ConfigError, StoreError (`store-owned`: another server has it), TargetError when a part cannot be opened; an
 * error of the system when the port is taken
 */
export async function openService(options: ServiceOptions): Promise<Service> {
  const { path } = options.config.store;
  const owner = ownStore(path);
  try {
    checkStore(path);
    const { url, close } = await openOwned(options);
    return { url, close: () => close().finally(() => owner.release()) };
  } catch (error) {
    owner.release();
    throw error;
  }
}

async function openOwned(options: ServiceOptions): Promise<Service> {
  const { config, environment } = options;
  const log = createLogger({ level: options.logLevel ?? 'info' });
  const store = await openBoundStore(config, environment);
  const teams = speakingHalf(options, store, log);
  const signIns = createSignIns(config, {
    clock: systemClock,
    fetch,
    redirectUri: () => `${publicUrl()}/sign-in/callback`,
  });
  const onSourceFailure = (failure: SourceFailure) =>
    log[failure.expected ? 'info' : 'warn']('a source answered with an error', { ...failure });
  const { sync } = composeSync({ ...options, onSourceFailure }, store, teams.announcer, signIns);
  await forgetUnused(config, store.delegates);
  // Links die with the process: nobody has to keep or rotate this key, and a link lives a quarter of an hour.
  const key = randomBytes(32);
  let url = '';
  const publicUrl = () => (config.bot.port === 0 ? url : config.bot.publicUrl);
  const mintReportLinks = createReportLinks({
    key,
    publicUrl,
    livesMs: config.reports.linkLivesMs,
    clock: systemClock,
  });
  const queue: EmbeddedQueue = createEmbeddedQueue({ handlers: () => bot.handlers, clock: systemClock, log });
  const bot = createBot({ teams, sync, queue, mintReportLinks });
  const { language, timeZone } = config;
  prepareCards({ texts: textsFor(language), language, timeZone, names: true });
  // Before anybody can click: a plan that is approved now is not also found as one that was left.
  await bot.carryOnInterrupted();
  const server = await startHttpServer({
    host: config.bot.host,
    port: config.bot.port,
    version: options.version,
    log,
    receive: (authorization, body) => bot.receive(authorization, body),
    checkStore: async () => {
      await store.facts.get('health');
    },
    uptimeSeconds: () => process.uptime(),
    needsAuthorization: config.bot.authentication.kind !== 'none',
    reports: reportRoute(options, sync, key),
    signIn: signIns.isNeeded ? signInRoute(options, signIns) : null,
  }).catch(async (error: unknown) => {
    await queue.close();
    await sync.close();
    throw error;
  });
  url = server.url;
  const expiry = setInterval(() => void expire(sync, log), expiryCheckMs);
  log.info('listening', { url, target: config.target.url, sources: config.sources.map(({ type }) => type) });
  return { url, close: () => close({ expiry, server, queue, teams, sync, signIns }) };
}

function speakingHalf({ config, environment }: ServiceOptions, store: Store, log: Logger): Teams {
  return createTeams({
    config,
    access: () => config.access,
    store,
    records: {
      votes: (planId) => store.plans.votes(planId),
      latestRunOf: (planId) => store.ledger.latestRunOf(planId),
      waitingRuns: () => waitingRuns({ store, clock: systemClock, policy: config.policy }),
    },
    log,
    jitter: Math.random,
    production: environment['NODE_ENV'] === 'production',
    clock: systemClock,
    fetch,
  });
}

function reportRoute({ config }: ServiceOptions, sync: Sync, key: Buffer) {
  const { language, timeZone, access } = config;
  const texts = textsFor(language);
  return {
    sync,
    key,
    texts,
    language,
    timeZone,
    clock: systemClock,
    access: () => access,
  };
}

function signInRoute({ config: { language } }: ServiceOptions, { complete }: SignIns) {
  return { complete, texts: textsFor(language), language };
}

async function expire(sync: Sync, log: Logger): Promise<void> {
  try {
    await sync.expire();
  } catch (error) {
    log.error('looking for expired plans failed', { error });
  }
}

interface Running {
  readonly expiry: NodeJS.Timeout;
  readonly server: HttpServer;
  readonly queue: EmbeddedQueue;
  readonly teams: Teams;
  readonly sync: Sync;
  readonly signIns: SignIns;
}

/** First no more work comes in, then what runs ends, then the last cards are shown, then the store closes. */
async function close({ expiry, server, queue, teams, sync, signIns }: Running): Promise<void> {
  clearInterval(expiry);
  await server.close();
  await queue.close();
  await teams.editor.settled();
  await sync.close();
  signIns.drop();
}
