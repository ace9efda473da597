/** Plans from recorded, mixed and live sources, planned on a thread and kept in a store: which of them needs a person. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { planInThread } from '../../../src/app/thread-planner.ts';
import { approve } from '../../../src/sync/approve/approve.ts';
import { reauthorize } from '../../../src/sync/approve/reauthorize.ts';
import { whyNeedsPerson } from '../../../src/sync/approve/why-needs-person.ts';
import { countersign } from '../../../src/sync/model/person.ts';
import type { Plan } from '../../../src/sync/model/plan.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { preview } from '../../../src/sync/preview.ts';
import { createRecordedSource } from '../../../src/sync/source/recorded/recorded-source.ts';
import { signedReading } from '../../../src/sync/source/recorded/signed-reading.ts';
import type { Source } from '../../../src/sync/source/source.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { createFakeSource } from '../../fakes/fake-source.ts';
import { createFakeTarget } from '../../fakes/fake-target.ts';
import { freeRules, organisation, partsFor } from '../../support/apply-case.ts';
import { mailbox, sourceSnapshot } from '../../support/build.ts';
import { staff, storedPlan, vote } from '../../support/stored-plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const origin = { place: 'example.onmicrosoft.com', types: ['SharedMailbox'], organizationalUnit: null };
const key = 'a long random text on both machines';
const options = { signal: new AbortController().signal };
const org = organisation();
/** A new name and nothing else: no rule but the one at hand says no to it. */
const renamed = mailbox('lobby', { displayName: 'Front desk' });
const equal = mailbox('same');

async function recorded(mailboxes: readonly ReturnType<typeof mailbox>[]): Promise<Source> {
  const file = join(temporaryFolder(), 'reading.ndjson');
  const taken = sourceSnapshot(mailboxes, { takenAt: new Date().toISOString() });
  await writeFile(file, signedReading(taken, origin, key));
  return createRecordedSource({ name: 'exchange', file, signed: { ...origin, key: () => key } });
}

/** The plan as another process finds it in the store. */
async function planFrom(sources: readonly Source[]) {
  const path = join(temporaryFolder(), 'store.sqlite');
  const store = await openSqliteStore({ path });
  onTestFinished(() => store.close());
  await store.links.save(org.links);
  const target = { ...createFakeTarget({ seed: org.seed, now: () => new Date() }), close: async () => {} };
  const parts = {
    ...partsFor(store, createFakeSource(), target),
    sources,
    policy: freeRules,
    expiresAfterMs: 3_600_000,
    planner: planInThread,
  };
  const outcome = await preview(parts, { requester: staff('olga') }, options);
  if (outcome.kind !== 'plan') throw new Error(`no plan: ${outcome.kind}`);
  const plan = (await store.plans.get(outcome.plan.id))!;
  const signedBy = (by: Plan['requester']) =>
    approve(parts, { planId: plan.id, fingerprint: plan.fingerprint, by, mayDecide: true, comment: '' });
  return { plan, signedBy };
}

function asOnceWritten(source: Plan['basis']['sources'][number]): Plan['basis']['sources'][number] {
  const { madeFrom: _, ...rest } = source;
  return rest;
}

describe('without a person', () => {
  test.each([
    ['of a recording alone', async () => [await recorded([renamed, equal])], 'exchange'],
    [
      'to which a recording gave only what stays as it is',
      async () => [createFakeSource({ name: 'live', mailboxes: [renamed] }), await recorded([equal])],
      'exchange',
    ],
  ])('nothing is approved in a plan %s, and a person may', async (_case, sourcesOf, source) => {
    const { plan, signedBy } = await planFrom(await sourcesOf());

    const refused = {
      refused: true,
      code: 'person-needed',
      params: { planId: plan.id, source, madeFrom: 'recording' },
    };
    expect(whyNeedsPerson(plan)).toEqual(refused);
    expect(await signedBy(countersign)).toEqual(refused);
    expect(await signedBy(staff('carla'))).toMatchObject({ quorumMet: true });
  });

  test('nothing is approved where one of the sources gave no reading', async () => {
    const failing = createFakeSource({ name: 'other' });
    failing.fail('exchange-server-busy', 99);

    const { plan, signedBy } = await planFrom([createFakeSource({ name: 'exchange', mailboxes: [renamed] }), failing]);

    expect(await signedBy(countersign)).toMatchObject({
      code: 'person-needed',
      params: { planId: plan.id, source: 'other', madeFrom: 'nothing' },
    });
  });

  test('a plan of live sources is not refused for that: whether anything may be is for the policy to say', async () => {
    const live = createFakeSource({ name: 'exchange', mailboxes: [renamed] });

    const { plan, signedBy } = await planFrom([live, createFakeSource({ name: 'more', mailboxes: [equal] })]);

    expect(whyNeedsPerson(plan)).toBeUndefined();
    expect(isRefusal(await signedBy(countersign))).toBe(false);
  });

  test('a signature that was not a person’s counts no more once the same plan rests on a recording', () => {
    const plan = storedPlan('plan-1');
    const repeated = {
      ...plan,
      basis: {
        ...plan.basis,
        sources: plan.basis.sources.map((each) => ({ ...each, madeFrom: 'recording' as const })),
      },
    };
    const votes = [vote({ ...countersign, address: 'countersign@example.com' }, plan)];

    expect(reauthorize(plan, votes, () => true)).toBeUndefined();
    expect(reauthorize(repeated, votes, () => true)).toMatchObject({ code: 'approval-void' });
  });

  test.each([
    ['of an earlier version, which did not say what was read', storedPlan('plan-1').basis.sources.map(asOnceWritten)],
    ['of no source at all', []],
  ])('a plan %s is never approved', (_case, sources) => {
    const { basis, ...plan } = storedPlan('plan-1');

    expect(whyNeedsPerson({ ...plan, basis: { ...basis, sources } })).toMatchObject({
      code: 'person-needed',
      params: { madeFrom: 'unknown' },
    });
  });
});
