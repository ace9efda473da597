/**
 * Carries out two large plans, one under a rule that deletes and one under a rule that retires, while processes are killed,
 * the server misbehaves and somebody else changes accounts, and counts from the server's journal what became of it.
 */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Prng } from '../../sandbox/tenant/prng.ts';
import { startZivverServer, type ZivverServer } from '../../sandbox/zivver/zivver-server.ts';
import { carryOut } from '../../src/sync/carry-out.ts';
import { isRefusal } from '../../src/sync/model/refusal.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import { createZivverTarget } from '../../src/sync/target/zivver/zivver-target.ts';
import { createFakeTarget } from '../fakes/fake-target.ts';
import { approvedCase, type Organisation } from '../support/apply-case.ts';
import { scimWorldOf } from '../support/scim-of-seed.ts';
import { staff } from '../support/stored-plan.ts';
import { chaosOrganisation } from './chaos-organisation.ts';
import { chaosRate } from './chaos-settings.ts';
import { type ChaosFigures, type EndState, judge } from './judge.ts';
import { makeTrouble } from './trouble.ts';
import { WorkerPool } from './worker-pool.ts';

export interface ChaosOptions {
  readonly seed: number;
  /** About 13 mutations each. */
  readonly size: number;
  readonly kills: number;
  readonly longestMs: number;
  readonly say: (line: string) => void;
}

/** @throws Error when it did not come to an end in time */
export async function runChaos(options: ChaosOptions): Promise<ChaosFigures> {
  const half = { ...options, size: options.size / 2, longestMs: options.longestMs / 2 };
  const deleting = await runHalf({ ...half, kills: Math.ceil(options.kills / 2) }, 'delete');
  const retiring = await runHalf({ ...half, kills: Math.floor(options.kills / 2) }, 'retire');
  const sum = Object.keys(deleting).map((name) => {
    const figure = name as keyof ChaosFigures;
    return [figure, figure === 'seed' ? options.seed : deleting[figure] + retiring[figure]];
  });
  return Object.fromEntries(sum) as ChaosFigures;
}

async function runHalf(options: ChaosOptions, missing: 'delete' | 'retire'): Promise<ChaosFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-chaos-'));
  const org = chaosOrganisation({ ...options, missing });
  options.say(`What has no mailbox any more: ${missing}`);
  const server = await startZivverServer({ world: scimWorldOf(org.seed), rate: chaosRate });
  try {
    const undisturbed = await undisturbedRun(org, join(folder, 'undisturbed'));
    return await disturbedRun(org, join(folder, 'disturbed'), { server, undisturbed, options });
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the plan comes to when nothing goes wrong. */
async function undisturbedRun(org: Organisation, folder: string): Promise<EndState> {
  await mkdir(folder);
  const server = await startZivverServer({ world: scimWorldOf(org.seed), rate: null });
  const rate = { calls: 10_000, perMs: 1_000 };
  const target = createZivverTarget({ url: server.url, apiKey: () => server.apiKey, rate });
  const { parts, plan, store } = await approvedCase({ target, folder, org });
  const still = { signal: new AbortController().signal };
  const run = await carryOut(parts, { planId: plan.id, by: staff('ben') }, still);
  if (isRefusal(run) || run.state !== 'applied') throw new Error('the undisturbed run was not applied');
  const end = { accounts: server.state().groups, links: await store.links.all() };
  await Promise.all([target.close(), store.close(), server.close()]);
  return end;
}

interface Surroundings {
  readonly server: ZivverServer;
  readonly undisturbed: EndState;
  readonly options: ChaosOptions;
}

async function disturbedRun(
  org: Organisation,
  folder: string,
  { server, undisturbed, options }: Surroundings,
): Promise<ChaosFigures> {
  const { seed, say } = options;
  await mkdir(folder);
  const made = await approvedCase({ target: createFakeTarget(), folder, org });
  await made.store.close();
  const before = server.state().groups;
  const items = made.plan.content.items.length;
  say(`${made.plan.content.mutations.length} mutations in ${items} calls, ${options.kills} kills`);

  const prng = new Prng(seed);
  const trouble = makeTrouble(server, { seed, contestedAtMost: Math.ceil(options.size / 10) });
  const effects = () => server.journal().effects;
  const pool: WorkerPool = new WorkerPool({
    prng,
    args: [join(folder, 'store.sqlite'), server.url, server.apiKey],
    effects,
    livesFor: (): number | undefined => {
      const killsLeft = options.kills - pool.kills;
      if (killsLeft > 0) return Math.floor(((items - effects()) / killsLeft) * 1.4 * prng.next());
      trouble.stop();
      return undefined;
    },
  });
  const end = await pool.run(Date.now() + options.longestMs).finally(() => trouble.stop());
  say(
    `${end.kills} kills, ${end.freezes} freezes, ${end.fencedOut} times fenced out, ${trouble.edits()} outside edits`,
  );
  say(`faults: ${JSON.stringify(trouble.faults())}; runs that ended early: ${end.endings.length}`);

  const store = await openSqliteStore({ path: join(folder, 'store.sqlite') });
  const ledger = await store.ledger.items(made.plan.id);
  const links = await store.links.all();
  const trail = await store.audit.verify();
  await store.close();
  if (!trail.ok) throw new Error(`the audit trail is broken at ${trail.brokenAt}`);
  const plan = made.plan;
  return judge({
    seed,
    kills: end.kills,
    plan,
    ledger,
    before,
    mayGo: mayGo(org),
    undisturbed,
    links,
    server,
    trouble,
    say,
  });
}

/** Accounts whose mailbox a look-up by id no longer finds; none when the rule is to retire. */
function mayGo({ links, lookUps, policy }: Organisation): ReadonlySet<string> {
  if (policy?.sync.missing !== 'delete') return new Set();
  return new Set(links.filter(({ mailboxId }) => lookUps?.has(mailboxId)).map(({ accountId }) => accountId));
}
