import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceError } from '../../../src/errors.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { silentAnnouncer } from '../../../src/sync/announcer.ts';
import { carryOut } from '../../../src/sync/carry-out.ts';
import { stop } from '../../../src/sync/intervene/stop.ts';
import { countersign } from '../../../src/sync/model/person.ts';
import type { Source } from '../../../src/sync/source/source.ts';
import { cutShort } from '../../../src/sync/start/cut-short.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import type { Target } from '../../../src/sync/target/target.ts';
import { organisation } from '../../support/apply-case.ts';
import { mailbox } from '../../support/build.ts';
import { endings, fakeCase } from '../../support/carry-out-case.ts';
import { staff } from '../../support/stored-plan.ts';
import { uuid } from '../../support/target-seed.ts';

const longAgo = '2020-01-01T00:00:00.000Z';
const still = { signal: new AbortController().signal };

describe('a person stops a run', () => {
  it('ends between two calls: what was sent is recorded, the rest is not started', async () => {
    const applying = await fakeCase({ org: organisation({ created: 20 }) });
    const stop = new AbortController();
    const announcer = {
      ...silentAnnouncer,
      runProgressed: () => {
        if (applying.target.effects.length >= 6) stop.abort();
      },
    };

    const run = await applying.run({ announcer, signal: stop.signal });

    const count = (state: string) => run.results.filter((result) => result.state === state).length;
    expect(run).toMatchObject({ state: 'stopped', stoppedBecause: { code: 'stopped-by-person' } });
    expect(count('sending')).toBe(0);
    expect(count('planned')).toBeGreaterThan(20);
    expect(count('done')).toBe(run.results.length - count('planned'));
  });

  it('goes on under the same approval, and each mutation happens exactly once', async () => {
    const applying = await fakeCase({ org: organisation({ created: 20 }) });
    const stop = new AbortController();
    const announcer = {
      ...silentAnnouncer,
      runProgressed: () => {
        if (applying.target.effects.length >= 6) stop.abort();
      },
    };

    await applying.run({ announcer, signal: stop.signal });
    const resumed = await applying.run();

    expect(resumed).toMatchObject({ state: 'applied', stoppedBecause: null });
    expect(applying.target.effects).toHaveLength(3 + 20 * 2);
  });

  it('does not send what waits for Zivver: those items are not started', async () => {
    const applying = await fakeCase();
    const stop = new AbortController();
    applying.target.fail({ on: 'update', answer: 'target-rate-limited', retry: { afterMs: 60_000 }, times: 9 });
    const announcer = {
      ...silentAnnouncer,
      runProgressed: (_: unknown, { waitingUntil }: { readonly waitingUntil: string | null }) => {
        if (waitingUntil !== null) stop.abort();
      },
    };

    const run = await applying.run({ announcer, signal: stop.signal });

    expect(run.stoppedBecause?.code).toBe('stopped-by-person');
    expect(run.results.filter(({ state }) => state === 'sending')).toEqual([]);
  });

  it('leaves no crowd of empty accounts: at most 25 wait for their delegates', async () => {
    const applying = await fakeCase({ org: organisation({ created: 60 }) });
    let most = 0;
    const announcer = {
      ...silentAnnouncer,
      runProgressed: () => {
        const made = applying.target.effects.filter(({ call }) => call === 'create');
        const empty = made.filter(({ id }) => applying.target.account(id)?.members.length === 0);
        most = Math.max(most, empty.length);
      },
    };

    const run = await applying.run({ announcer });

    expect(run.state).toBe('applied');
    expect(most).toBeLessThanOrEqual(25);
  });
});

describe('a stop that is asked in another process', () => {
  it('is heard through the store, between two calls, and the run says who asked', async () => {
    const applying = await fakeCase({ org: organisation({ created: 40 }) });
    const elsewhere = await openSqliteStore({ path: join(applying.folder, 'store.sqlite') });
    const heard = Promise.withResolvers<void>();
    const { ledger } = applying.store;
    const stopWish: typeof ledger.stopWish = async (runId) => {
      const wish = await ledger.stopWish(runId);
      if (wish !== undefined) heard.resolve();
      return wish;
    };
    let asked: ReturnType<typeof stop> | undefined;
    const create: Target['create'] = async (draft, options) => {
      if (applying.target.effects.length >= 6) {
        asked ??= stop({ store: elsewhere, clock: systemClock }, { by: staff('esra') });
        await heard.promise;
      }
      return applying.target.create(draft, options);
    };

    const run = await applying.run({
      store: { ...applying.store, ledger: { ...ledger, stopWish } },
      target: { ...applying.target, create },
    });

    expect(await asked).toEqual({ planId: applying.plan.id, isNew: true, waited: false });
    await elsewhere.close();
    expect(run).toMatchObject({
      state: 'stopped',
      stoppedBecause: { code: 'stopped-by-person', params: { by: 'esra' } },
    });
    expect(run.results.filter(({ state }) => state === 'sending')).toEqual([]);
    expect(applying.target.effects.length).toBeLessThan(3 + 40 * 2);
  });
});

