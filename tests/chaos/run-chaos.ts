/**
 * Carries out one large plan while processes are killed, the server misbehaves and somebody else changes accounts, and
 * counts from the server's journal what became of it.
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
import { type ChaosFigures, judge } from './judge.ts';
import { makeTrouble } from './trouble.ts';
import { WorkerPool } from './worker-pool.ts';

export interface ChaosOptions {
  readonly seed: number;
  /** About ten mutations each. */
  readonly size: number;
  readonly kills: number;
  readonly longestMs: number;
  readonly say: (line: string) => void;
}

/** @throws Error when it did not come to an end in time */
export async function runChaos(options: ChaosOptions): Promise<ChaosFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-chaos-'));
  const org = chaosOrganisation(options);
  const server = await startZivverServer({ world: scimWorldOf(org.seed), rate: chaosRate });
  try {
    const undisturbed = await undisturbedRun(org, join(folder, 'undisturbed'));
    return await disturbedRun(org, join(folder, 'disturbed'), { server, undisturbed, options });
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Accounts = ReturnType<ZivverServer['state']>['groups'];

/** What the plan comes to when nothing goes wrong. */
async function undisturbedRun(org: Organisation, folder: string): Promise<Accounts> {
  await mkdir(folder);
  const server = await startZivverServer({ world: scimWorldOf(org.seed), rate: null });
  const rate = { calls: 10_000, perMs: 1_000 };
  const target = createZivverTarget({ url: server.url, apiKey: () => server.apiKey, rate });
  const { parts, plan, store } = await approvedCase({ target, folder, org });
  const still = { signal: new AbortController().signal };
  const run = await carryOut(parts, { planId: plan.id, by: staff('ben') }, still);
  if (isRefusal(run) || run.state !== 'applied') throw new Error('the undisturbed run was not applied');
  const { groups } = server.state();
  await Promise.all([target.close(), store.close(), server.close()]);
  return groups;
}

interface Surroundings {
  readonly server: ZivverServer;
  readonly undisturbed: Accounts;
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
  const trouble = makeTrouble(server, seed);
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
  const trail = await store.audit.verify();
  await store.close();
  if (!trail.ok) throw new Error(`the audit trail is broken at ${trail.brokenAt}`);
  return judge({ seed, kills: end.kills, plan: made.plan, ledger, before, undisturbed, server, trouble, say });
}
