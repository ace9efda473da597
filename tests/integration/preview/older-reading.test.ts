/** Two processes on one store: what becomes of a reading that began before another and ended after it. */

import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../../src/platform/clock.ts';
import { createSync, type SyncParts } from '../../../src/sync/create-sync.ts';
import type { PreviewOutcome, Sync } from '../../../src/sync/index.ts';
import type { SharedMailbox } from '../../../src/sync/model/mailbox.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import type { Source } from '../../../src/sync/source/source.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../../src/sync/store/store.ts';
import { createFakeTarget } from '../../fakes/fake-target.ts';
import { freeRules, organisation, partsFor } from '../../support/apply-case.ts';
import { mailbox } from '../../support/build.ts';
import { clockOf } from '../../support/clock-of.ts';
import { staff } from '../../support/stored-plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const olga = staff('olga');
const options = { signal: new AbortController().signal };
const org = organisation();
const inEarlierDays: readonly SharedMailbox[] = org.mailboxes;
const asNow: readonly SharedMailbox[] = [...org.mailboxes, mailbox('press')];
/** What Zivver holds already. */
const equal: readonly SharedMailbox[] = [mailbox('same')];

/** A reading that was begun and has not ended: the world may change meanwhile. */
interface Begun {
  ended(): Promise<PreviewOutcome>;
}

interface Office {
  at(time: string): void;
  /** `meanwhile` happens right before its plan is written. */
  begin(
    mailboxes: readonly SharedMailbox[],
    only?: readonly string[],
    meanwhile?: () => Promise<unknown>,
  ): Promise<Begun>;
  preview(mailboxes: readonly SharedMailbox[], only?: readonly string[]): Promise<PreviewOutcome>;
  readonly here: Sync;
  readonly told: string[];
}

