import { describe, expect, it, onTestFinished } from 'vitest';
import { LeaseError } from '../../../src/errors.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { randomIds } from '../../../src/platform/ids.ts';
import { keepLease } from '../../../src/sync/apply/keep-lease.ts';
import { carryOut } from '../../../src/sync/carry-out.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { claimRun } from '../../../src/sync/start/claim-run.ts';
import type { Lease } from '../../../src/sync/store/store.ts';
import { quickSettings } from '../../support/apply-case.ts';
import { type FakeCase, fakeCase } from '../../support/carry-out-case.ts';
import { clockOf } from '../../support/clock-of.ts';
import { createHastyClock } from '../../support/hasty-clock.ts';
import { staff } from '../../support/stored-plan.ts';

const still = { signal: new AbortController().signal };
const inAnHour = clockOf(() => new Date(Date.now() + 3_000_000));

/** Another process claims the plan at a moment when this one's lease has run out. */
async function takenByAnother({ store, plan }: FakeCase): Promise<void> {
  const running = { ...plan, state: 'applying' as const };
  const claim = await claimRun({ store, clock: inAnHour, ids: randomIds }, running, {
    by: staff('cas'),
    ended: undefined,
    leaseMs: 30_000,
  });
  if (isRefusal(claim)) throw new Error(claim.code);
}

