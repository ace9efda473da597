import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startZivverServer, type ZivverServer } from '../../sandbox/zivver/zivver-server.ts';
import { type CrashPoint, crashPointNames } from '../../src/platform/crash-points.ts';
import { newestSchema } from '../../src/sync/store/sqlite/migrate.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import { createFakeTarget } from '../fakes/fake-target.ts';
import { approvedCase, organisation } from '../support/apply-case.ts';
import { scimWorldOf } from '../support/scim-of-seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface World {
  readonly server: ZivverServer;
  readonly path: string;
}

/** @param beforeStore what happens to the store's file before the store is there */
async function world(beforeStore: (world: World) => Promise<void> = async () => {}): Promise<World> {
  const org = organisation();
  const server = await startZivverServer({ world: scimWorldOf(org.seed), rate: null });
  onTestFinished(() => server.close());
  const folder = temporaryFolder();
  const path = join(folder, 'store.sqlite');
  await beforeStore({ server, path });
  const { store } = await approvedCase({ target: createFakeTarget(), folder, org });
  await store.close();
  return { server, path };
}

/** Runs until it ends; answers the signal that killed it, and what it printed. */
async function runChild({ server, path }: World, crashPoint = '') {
  const program = join(import.meta.dirname, 'children/carry-out-child.ts');
  const child = spawn(process.execPath, [program, path, server.url, server.apiKey, crashPoint], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed, [, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { signal: signal as NodeJS.Signals | null, printed };
}

/** The accounts without what differs from run to run: their new ids and times. */
function accountsOf(server: ZivverServer): unknown[] {
  return server
    .state()
    .groups.map((group) => ({ ...group, externalId: String(group.externalId), id: '', meta: {} }))
    .sort((a, b) => a.externalId.localeCompare(b.externalId));
}

/** What was changed, from the server's own journal: one line an effect. */
function effectsOf(server: ZivverServer): string[] {
  const { entries } = server.journal();
  const effects = entries.filter(({ effect }) => effect !== null);
  return effects
    .map(({ method, effect }) => `${method} ${(effect?.after as { externalId?: string })?.externalId}`)
    .sort();
}

let reference: Promise<{ readonly accounts: unknown[]; readonly effects: string[] }> | undefined;

/** What a run comes to that nobody kills: made once, all cases are held against it. */
async function undisturbedRun() {
  reference ??= world().then(async (undisturbed) => {
    await runChild(undisturbed);
    return { accounts: accountsOf(undisturbed.server), effects: effectsOf(undisturbed.server) };
  });
  return await reference;
}

/** Where to die first so that the point is reached at all. */
const before: Partial<Record<CrashPoint, string>> = { 'during-take-over': 'after-answer-before-outcome:2' };

const ofApplying = crashPointNames.filter((point) => point !== 'during-migration');
const cases = ofApplying.flatMap((point) => {
  const visits = point.startsWith('during-') ? [1] : [1, 5];
  return visits.map((visit) => `${point}:${visit}`);
});

describe('a process that is killed while it applies a plan', () => {
  it.each([...cases, 'after-send-before-answer:2:150', 'after-send-before-answer:6:150'])(
    'at %s is taken over, and everything happens exactly once',
    async (crashPoint) => {
      const undisturbed = await undisturbedRun();
      const disturbed = await world();
      const first = before[crashPoint.split(':')[0] as CrashPoint];

      if (first !== undefined) await runChild(disturbed, first);
      const killed = await runChild(disturbed, crashPoint);
      const finished = await runChild(disturbed);

      expect(killed.signal).toBe('SIGKILL');
      expect(JSON.parse(finished.printed)).toMatchObject({
        state: 'applied',
        verification: { complete: true, lost: [] },
      });
      expect(accountsOf(disturbed.server)).toEqual(undisturbed.accounts);
      expect(effectsOf(disturbed.server)).toEqual(undisturbed.effects);
      await expectWholeTrail(disturbed.path);
    },
  );
});

describe('a process that is killed while it makes or changes the tables of its store', () => {
  it.each(Array.from({ length: newestSchema }, (_, index) => index + 1))(
    'leaves after step %i a store that the next one finishes and works with',
    async (step) => {
      const undisturbed = await undisturbedRun();
      let signal: NodeJS.Signals | null = null;

      const disturbed = await world(async (empty) => {
        ({ signal } = await runChild(empty, `during-migration:${step}`));
      });
      const finished = await runChild(disturbed);

      expect(signal).toBe('SIGKILL');
      expect(JSON.parse(finished.printed)).toMatchObject({ state: 'applied' });
      expect(accountsOf(disturbed.server)).toEqual(undisturbed.accounts);
      expect(effectsOf(disturbed.server)).toEqual(undisturbed.effects);
      await expectWholeTrail(disturbed.path);
    },
  );
});

/** Every effect has its intent and its outcome in the audit trail, and the chain holds. */
async function expectWholeTrail(path: string): Promise<void> {
  const store = await openSqliteStore({ path });
  const trail = await store.audit.read(0, 1_000);
  const items = await store.ledger.items('plan-1');

  expect(await store.audit.verify()).toMatchObject({ ok: true });
  const told = (what: string) =>
    new Set(trail.filter((entry) => entry.what === what).map(({ payload }) => payload.itemId));
  expect(told('item-intent')).toEqual(
    new Set(items.filter(({ item }) => item.call !== 'adopt').map(({ item }) => item.id)),
  );
  expect(told('item-outcome')).toEqual(new Set(items.map(({ item }) => item.id)));
  expect(items.every(({ state }) => state === 'done')).toBe(true);
  await store.close();
}