describe('a resume', () => {
  it('tries failed, skipped and stale items again, and leaves done ones alone', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'target-refused', about: uuid(2) });
    applying.target.editByOutsider(uuid(1), { displayName: 'Other' });

    const first = await applying.run();
    applying.target.editByOutsider(uuid(1), { displayName: 'Sales old' });
    const second = await applying.run();

    expect(first.state).toBe('partly-applied');
    expect(second.id).toBe(first.id);
    expect(Object.values(endings(second, applying))).toEqual(Array(10).fill('done'));
    expect(applying.target.effects).toHaveLength(9);
  });
});

describe('a run that ended', () => {
  it('goes on by an explicit resume only: a late start of its plan writes nothing', async () => {
    const applying = await fakeCase();
    const stop = AbortSignal.abort('stopped-by-person');
    await applying.run({ signal: stop });

    const late = await carryOut(applying.parts, { planId: 'plan-1', by: countersign }, still);

    expect(late).toMatchObject({ refused: true, code: 'plan-already-decided' });
    expect(applying.target.effects).toEqual([]);
  });

  it('is not gone on with by a start that was read before it ran and stopped', async () => {
    const applying = await fakeCase();
    const read = await applying.store.plans.get('plan-1');
    await applying.run({ signal: AbortSignal.abort('stopped-by-person') });
    const plans = { ...applying.store.plans, get: async () => read };

    const late = await carryOut(
      { ...applying.parts, store: { ...applying.store, plans } },
      { planId: 'plan-1', by: countersign },
      still,
    );

    expect(late).toMatchObject({ refused: true });
    expect(applying.target.effects).toEqual([]);
  });
});

describe('a run that our own shut-down ended', () => {
  const shutDown = AbortSignal.abort(new Error('Countersign is shutting down'));

  it('is found at the next start, and goes on under the same approval', async () => {
    const applying = await fakeCase();
    await applying.run({ signal: shutDown });

    const [found] = await cutShort(applying.parts);
    const request = { planId: 'plan-1', by: countersign, resumes: found?.resumes ?? '' };
    const run = await carryOut(applying.parts, request, still);

    expect(found?.plan.id).toBe('plan-1');
    expect(run).toMatchObject({ state: 'applied', stoppedBecause: null });
    expect(applying.target.effects).toHaveLength(9);
  });

  it('is left alone when its approval no longer holds, or a person stopped it', async () => {
    const applying = await fakeCase();
    const stopped = await fakeCase();
    await applying.run({ signal: shutDown });
    await stopped.run({ signal: AbortSignal.abort('stopped-by-person') });

    expect(await cutShort({ ...applying.parts, mayApprove: () => false })).toEqual([]);
    expect(await cutShort(stopped.parts)).toEqual([]);
  });
});

describe('the source is checked again', () => {
  it('not when its reading is fresh', async () => {
    const { source, run } = await fakeCase();

    await run();

    expect(source.rereads).toEqual([]);
  });

  it('when it seems to be from the future: the clock was set back, and nobody knows how old it is', async () => {
    const { source, run } = await fakeCase({ readAt: new Date(Date.now() + 600_000).toISOString() });

    await run();

    expect(source.rereads).toHaveLength(1);
  });

  it('when it is old: a mailbox that moved is left alone, the others go on', async () => {
    const applying = await fakeCase({ readAt: longAgo });
    applying.source.mailboxes = applying.source.mailboxes.map((each) =>
      each.id === 'm-new-1' ? mailbox('new-1', { displayName: 'Renamed' }) : each,
    );

    const run = await applying.run();

    expect(endings(run, applying)).toMatchObject({
      'create new-1@example.nl': 'stale source-changed',
      'fill new-1@example.nl': 'stale source-changed',
      'fill new-2@example.nl': 'done',
    });
    expect(applying.target.accountAt('new-1@example.nl')).toBeUndefined();
  });

  it('and what one source of several does not answer for is left alone, the rest goes on, and a resume catches up', async () => {
    const applying = await fakeCase({ readAt: longAgo });
    const { source } = applying;
    const [one, other] = [['m-new-1'], source.mailboxes.map(({ id }) => id).filter((id) => id !== 'm-new-1')].map(
      (ids): Source => ({
        ...source,
        reread: async (asked, options) =>
          await source.reread(
            asked.filter((id) => ids.includes(id)),
            options,
          ),
      }),
    ) as [Source, Source];
    const silent: Source = {
      ...one,
      reread: async () => {
        throw new SourceError('exchange-unreachable', 'no answer');
      },
    };

    const run = await applying.run({ sources: [silent, other] });

    expect(endings(run, applying)).toMatchObject({
      'create new-1@example.nl': 'stale source-unanswered',
      'fill new-1@example.nl': 'stale source-unanswered',
      'fill new-2@example.nl': 'done',
    });
    expect(applying.target.accountAt('new-1@example.nl')).toBeUndefined();
    expect(await applying.run({ sources: [one, other] })).toMatchObject({ state: 'applied' });
    expect(applying.target.accountAt('new-1@example.nl')).toBeDefined();
  });

  it('and nothing is written when it cannot be read', async () => {
    const applying = await fakeCase({ readAt: longAgo });
    const silent = {
      ...applying.source,
      reread: async () => {
        throw new SourceError('exchange-unreachable', 'no answer');
      },
    };

    const run = await applying.run({ sources: [silent] });

    expect(run).toMatchObject({ state: 'stopped', stoppedBecause: { code: 'source-unreadable' } });
    expect(applying.target.effects).toEqual([]);
  });
});