describe('a lease that was lost', () => {
  it('stops writing before the next call: its intent is refused', async () => {
    const applying = await fakeCase();
    const create = applying.target.create.bind(applying.target);
    let taken = false;
    const target = {
      ...applying.target,
      create: async (...call: Parameters<typeof create>) => {
        if (!taken) await takenByAnother(applying);
        taken = true;
        return create(...call);
      },
    };

    const work = carryOut({ ...applying.parts, target }, { planId: 'plan-1', by: staff('ben') }, still);

    await expect(work).rejects.toBeInstanceOf(LeaseError);
    const written = applying.target.effects.length;
    expect(written).toBeLessThan(9);
    expect((await applying.store.plans.get('plan-1'))?.state).toBe('applying');
  });

  it('is noticed by the renewal even while a call hangs', async () => {
    const applying = await fakeCase();
    const settings = { ...quickSettings, renewEveryMs: 20 };
    const target = {
      ...applying.target,
      readAccount: async (_id: string, { signal }: { readonly signal: AbortSignal }) => {
        await takenByAnother(applying).catch(() => {});
        return await new Promise<undefined>((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        );
      },
    };

    const work = carryOut({ ...applying.parts, target, settings }, { planId: 'plan-1', by: staff('ben') }, still);

    await expect(work).rejects.toBeInstanceOf(LeaseError);
  });

  it('is asked for again after a long freeze, before anything is sent', async () => {
    const applying = await fakeCase();
    let frozen = 0;
    const clock = clockOf(() => new Date(Date.now() + frozen), systemClock.sleep);
    const step = applying.store.ledger.step.bind(applying.store.ledger);
    const ledger = {
      ...applying.store.ledger,
      step: async (...call: Parameters<typeof step>) => {
        await step(...call);
        if (frozen > 0 || call[1].intents.length === 0) return;
        // The process is frozen right after its intent was committed; meanwhile another one takes over.
        frozen = 60_000;
        await takenByAnother(applying);
      },
    };
    const parts = { ...applying.parts, clock, store: { ...applying.store, ledger } };

    const work = carryOut(parts, { planId: 'plan-1', by: staff('ben') }, still);

    await expect(work).rejects.toBeInstanceOf(LeaseError);
    expect(applying.target.effects).toEqual([]);
  });
});

describe('a run whose process died', () => {
  it('is settled without further writes when its approval no longer holds', async () => {
    const applying = await fakeCase();
    const update = applying.target.update.bind(applying.target);
    const dying = {
      ...applying.target,
      update: async (...call: Parameters<typeof update>) => {
        await update(...call);
        throw new Error('the process dies here');
      },
    };
    await carryOut({ ...applying.parts, target: dying }, { planId: 'plan-1', by: staff('ben') }, still).catch(() => {});
    const written = applying.target.effects.length;

    const later = { ...systemClock, now: () => new Date(Date.now() + 60_000) };
    const run = await applying.run({ clock: later, mayApprove: () => false });

    expect(run).toMatchObject({ state: 'stopped', stoppedBecause: { code: 'approval-void' } });
    expect(run.results.filter(({ state }) => state === 'sending')).toEqual([]);
    expect(run.results.filter(({ state }) => state === 'done').length).toBeGreaterThan(0);
    expect(applying.target.effects).toHaveLength(written);
  });
});

/** How far the process slept, and what somebody did to the wall clock meanwhile. */
const awakenings = [
  ['nobody touched the clock', 60_000, 0],
  ['the clock was set back an hour', 60_000, -3_600_000],
  ['the clock was set forward an hour', 0, 3_600_000],
  ['its own clock stood still: the machine slept', 0, 60_000],
] as const;

describe('a process that is frozen between its intent and its call', () => {
  it.each(awakenings)('sends nothing when it wakes up and another one has taken over: %s', async (_, slept, set) => {
    const applying = await fakeCase();
    const { create } = applying.target;
    const passed = { monotonic: 0, wall: 0 };
    const clock = {
      now: () => new Date(Date.now() + passed.wall),
      monotonic: () => systemClock.monotonic() + passed.monotonic,
      sleep: systemClock.sleep,
    };
    const target = {
      ...applying.target,
      create: async (...call: Parameters<typeof create>) => {
        if (passed.monotonic === 0 && passed.wall === 0) await takenByAnother(applying);
        Object.assign(passed, { monotonic: slept, wall: slept + set });
        return create(...call);
      },
    };

    const work = carryOut({ ...applying.parts, target, clock }, { planId: 'plan-1', by: staff('ben') }, still);

    await expect(work).rejects.toBeInstanceOf(LeaseError);
    expect(applying.target.effects.filter(({ call }) => call === 'create')).toEqual([]);
  });

  it.each(awakenings)('goes on when it wakes up and nobody has taken over: %s', async (_, slept, set) => {
    const applying = await fakeCase();
    const { create } = applying.target;
    const passed = { monotonic: 0, wall: 0 };
    const clock = {
      now: () => new Date(Date.now() + passed.wall),
      monotonic: () => systemClock.monotonic() + passed.monotonic,
      sleep: systemClock.sleep,
    };
    const target = {
      ...applying.target,
      create: async (...call: Parameters<typeof create>) => {
        Object.assign(passed, { monotonic: slept, wall: slept + set });
        return create(...call);
      },
    };

    const run = await applying.run({ target, clock });

    expect(run.state).toBe('applied');
    expect(applying.target.effects.filter(({ call }) => call === 'create')).toHaveLength(3);
  });
});

describe('a lease', () => {
  const lease = { runId: 'run-1', planId: 'plan-1', holder: 'process-1', fence: 1 };

  /** Renewed once, at the start; then the clocks go as the test says. */
  async function kept() {
    const clock = createHastyClock();
    const renewals: string[] = [];
    const still = { ...clock, sleep: (_: number, signal?: AbortSignal) => untilAborted(signal) };
    const ledger = { renew: async (_: Lease, now: string) => void renewals.push(now) };
    const lasting = await keepLease({ ledger, lease, clock: still, leaseMs: 30_000, renewEveryMs: 10_000 });
    onTestFinished(() => lasting.release());
    return { clock, renewals, lasting };
  }

  it.each([
    ['is ours just before its end', 29_999, 0, true],
    ['is asked for again at its end', 30_000, 0, false],
    ['is asked for again at its end when the clock was set back', 30_000, -3_600_000, false],
    ['is ours just before its end when the clock was set back', 29_999, -3_600_000, true],
    ['is asked for again when the clock was set forward beyond its end', 1_000, 29_000, false],
  ])('%s', async (_, passed, set, ours) => {
    const { clock, renewals, lasting } = await kept();

    clock.move(passed);
    clock.set(set);

    expect(lasting.held()).toBe(ours);
    await lasting.confirm();
    expect(renewals).toHaveLength(ours ? 1 : 2);
    expect(lasting.held()).toBe(true);
  });
});

function untilAborted(signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
