import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WrittenWorld, writeWorld } from '../../../sandbox/tenant/write-world.ts';
import { startZivverServer, type ZivverServer } from '../../../sandbox/zivver/zivver-server.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { randomIds } from '../../../src/platform/ids.ts';
import { silentAnnouncer } from '../../../src/sync/announcer.ts';
import { createSync } from '../../../src/sync/create-sync.ts';
import type { PreviewOutcome, Sync } from '../../../src/sync/index.ts';
import type { Person } from '../../../src/sync/model/person.ts';
import { digest } from '../../../src/sync/plan/fingerprint.ts';
import { createRecordedSource } from '../../../src/sync/source/recorded/recorded-source.ts';
import type { Source } from '../../../src/sync/source/source.ts';
import { createSpreadsheetSource } from '../../../src/sync/source/spreadsheet/spreadsheet-source.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { createZivverTarget } from '../../../src/sync/target/zivver/zivver-target.ts';
import { policy } from '../../support/build.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const [asks, signs] = ['asks', 'signs'].map(
  (id): Person => ({ id, tenantId: 't', name: id, address: `${id}@example.nl` }),
) as [Person, Person];
const noRate = { calls: 1_000_000, perMs: 1_000 };

interface Road {
  readonly sync: Sync;
  readonly server: ZivverServer;
}

async function road(mailboxes: number, sourceOf: (files: WrittenWorld) => Source): Promise<Road> {
  const folder = temporaryFolder();
  const takenAt = systemClock.now().toISOString();
  const files = await writeWorld({ folder, seed: 1, mailboxes, takenAt });
  const server = await startZivverServer({ world: files.world, rate: null });
  onTestFinished(() => server.close());
  const store = await openSqliteStore({ path: join(folder, 'countersign.sqlite') });
  const rules = policy({
    scope: { domains: files.world.domains, division: { kind: 'domain' } },
    sync: { missing: 'retire' },
  });
  await store.links.save(files.world.links);
  await store.baselines.save({ source: 'exchange', mailboxes, scopeDigest: digest(rules.scope), takenAt });
  const sync = createSync({
    store,
    target: createZivverTarget({ url: server.url, apiKey: () => server.apiKey, rate: noRate }),
    sources: [sourceOf(files)],
    policy: rules,
    expiresAfterMs: 3_600_000,
    rereadAfterMs: 900_000,
    mayApprove: () => true,
    announcer: silentAnnouncer,
    clock: systemClock,
    ids: randomIds,
  });
  onTestFinished(() => sync.close());
  return { sync, server };
}

function preview({ sync }: Road): Promise<PreviewOutcome> {
  return sync.preview({ requester: asks }, { signal: AbortSignal.timeout(60_000) });
}

async function sign(road: Road, outcome: PreviewOutcome) {
  if (outcome.kind !== 'plan') throw new Error('there is nothing to sign');
  const { id: planId, fingerprint } = outcome.plan;
  await road.sync.approve({ planId, fingerprint, by: signs, mayDecide: true, comment: '' });
  return road.sync.carryOut({ planId, by: signs }, { signal: AbortSignal.timeout(60_000) });
}

const sources: Record<string, (files: WrittenWorld) => Source> = {
  'the recorded reading': ({ readingFile }) => createRecordedSource({ name: 'exchange', file: readingFile }),
  'the workbook': ({ xlsxFile }) => createSpreadsheetSource({ name: 'exchange', file: xlsxFile, sheet: null }),
};

describe.each(Object.entries(sources))('the whole road over a made-up world, read from %s', (_what, sourceOf) => {
  it('applies every change of a small world; then there is nothing to do and nothing is written', async () => {
    const small = await road(25, sourceOf);

    const run = await sign(small, await preview(small));
    const before = small.server.journal();
    const again = await preview(small);

    expect(run).toMatchObject({ state: 'applied', verification: { complete: true, lost: [] } });
    expect(before.refused).toEqual([]);
    expect(again.kind).toBe('nothing-to-do');
    expect(small.server.journal().entries).toEqual(before.entries);
    expect(small.server.journal().calls['GET']).toBe((before.calls['GET'] ?? 0) + 2);
  });

  it('applies the first plan of 200; the next one only takes what the adoption left', async () => {
    const usual = await road(200, sourceOf);

    const run = await sign(usual, await preview(usual));
    const next = await preview(usual);

    expect(run).toMatchObject({ state: 'applied', verification: { complete: true, lost: [] } });
    expect(usual.server.journal().refused).toEqual([]);
    const left = next.kind === 'plan' ? next.plan.content.mutations : [];
    expect(new Set(left.map(({ kind, reason }) => `${kind} ${reason}`))).toEqual(new Set(['revoke added-in-zivver']));
  });
});