async function office(): Promise<Office> {
  const path = join(temporaryFolder(), 'store.sqlite');
  let now = '2026-11-24T09:00:00.000Z';
  const told: string[] = [];
  const clock = clockOf(() => new Date(now));
  const target = createFakeTarget({ seed: org.seed, now: clock.now });

  async function process(source: Source, meanwhile: () => Promise<unknown> = async () => {}): Promise<Sync> {
    const opened = await openSqliteStore({ path });
    await opened.links.save(org.links);
    const store: Store = {
      ...opened,
      plans: {
        ...opened.plans,
        insert: async (plan, entry) => {
          await meanwhile();
          return opened.plans.insert(plan, entry);
        },
      },
    };
    const parts: SyncParts = {
      ...partsFor(store, source, { ...target, close: async () => {} }),
      clock,
      policy: freeRules,
      expiresAfterMs: 3_600_000,
      announcer: {
        planChanged: async ({ id, state }) => void told.push(`${id} ${state}`),
        runProgressed: () => {},
        runEnded: async () => {},
      },
    };
    const sync = createSync(parts);
    onTestFinished(() => sync.close());
    return sync;
  }

  async function begin(
    mailboxes: readonly SharedMailbox[],
    only: readonly string[] = [],
    meanwhile?: () => Promise<unknown>,
  ): Promise<Begun> {
    const [began, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const sync = await process(slow(mailboxes, clock, { began: began.resolve, mayEnd: mayEnd.promise }), meanwhile);
    const outcome = sync.preview({ requester: olga, only }, options);
    await began.promise;
    return {
      ended: () => {
        mayEnd.resolve();
        return outcome;
      },
    };
  }

  return {
    at: (time) => {
      now = time;
    },
    begin,
    preview: async (mailboxes, only) => (await begin(mailboxes, only)).ended(),
    here: await process(slow(equal, clock, { began: () => {}, mayEnd: Promise.resolve() })),
    told,
  };
}

function slow(
  mailboxes: readonly SharedMailbox[],
  clock: Clock,
  gate: { readonly began: () => void; readonly mayEnd: Promise<void> },
): Source {
  const read: Source['read'] = async () => {
    const takenAt = clock.now().toISOString();
    gate.began();
    await gate.mayEnd;
    return {
      source: 'exchange',
      takenAt,
      madeFrom: 'source',
      mailboxes,
      list: { complete: true },
      problems: [],
      notRead: {},
    };
  };
  return {
    name: 'exchange',
    standIn: false,
    read,
    reread: (_ids, call) => read(call),
    lookUp: async (ids) => new Map(ids.map((id) => [id, 'found'])),
    lookUpAddresses: async (addresses) => new Map(addresses.map((address) => [address, 'not-found'])),
    close: async () => {},
  };
}

function planIn(outcome: PreviewOutcome) {
  if (outcome.kind === 'nothing-to-do' || outcome.plan === null) throw new Error(`no plan: ${outcome.kind}`);
  return outcome.plan;
}

async function waiting(sync: Sync): Promise<readonly string[]> {
  return (await sync.status()).open.map(({ id }) => id);
}

test('a plan from an older reading that ends later leaves the newer plan waiting, and its reader is shown that one', async () => {
  const { at, begin, preview, here, told } = await office();
  const older = await begin(inEarlierDays);
  at('2026-11-24T09:05:00.000Z');
  const newer = planIn(await preview(asNow));

  const outcome = await older.ended();

  expect(outcome).toMatchObject({
    kind: 'overtaken',
    plan: { id: newer.id, state: 'proposed' },
    readAt: '2026-11-24T09:00:00.000Z',
    newerReadAt: '2026-11-24T09:05:00.000Z',
  });
  expect(await waiting(here)).toEqual([newer.id]);
  expect(told).toEqual([]);
});

test('an older reading proposes nothing after a newer one found nothing to do', async () => {
  const { at, begin, here, preview } = await office();
  const older = await begin(asNow);
  at('2026-11-24T09:05:00.000Z');
  expect((await preview(equal)).kind).toBe('nothing-to-do');

  expect(await older.ended()).toMatchObject({ kind: 'overtaken', plan: null });
  expect(await waiting(here)).toEqual([]);
});

test('an older reading that finds nothing to do leaves the newer plan waiting', async () => {
  const { at, begin, preview, here } = await office();
  const older = await begin(equal);
  at('2026-11-24T09:05:00.000Z');
  const newer = planIn(await preview(asNow));

  expect(await older.ended()).toMatchObject({ kind: 'overtaken', plan: { id: newer.id }, covers: true });
  expect(await waiting(here)).toEqual([newer.id]);
});

test('an older reading with the same content does not make the plan look older, nor last longer', async () => {
  const { at, begin, preview, here } = await office();
  const older = await begin(asNow);
  at('2026-11-24T09:05:00.000Z');
  const newer = planIn(await preview(asNow));
  at('2026-11-24T09:30:00.000Z');

  await older.ended();

  const details = await here.details(newer.id);
  if (isRefusal(details)) throw new Error(details.code);
  expect(details.plan).toEqual(newer);
});

test('a newer plan that was decided meanwhile is not proposed against', async () => {
  const { at, begin, preview, here } = await office();
  const older = await begin(inEarlierDays);
  at('2026-11-24T09:05:00.000Z');
  const { id: planId, fingerprint } = planIn(await preview(asNow));
  await here.reject({ planId, fingerprint, by: staff('ben'), mayDecide: true, comment: 'Not today' });

  expect(await older.ended()).toMatchObject({ kind: 'overtaken', plan: null });
  expect(await waiting(here)).toEqual([]);
});

test('an older reading of everything does not replace the plan of a newer one for a few mailboxes', async () => {
  const { at, begin, preview, here } = await office();
  const older = await begin(asNow);
  at('2026-11-24T09:05:00.000Z');
  const urgent = planIn(await preview(asNow, ['desk@example.nl']));

  // It is about the desk alone: no answer for who asked for everything
  expect(await older.ended()).toMatchObject({ kind: 'overtaken', plan: { id: urgent.id }, covers: false });
  expect(await waiting(here)).toEqual([urgent.id]);
});

test('a newer look at a few mailboxes that finds nothing to do overtakes nothing', async () => {
  const { at, begin, preview } = await office();
  const older = await begin(asNow);
  at('2026-11-24T09:05:00.000Z');
  expect((await preview(asNow, ['same@example.nl'])).kind).toBe('nothing-to-do');

  expect((await older.ended()).kind).toBe('plan');
});

test.each([
  ['proposes a plan', asNow],
  ['finds nothing to do', equal],
])('a plan is taken back when a newer reading %s while it is written', async (_what, seenThen) => {
  const { at, begin, preview, here } = await office();
  const older = await begin(inEarlierDays, [], () => preview(seenThen));
  at('2026-11-24T09:05:00.000Z');

  const outcome = await older.ended();

  const still = outcome.kind === 'overtaken' && outcome.plan !== null ? [outcome.plan.id] : [];
  expect(outcome.kind).toBe('overtaken');
  expect(still).toHaveLength(seenThen === equal ? 0 : 1);
  expect(await waiting(here)).toEqual(still);
});

test('readings that end in the order in which they began replace each other', async () => {
  const { at, preview, here } = await office();
  const first = planIn(await preview(inEarlierDays));
  at('2026-11-24T09:05:00.000Z');

  const second = await preview(asNow);

  expect(second).toMatchObject({ kind: 'plan', isNew: true, superseded: [first.id] });
  expect(await waiting(here)).toEqual([planIn(second).id]);
});

test('after the clock was set back, a new reading is not held to be older than one from the future', async () => {
  const { at, preview, here } = await office();
  at('2027-11-24T09:00:00.000Z');
  const future = planIn(await preview(inEarlierDays));
  at('2026-11-24T09:00:00.000Z');

  const present = await preview(asNow);

  expect(present).toMatchObject({ kind: 'plan', isNew: true, superseded: [future.id] });
  expect(await waiting(here)).toEqual([planIn(present).id]);
});
