import { execFile } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startZivverServer, type ZivverServer } from '../../../sandbox/zivver/zivver-server.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { createFakeTarget } from '../../fakes/fake-target.ts';
import { approvedCase, organisation } from '../../support/apply-case.ts';
import { scimWorldOf } from '../../support/scim-of-seed.ts';
import { describeWithSmallDisk, onSmallDisk } from '../../support/small-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const isWindows = process.platform === 'win32';
const program = join(import.meta.dirname, '../../crash/children/carry-out-child.ts');
/** The organisation of apply-case: three changed accounts, three new ones in two calls each. */
const effectsOfTheWholePlan = 9;

async function approvedPlan() {
  const org = organisation();
  const server = await startZivverServer({ world: scimWorldOf(org.seed), rate: null });
  onTestFinished(() => server.close());
  const folder = temporaryFolder();
  const { store } = await approvedCase({ target: createFakeTarget(), folder, org });
  await store.close();
  return { server, folder, path: join(folder, 'store.sqlite') };
}

/** What was written down before it was sent, and what became of the plan. */
async function memoryOf(path: string) {
  const store = await openSqliteStore({ path });
  const trail = await store.audit.read(0, 10_000);
  const chain = await store.audit.verify();
  const plan = await store.plans.get('plan-1');
  await store.close();
  return { state: plan?.state, intents: trail.filter(({ what }) => what === 'item-intent').length, holds: chain.ok };
}

function effectsOf(server: ZivverServer): string[] {
  return server
    .journal()
    .entries.filter(({ effect }) => effect !== null)
    .map(({ method, path, effect }) => `${method} ${(effect?.after as { externalId?: string })?.externalId ?? path}`);
}

describeWithSmallDisk('a disk that is full while a plan is applied', () => {
  it.each([40, 80, 160])(
    'with %i kB left: nothing is sent that was not written down, and with room again everything happens once',
    async (left) => {
      const { server, folder, path } = await approvedPlan();
      const disk = join(folder, 'disk');
      const [full, whole] = [join(folder, 'full'), join(folder, 'whole')];
      for (const each of [disk, full, whole]) mkdirSync(each);

      const printed = await onSmallDisk({
        folder: disk,
        kilobytes: Math.ceil(statSync(path).size / 1024) + left,
        args: [path, full, whole, process.execPath, program, server.url, server.apiKey],
        script: `
          cp "$1" "$DISK/store.sqlite"
          "$4" "$5" "$DISK/store.sqlite" "$6" "$7" 2>&1 | grep -o "store-[a-z]*" | sort -u || true
          cp "$DISK"/store.sqlite* "$2"
          grow
          "$4" "$5" "$DISK/store.sqlite" "$6" "$7"
          cp "$DISK"/store.sqlite* "$3"`,
      });

      const [refusal, end] = printed.trim().split('\n');
      expect(refusal).toBe('store-full');
      expect(JSON.parse(end ?? '')).toMatchObject({ state: 'applied', verification: { complete: true, lost: [] } });
      const effects = effectsOf(server);
      expect(effects).toHaveLength(effectsOfTheWholePlan);
      expect(new Set(effects).size).toBe(effectsOfTheWholePlan);
      const { intents, ...atTheEnd } = await memoryOf(join(whole, 'store.sqlite'));
      expect(intents).toBeGreaterThanOrEqual(effectsOfTheWholePlan);
      expect(atTheEnd).toEqual({ state: 'applied', holds: true });
      expect(await memoryOf(join(full, 'store.sqlite'))).toMatchObject({ holds: true });
    },
    60_000,
  );
});

describe.skipIf(isWindows)(
  'a quota that is used up while a plan is applied (skipped on Windows: it has no ulimit)',
  () => {
    it.each([100, 250])(
      'at %i blocks: nothing is sent that was not written down, and without it everything happens once',
      async (blocks) => {
        const { server, path } = await approvedPlan();
        const args = [program, path, server.url, server.apiKey];
        const limited = promisify(execFile)('sh', [
          '-c',
          `ulimit -f ${blocks}; exec "$@"`,
          'sh',
          process.execPath,
          ...args,
        ]);

        await expect(limited).rejects.toMatchObject({ stderr: expect.stringContaining("code: 'store-io'") });
        const sofar = await memoryOf(path);
        expect(effectsOf(server).length).toBeLessThanOrEqual(sofar.intents);
        const { stdout } = await promisify(execFile)(process.execPath, args);

        expect(JSON.parse(stdout)).toMatchObject({ state: 'applied' });
        expect(new Set(effectsOf(server)).size).toBe(effectsOfTheWholePlan);
        expect(effectsOf(server)).toHaveLength(effectsOfTheWholePlan);
        expect(await memoryOf(path)).toMatchObject({ state: 'applied', holds: true });
      },
      60_000,
    );
  },
);
