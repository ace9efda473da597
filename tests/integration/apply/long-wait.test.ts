/** Zivver asks for a wait of minutes in the middle of a run: nobody sits it out, nothing is lost, and the run goes on by itself. */

import { describe, expect, it, onTestFinished } from 'vitest';
import { carryOut } from '../../../src/sync/carry-out.ts';
import { stop } from '../../../src/sync/intervene/stop.ts';
import { countersign } from '../../../src/sync/model/person.ts';
import type { Run } from '../../../src/sync/model/run.ts';
import { cutShort } from '../../../src/sync/start/cut-short.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { staff } from '../../support/stored-plan.ts';
import { begin, effects, tenMinutes, tooMany, type Waiting, waitingCase } from '../../support/waiting-case.ts';

const still = { signal: new AbortController().signal };
const states = (run: Run | undefined, state: string) => run?.results.filter((each) => each.state === state).length;

describe('a run that Zivver tells to wait for minutes', () => {
  it('ends its turn in order, says until when, and goes on by itself: each change once', async () => {
    const waiting = await waitingCase();
    waiting.server.addFault({ ...tooMany, match: { method: 'PUT' }, skip: 2 });
    const began = waiting.clock.now().getTime();

    begin(waiting);
    await waiting.until(1);
    const [first] = waiting.ended;
    const midway = waiting.server.journal();
    await waiting.until(2);

    const until = Date.parse(String(first?.stoppedBecause?.params.until));
    expect(first).toMatchObject({ state: 'stopped', stoppedBecause: { code: 'waits-for-target' } });
    expect(until - began).toBeGreaterThanOrEqual(tenMinutes * 1_000);
    expect(until - began).toBeLessThan(tenMinutes * 1_000 + 5_000);
    expect(states(first, 'sending')).toBe(0);
    expect(states(first, 'planned')).toBeGreaterThan(0);
    expect(midway.effects).toBeLessThan(effects);
    expect(waiting.ended[1]).toMatchObject({ id: first?.id, state: 'applied', stoppedBecause: null });
    expect(Date.parse(waiting.ended[1]?.endedAt ?? '')).toBeGreaterThanOrEqual(until);
    expect(waiting.server.journal()).toMatchObject({ effects });
    expect(waiting.server.journal().refused).toHaveLength(1);
  });

  it('goes on after a restart of the program, not before the time', async () => {
    const waiting = await waitingCase();
    waiting.server.addFault({ ...tooMany, match: { method: 'PUT' }, skip: 1 });
    const queue = begin(waiting);
    await waiting.until(1);
    await queue.close();
    const store = await openSqliteStore({ path: `${waiting.folder}/store.sqlite` });
    onTestFinished(() => store.close());

    const [found] = await cutShort({ ...waiting.parts, store });
    const waitMs = Date.parse(found?.notBefore ?? '') - waiting.clock.now().getTime();
    waiting
      .queueOn({ store })
      .later({ kind: 'carry-out', planId: 'plan-1', by: countersign, resumes: found?.resumes ?? '' }, waitMs);
    await waiting.until(2);

    expect(found?.notBefore).toBe(waiting.ended[0]?.stoppedBecause?.params.until);
    expect(waiting.ended[1]).toMatchObject({ state: 'applied' });
    expect(waiting.server.journal()).toMatchObject({ effects });
  });

  it('waits as well when only reading back is refused, and reads back afterwards', async () => {
    const waiting = await waitingCase();
    waiting.server.addFault({ ...tooMany, match: { method: 'GET', path: '^/Groups$' } });

    begin(waiting);
    await waiting.until(2);

    expect(waiting.ended[0]).toMatchObject({ state: 'stopped', stoppedBecause: { code: 'waits-for-target' } });
    expect(states(waiting.ended[0], 'sent')).toBe(effects + 1);
    expect(waiting.ended[1]).toMatchObject({ state: 'applied', verification: { complete: true, lost: [] } });
    expect(waiting.server.journal()).toMatchObject({ effects });
  });

  it('leaves a change without an answer open while it waits, and looks before it would send it again', async () => {
    const waiting = await waitingCase();
    waiting.server.addFault({ kind: 'drop-after', match: { method: 'PUT' }, skip: 1 });
    const calls: string[] = [];
    const { target } = waiting;
    const update: typeof target.update = async (...given) => {
      try {
        await target.update(...given);
      } catch (error) {
        calls.push(given[0].address);
        waiting.server.addFault({ ...tooMany, match: { method: 'GET', path: given[0].id } });
        throw error;
      }
    };

    begin(waiting, { target: { ...target, update } });
    await waiting.until(2);

    expect(calls).toHaveLength(1);
    expect(states(waiting.ended[0], 'sending')).toBe(1);
    expect(waiting.ended[1]).toMatchObject({ state: 'applied' });
    expect(waiting.server.journal()).toMatchObject({ effects });
  });

  it('takes the same from a service that is down and says for how long', async () => {
    const waiting = await waitingCase();
    const headers = { 'Retry-After': String(tenMinutes) };
    waiting.server.addFault({ kind: 'status', status: 503, headers, match: { method: 'PUT' }, skip: 1 });

    begin(waiting);
    await waiting.until(2);

    expect(waiting.ended.map(({ state, stoppedBecause }) => [state, stoppedBecause?.code])).toEqual([
      ['stopped', 'waits-for-target'],
      ['applied', undefined],
    ]);
    expect(waiting.server.journal()).toMatchObject({ effects });
  });

  it('does not try again what had failed before: it is the same run', async () => {
    const waiting = await waitingCase();
    const alias = { kind: 'status', status: 400, body: 'Error creating alias: Alias is a guest: x' } as const;
    waiting.server.addFault({ ...alias, match: { method: 'PUT', body: 'contact@example.nl' } });
    waiting.server.addFault({ ...tooMany, match: { method: 'PUT', body: 'new-3' } });

    begin(waiting);
    await waiting.until(2);

    expect(waiting.ended.map(({ state }) => state)).toEqual(['stopped', 'partly-applied']);
    expect(states(waiting.ended[1], 'failed')).toBe(1);
  });

  it('sits out a minute: the run does not end for that', async () => {
    const waiting = await waitingCase();
    waiting.server.addFault({ ...tooMany, retryAfterSeconds: 60, match: { method: 'PUT' }, skip: 2 });

    begin(waiting);
    await waiting.until(1);

    expect(waiting.ended).toMatchObject([{ state: 'applied', stoppedBecause: null }]);
  });
});

