import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDemoWorld } from '../../sandbox/demo/demo-world.ts';
import { playgroundPeople, playgroundTenantId } from '../../sandbox/teams/playground-config.ts';
import { createSignIns } from '../../src/app/create-sign-ins.ts';
import { composeSync } from '../../src/app/open-app.ts';
import { systemClock } from '../../src/platform/clock.ts';
import type { Person } from '../../src/sync/model/person.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import { createFakeSync } from '../fakes/fake-sync.ts';
import { examplePlan } from '../support/bot-harness.ts';
import { describeSyncContract } from './sync-contract.ts';

const { objectId, name, address } = playgroundPeople.admin;
const admin: Person = { id: objectId, tenantId: playgroundTenantId, name, address };

describeSyncContract(
  'the fake of the conversation tests',
  async (announcer) => ({
    sync: createFakeSync({ computed: examplePlan(), announcer: () => announcer, now: () => new Date() }),
    close: async () => {},
  }),
  admin,
);

describeSyncContract(
  'the real one, on the world in a box',
  async (announcer) => {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-sync-'));
    const options = { source: 'generated', pwsh: null, mailboxes: 30, seed: 7, language: 'en', port: 0 } as const;
    const world = await makeDemoWorld({ ...options, folder });
    const store = await openSqliteStore({ path: world.config.store.path });
    const { sync } = composeSync(
      { config: world.config, environment: world.environment, version: '0.0.0-test' },
      store,
      announcer,
      createSignIns(world.config, { clock: systemClock, fetch, redirectUri: () => 'http://localhost/' }),
    );
    return {
      sync,
      async close() {
        await sync.close();
        await world.zivver.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
  admin,
);
