/** The whole Teams edge on loopback for conversation tests: real HTTP server, real adapter, real store; the pipeline is the fake. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectorStub, startConnectorStub } from '../../sandbox/teams/connector-stub.ts';
import { type Bot, createBot, createTeams, type Teams, type TeamsOptions } from '../../src/bot/create-bot.ts';
import type { Config } from '../../src/config/config.ts';
import { Secret } from '../../src/config/secret.ts';
import { createReportLinks } from '../../src/http/report-links.ts';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '../../src/http/server.ts';
import { createEmbeddedQueue, type EmbeddedQueue } from '../../src/jobs/embedded-queue.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import type { Plan } from '../../src/sync/model/plan.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import type { AuditEntry, Store } from '../../src/sync/store/store.ts';
import { textsFor } from '../../src/texts/texts.ts';
import { createFakeSync, type FakeSync, type FakeSyncOptions } from '../fakes/fake-sync.ts';
import { account, link, mailbox, person, plan, policy, trustee } from './build.ts';
import { type LoggedLine, recordingLogger } from './recording-logger.ts';

export const tenantId = 'aaaaaaaa-0000-4000-8000-000000000001';

export interface Someone {
  readonly id: string;
  readonly objectId: string | null;
  readonly name: string;
}

function someone(name: string, number: number): Someone {
  return { id: `29:${name}`, objectId: `bbbbbbbb-0000-4000-8000-00000000000${number}`, name };
}

/** Ann may do all; Bert approves; Carla reads; Dirk starts previews; Erik has no role; Fay is a guest; Gus has no object id. */
export const people = {
  ann: someone('ann', 1),
  bert: someone('bert', 2),
  carla: someone('carla', 3),
  dirk: someone('dirk', 4),
  erik: someone('erik', 5),
  fay: someone('fay', 6),
  gus: { ...someone('gus', 7), objectId: null },
} as const satisfies Record<string, Someone>;

export const group = 'group-1';
export const namedGroup = 'group-with-names';

export interface HarnessOptions {
  readonly sync?: Partial<FakeSyncOptions>;
  readonly teams?: Partial<TeamsOptions>;
  readonly clock?: Clock;
  readonly authentication?: Config['bot']['authentication'];
  readonly http?: Partial<HttpServerOptions>;
  readonly config?: Partial<Config>;
}

export interface Harness {
  readonly url: string;
  readonly connector: ConnectorStub;
  readonly sync: FakeSync;
  readonly bot: Bot;
  readonly teams: Teams;
  readonly queue: EmbeddedQueue;
  readonly store: Store;
  readonly access: { current: Config['access'] };
  /** What the operator would find in the log. */
  readonly logged: readonly LoggedLine[];
  /** Everything asked for so far has been done and shown. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const clock = options.clock ?? systemClock;
  const logged: LoggedLine[] = [];
  const log = recordingLogger(logged);
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bot-'));
  const [store, connector] = await Promise.all([
    openSqliteStore({ path: join(folder, 'store.sqlite') }),
    startConnectorStub(),
  ]);
  for (const one of Object.values(people)) connector.addMember(memberOf(one));
  const config: Config = { ...testConfig(options.authentication), ...options.config };
  const access = { current: config.access };
  const sync = createFakeSync({
    computed: examplePlan(),
    announcer: () => teams.announcer,
    now: () => clock.now(),
    onPropose: (proposed) => store.plans.insert(proposed, auditOf(proposed)),
    ...options.sync,
  });
  const teams: Teams = createTeams({
    config,
    access: () => access.current,
    store,
    records: {
      votes: async (id) => sync.votesOf(id),
      latestRunOf: async (id) => sync.latestRunOf(id),
      waitingRuns: async () => sync.waitingRuns(),
    },
    log,
    jitter: () => 0,
    production: false,
    fetch,
    clock,
    ...options.teams,
  });
  const queue = createEmbeddedQueue({ handlers: () => bot.handlers, clock, log });
  const key = Buffer.alloc(32, 7);
  const links = createReportLinks({ key, publicUrl: () => server.url, livesMs: 3_600_000, clock });
  const bot: Bot = createBot({ teams, sync, queue, mintReportLinks: links });
  const server: HttpServer = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    version: '0.0.0-test',
    log,
    receive: bot.receive,
    checkStore: async () => {
      await store.facts.get('anything');
    },
    uptimeSeconds: () => 12.7,
    reports: {
      sync,
      key,
      access: () => access.current,
      clock,
      texts: textsFor('en'),
      language: 'en',
      timeZone: 'Europe/Amsterdam',
    },
    ...options.http,
  });
  return {
    url: server.url,
    connector,
    sync,
    bot,
    teams,
    queue,
    store,
    access,
    logged,
    async quiet() {
      await queue.idle();
      await teams.editor.settled();
    },
    async close() {
      await queue.close();
      await server.close();
      await connector.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function auditOf(proposed: Plan): AuditEntry {
  const { createdAt: at, requester: actor, id: planId } = proposed;
  return { at, actor, what: 'plan-proposed', planId, runId: null, payload: {} };
}

function memberOf(one: Someone) {
  const { id, objectId, name } = one;
  const account = {
    id,
    name,
    tenantId,
    userRole: name === 'fay' ? 'guest' : 'user',
    userPrincipalName: `${name}@example.nl`,
  };
  return objectId === null ? account : { ...account, aadObjectId: objectId };
}

/** An account to create, one to fill and one that somebody leaves. */
export function examplePlan() {
  return plan({
    mailboxes: [
      mailbox('sales', { trustees: [trustee('ann'), trustee('carla')] }),
      mailbox('info', { aliases: ['contact@example.nl'] }),
      mailbox('desk'),
    ],
    accounts: [account('info'), account('desk', { members: ['p-ann', 'p-erik'] })],
    people: [person('ann'), person('carla'), person('erik')],
    links: [link('info'), link('desk', { seenDelegates: ['p-ann', 'p-erik'] })],
  });
}

export function testConfig(authentication: Config['bot']['authentication'] = { kind: 'none' }): Config {
  const ids = (...some: readonly Someone[]) => some.flatMap(({ objectId }) => (objectId === null ? [] : [objectId]));
  return {
    file: '/tmp/countersign.yaml',
    sources: [],
    expandGroups: true,
    policy: policy(),
    target: { url: 'http://127.0.0.1:1', apiKey: new Secret('x'), rate: { calls: 50, perMs: 10_000 } },
    approval: { expiresAfterMs: 86_400_000, rereadAfterMs: 900_000 },
    access: {
      tenantId,
      readers: ids(people.carla, people.fay),
      operators: ids(people.ann, people.dirk),
      approvers: ids(people.ann, people.bert, people.fay),
    },
    conversations: { namesAllowed: [namedGroup] },
    timeZone: 'Europe/Amsterdam',
    store: { path: '/tmp/none.sqlite' },
    bot: { host: '127.0.0.1', port: 0, publicUrl: 'https://countersign.example.nl', authentication },
    readingKey: null,
    reports: { linkLivesMs: 3_600_000 },
    language: 'en',
  };
}