describe('while a run waits', () => {
  async function waits(): Promise<Waiting> {
    const waiting = await waitingCase();
    waiting.server.addFault({ ...tooMany, match: { method: 'PUT' }, skip: 2 });
    begin(waiting);
    await waiting.until(1);
    return waiting;
  }

  it('a person can stop it at once, and it does not go on by itself', async () => {
    const waiting = await waits();
    const before = waiting.server.journal().calls['total'];

    const stopped = await stop(waiting.parts, { by: staff('esra') });
    const again = await stop(waiting.parts, { by: staff('esra') });
    await waiting.until(2);

    expect(stopped).toEqual({ planId: 'plan-1', isNew: true, waited: true });
    expect(again).toMatchObject({ code: 'not-running' });
    expect(await waiting.store.ledger.latestRunOf('plan-1')).toMatchObject({
      state: 'stopped',
      stoppedBecause: { code: 'stopped-by-person', params: { by: 'esra' } },
    });
    expect(waiting.shown).toEqual(['plan-already-decided']);
    expect(waiting.server.journal().calls['total']).toBe(before);
    expect(await cutShort(waiting.parts)).toEqual([]);
  });

  it('a person can stop it in the moment in which it is about to go on', async () => {
    const waiting = await waitingCase();
    waiting.server.addFault({ ...tooMany, match: { method: 'PUT' }, skip: 1 });
    const queue = begin(waiting);
    await waiting.until(1);
    await queue.close();
    const midway = waiting.server.journal().effects;
    const { store } = waiting.parts;
    const claim: typeof store.ledger.claim = async (wish) => {
      await waiting.clock.whileRunning(waiting.clock.sleep(1_000));
      await stop(waiting.parts, { by: staff('esra') });
      return store.ledger.claim(wish);
    };
    const slow = { ...waiting.parts, store: { ...store, ledger: { ...store.ledger, claim } } };
    const request = { planId: 'plan-1', by: countersign, resumes: waiting.ended[0]?.endedAt ?? '' };

    const refused = await carryOut(slow, request, still);

    expect(refused).toMatchObject({ code: 'plan-already-decided' });
    expect(waiting.server.journal().effects).toBe(midway);
  });

  it('a person can resume it early: Zivver is not asked before the time, and it goes on afterwards', async () => {
    const waiting = await waits();
    const [first] = waiting.ended;

    await waiting.clock.whileRunning(
      carryOut(waiting.parts, { planId: 'plan-1', by: staff('ben'), resumes: first?.endedAt ?? '' }, still),
    );
    const early = waiting.ended[1];
    waiting
      .queueOn()
      .later(
        { kind: 'carry-out', planId: 'plan-1', by: countersign, resumes: early?.endedAt ?? '' },
        tenMinutes * 1_000,
      );
    await waiting.until(4);

    expect(early).toMatchObject({ state: 'stopped', stoppedBecause: { code: 'waits-for-target' } });
    expect(waiting.shown).toEqual(['plan-already-decided']);
    expect(waiting.ended.at(-1)).toMatchObject({ state: 'applied' });
    expect(waiting.server.journal()).toMatchObject({ effects });
  });

  it('an approval that no longer holds ends it with that reason, and what was sent is read back', async () => {
    const waiting = await waitingCase();
    waiting.server.addFault({ ...tooMany, match: { method: 'PUT' }, skip: 2 });
    let approvers = true;
    begin(waiting, { mayApprove: () => approvers });
    await waiting.until(1);
    const midway = waiting.server.journal().effects;
    approvers = false;

    await waiting.until(2);

    expect(waiting.ended[1]).toMatchObject({ state: 'stopped', stoppedBecause: { code: 'approval-void' } });
    expect(states(waiting.ended[1], 'sent')).toBe(0);
    expect(waiting.server.journal().effects).toBe(midway);
  });
});
