import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../src/platform/clock.ts';
import { type CrashPoints } from '../../../src/platform/crash-points.ts';
import { organisation, people, quickSettings } from '../../support/apply-case.ts';
import { endings, fakeCase } from '../../support/carry-out-case.ts';
import { clockOf } from '../../support/clock-of.ts';
import { uuid } from '../../support/target-seed.ts';

describe('what goes wrong at one account', () => {
  it('leaves the others alone: one failed account never stops them', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'target-alias-guest', about: uuid(1) });

    const run = await applying.run();

    expect(run.state).toBe('partly-applied');
    expect(endings(run, applying)).toMatchObject({
      'update sales@example.nl': 'failed target-alias-guest',
      'update desk@example.nl': 'done',
      'fill new-3@example.nl': 'done',
    });
  });

  it('skips what depends on a change that failed, and says which', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'target-refused', about: uuid(2) });
    applying.target.fail({ on: 'create', answer: 'target-address-taken', about: 'new-1@example.nl' });

    const run = await applying.run();

    expect(endings(run, applying)).toMatchObject({
      'update info@example.nl': 'failed target-refused',
      'update desk@example.nl': 'skipped earlier-item-failed',
      'create new-1@example.nl': 'failed target-address-taken',
      'fill new-1@example.nl': 'skipped earlier-item-failed',
      'fill new-2@example.nl': 'done',
    });
    expect(run.results.find(({ state }) => state === 'skipped')?.outcome?.params).toMatchObject({
      account: 'info@example.nl',
    });
  });

  it('leaves an account alone whose field somebody else changed, and goes on with the others', async () => {
    const applying = await fakeCase();
    applying.target.editByOutsider(uuid(1), { displayName: 'Sales and more' });
    applying.target.deleteByOutsider(uuid(3));

    const run = await applying.run();

    expect(endings(run, applying)).toMatchObject({
      'update sales@example.nl': 'stale changed-meanwhile',
      'update desk@example.nl': 'stale account-gone',
      'create new-1@example.nl': 'done',
    });
    expect(run.results.find(({ outcome }) => outcome?.code === 'changed-meanwhile')?.outcome?.params).toEqual({
      field: 'displayName',
      expected: 'Sales old',
      found: 'Sales and more',
    });
    expect(applying.target.account(uuid(1))?.members).toEqual([people.ann, people.cas]);
  });

  it("keeps an outsider's addition: sets are changed, never replaced", async () => {
    const { target, run } = await fakeCase();
    target.editByOutsider(uuid(1), { members: [people.ann, people.cas, people.dia], aliases: ['extra@example.nl'] });

    await run();

    expect(target.account(uuid(1))).toMatchObject({
      members: [people.ann, people.bob, people.dia],
      aliases: ['extra@example.nl'],
    });
  });

  it('reads again when a call had to wait: what somebody added meanwhile survives', async () => {
    const applying = await fakeCase();
    const { update } = applying.target;
    let waited = false;
    const target = {
      ...applying.target,
      update: async (...[current, write, options]: Parameters<typeof update>) => {
        if (current.id === uuid(1) && !waited) {
          waited = true;
          await pause(60);
          applying.target.editByOutsider(uuid(1), { members: [people.ann, people.cas, people.dia] });
        }
        return update(current, write, options);
      },
    };

    const run = await applying.run({ target, settings: { ...quickSettings, knownForMs: 40 } });

    expect(run.state).toBe('applied');
    expect(applying.target.account(uuid(1))?.members).toEqual([people.ann, people.bob, people.dia]);
  });

  it.each<[string, (passed: () => number) => Clock]>([
    ['by both clocks', (passed) => clockOf(() => new Date(Date.now() + passed()), systemClock.sleep)],
    [
      'by the calendar alone: the machine slept',
      (passed) => ({ ...systemClock, now: () => new Date(Date.now() + passed()) }),
    ],
    [
      'by the clock that nobody can set alone: the calendar was put back',
      (passed) => ({ ...systemClock, monotonic: () => systemClock.monotonic() + passed() }),
    ],
  ])('reads a new account before it fills it when its answer is old %s', async (_, clockWith) => {
    const applying = await fakeCase();
    const { create } = applying.target;
    const target = {
      ...applying.target,
      create: async (...call: Parameters<typeof create>) => {
        const made = await create(...call);
        applying.target.editByOutsider(made.id, { members: [people.ann] });
        return { ...made, extension: {} };
      },
    };

    let passedMs = 0;
    const clock = clockWith(() => passedMs);
    const crashPoints: CrashPoints = {
      visit: async (point) => {
        if (point === 'after-answer-before-outcome') passedMs += 3_000;
      },
    };

    const run = await applying.run({ target, clock, crashPoints });

    expect(run.state).toBe('applied');
    expect(applying.target.accountAt('new-1@example.nl')?.members).toEqual([people.ann, people.bob, people.dia]);
  });

  it('writes nothing when it is already so', async () => {
    const applying = await fakeCase();
    applying.target.editByOutsider(uuid(1), { displayName: 'Sales', members: [people.ann, people.bob] });

    const run = await applying.run();

    expect(run.state).toBe('applied');
    expect(endings(run, applying)['update sales@example.nl']).toBe('done already-so');
    expect(applying.target.effects.filter(({ id }) => id === uuid(1))).toEqual([]);
  });
});

describe('what ends a run early', () => {
  it('stops after ten identical failures in a row', async () => {
    const applying = await fakeCase({ org: organisation({ created: 30 }) });
    applying.target.fail({ on: 'create', answer: 'target-foreign-domain', times: 30 });

    const run = await applying.run();

    const failed = run.results.filter(({ state }) => state === 'failed').length;
    expect(run).toMatchObject({
      state: 'stopped',
      stoppedBecause: { code: 'identical-failures', params: { failure: 'target-foreign-domain', number: 10 } },
    });
    expect(failed).toBeGreaterThanOrEqual(10);
    // Updates that went well in between begin the count anew; up to three calls are under way when it is full.
    expect(failed).toBeLessThan(25);
    expect(run.results.filter(({ state }) => state === 'planned').length).toBeGreaterThan(0);
  });

  it('stops at once when the key is refused, and leaves the rest not started', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'target-key-refused', times: 99 });
    applying.target.fail({ on: 'create', answer: 'target-key-refused', times: 99 });

    const run = await applying.run();

    expect(run.stoppedBecause).toMatchObject({ code: 'key-refused' });
    expect(run.results.filter(({ state }) => state === 'failed' || state === 'sending')).toEqual([]);
    expect(applying.target.effects).toEqual([]);
    expect((await applying.store.plans.get('plan-1'))?.state).toBe(run.state);
  });

  it('waits as long as Zivver says, sends again, and tells people until when', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'target-rate-limited', retry: { afterMs: 30 }, times: 2 });
    const waits: (string | null)[] = [];

    const run = await applying.run({
      announcer: {
        planChanged: async () => {},
        runProgressed: (_, { waitingUntil }) => void waits.push(waitingUntil),
        runEnded: async () => {},
      },
    });

    expect(run.state).toBe('applied');
    expect(applying.target.effects).toHaveLength(9);
    expect(waits.some((until) => until !== null)).toBe(true);
  });

  it('tries again when Zivver cannot be reached for a moment, and fails the item when it stays away', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'target-unreachable', about: uuid(1), times: 2 });
    applying.target.fail({ on: 'update', answer: 'target-unreachable', about: uuid(2), times: 9 });

    const run = await applying.run();

    expect(endings(run, applying)).toMatchObject({
      'update sales@example.nl': 'done',
      'update info@example.nl': 'failed target-unreachable',
    });
  });
});

describe('a call without an answer', () => {
  it('is read back: what came through is done, and never sent twice', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'target-outcome-unknown', effect: true, about: uuid(1) });
    applying.target.fail({ on: 'create', answer: 'target-outcome-unknown', effect: true, about: 'new-1@example.nl' });

    const run = await applying.run();

    expect(run.state).toBe('applied');
    expect(applying.target.effects).toHaveLength(9);
    const links = await applying.store.links.all();
    expect(links.find(({ mailboxId }) => mailboxId === 'm-new-1')?.origin).toBe('assumed');
  });

  it('is sent again once when it certainly did not come through', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'target-unavailable', about: uuid(1) });
    applying.target.fail({ on: 'create', answer: 'target-outcome-unknown', about: 'new-1@example.nl' });

    const run = await applying.run();

    expect(run.state).toBe('applied');
    expect(applying.target.effects).toHaveLength(9);
    const links = await applying.store.links.all();
    expect(links.find(({ mailboxId }) => mailboxId === 'm-new-1')?.origin).toBe('create');
  });

  it('fails the item when the second try does not come through either', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'target-unavailable', about: uuid(1), times: 5 });

    const run = await applying.run();

    expect(endings(run, applying)['update sales@example.nl']).toBe('failed target-unavailable');
    expect(applying.target.calls.filter(({ call, about }) => call === 'update' && about === uuid(1))).toHaveLength(2);
  });

  it('is left to a person when somebody else moved the field meanwhile', async () => {
    const applying = await fakeCase();
    const update = applying.target.update.bind(applying.target);
    applying.target.fail({ on: 'update', answer: 'target-outcome-unknown', effect: true, about: uuid(1) });
    const edited = {
      ...applying.target,
      update: (...call: Parameters<typeof update>) =>
        update(...call).catch((error: unknown) => {
          applying.target.editByOutsider(uuid(1), { displayName: 'Third' });
          throw error;
        }),
    };

    const run = await applying.run({ target: edited });
    const resumed = await applying.run();

    expect(endings(run, applying)['update sales@example.nl']).toBe('uncertain outcome-unknown');
    expect(endings(resumed, applying)['update sales@example.nl']).toBe('uncertain outcome-unknown');
  });

  it('stays open, and the run ends, when Zivver does not even answer a reading; a resume settles it', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'target-outcome-unknown', effect: true, about: uuid(1) });
    applying.target.fail({ on: 'readAccount', answer: 'ok', effect: true, about: uuid(1) });
    applying.target.fail({ on: 'readAccount', answer: 'target-unavailable', about: uuid(1), times: 3 });

    const run = await applying.run();
    const resumed = await applying.run();

    expect(run).toMatchObject({ state: 'stopped', stoppedBecause: { code: 'target-silent' } });
    expect(endings(run, applying)['update sales@example.nl']).toBe('sending');
    expect(resumed.state).toBe('applied');
    expect(applying.target.effects).toHaveLength(9);
  });
});
