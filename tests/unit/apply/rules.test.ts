import { describe, expect, it } from 'vitest';
import { linkChange } from '../../../src/sync/apply/links.ts';
import { outcome } from '../../../src/sync/apply/outcomes.ts';
import { rereadSource } from '../../../src/sync/apply/reread-source.ts';
import { runEnd } from '../../../src/sync/apply/run-end.ts';
import { StopRules } from '../../../src/sync/apply/stop-rules.ts';
import type { ItemState } from '../../../src/sync/model/item.ts';
import type { Link } from '../../../src/sync/model/link.ts';
import { aNewAccount, anItem, inLedger } from '../../support/an-item.ts';
import { link } from '../../support/build.ts';
import { storedPlan } from '../../support/stored-plan.ts';
import { uuid } from '../../support/target-seed.ts';

const at = '2026-11-24T10:00:00.000Z';

describe('how a run ends', () => {
  const because = { code: 'stopped-by-person', params: {} };
  it.each<[ReturnType<typeof runEnd>, readonly ItemState[], typeof because | null]>([
    ['applied', ['done', 'done'], null],
    ['partly-applied', ['done', 'stale'], null],
    ['partly-applied', ['done', 'sent'], null],
    ['partly-applied', ['done', 'uncertain'], null],
    ['failed', ['failed', 'skipped'], null],
    ['failed', ['stale', 'stale'], null],
    ['stopped', ['done', 'planned'], because],
    ['stopped', ['planned', 'planned'], because],
    ['failed', ['failed', 'planned'], because],
    ['applied', ['done', 'done'], because],
  ])('%s: %j', (end, states, reason) => {
    expect(runEnd(states, reason)).toBe(end);
  });
});

describe('when a run stops itself', () => {
  const failed = (code: string) => outcome('failed', { code, calls: 1, at });
  const rules = () => new StopRules(new AbortController().signal, 10);

  it('goes on after nine identical failures, stops at the tenth', () => {
    const stop = rules();

    for (let count = 1; count <= 9; count += 1) stop.record(failed('target-refused'));
    const afterNine = stop.requested;
    stop.record(failed('target-refused'));

    expect([afterNine, stop.requested]).toEqual([false, true]);
    expect(stop.because).toEqual({ code: 'identical-failures', params: { failure: 'target-refused', number: 10 } });
  });

  it('counts anew after a success or another failure; stale and skipped say nothing', () => {
    const stop = rules();

    for (let count = 1; count <= 9; count += 1) stop.record(failed('target-refused'));
    stop.record(outcome('sent', { calls: 1, at }));
    for (let count = 1; count <= 9; count += 1) stop.record(failed('target-refused'));
    stop.record(failed('target-unknown-ou'));
    for (let count = 1; count <= 9; count += 1) stop.record(outcome('stale', { calls: 1, at }));

    expect(stop.requested).toBe(false);
  });

  it.each([
    ['a person', undefined, 'stopped-by-person'],
    ['a code', 'plan-expired', 'plan-expired'],
    ['the end of the program', new Error('shutting down'), 'shut-down'],
  ])('says that it was %s', (_, reason, code) => {
    const asked = new AbortController();
    const stop = new StopRules(asked.signal, 10);

    asked.abort(reason);

    expect(stop.because?.code).toBe(code);
  });
});

describe('what an item means for the link', () => {
  const [create, fill] = aNewAccount(1);
  const facts = { previous: undefined, source: 'exchange', accountId: uuid(7), assumed: false, at };

  it('a create makes an owned one; a create found by reading back makes an assumed one', () => {
    expect(linkChange(create, facts).save).toMatchObject({ accountId: uuid(7), origin: 'create', since: at });
    expect(linkChange(create, { ...facts, assumed: true }).save).toMatchObject({ origin: 'assumed' });
  });

  it('a fill adds who was seen to have access and keeps the rest', () => {
    const previous = linkChange(create, { ...facts, assumed: true }).save as Link;

    const after = linkChange(fill, { ...facts, previous, at: '2026-11-24T11:00:00.000Z' }).save;

    expect(after).toEqual({ ...previous, seenDelegates: [uuid(101)] });
  });

  it('an adoption makes it owned, a new address moves it, a delete ends it', () => {
    const previous = link('1', { mailboxId: 'm-1', accountId: uuid(1), origin: 'match' });
    const change = { address: { before: 'a@example.nl', after: 'b@example.nl' } };
    const known = { ...facts, previous, accountId: uuid(1) };

    expect(linkChange(anItem('1', { call: 'adopt' }), known).save?.origin).toBe('adopt');
    expect(linkChange(anItem('1', { changes: change }), known).save).toMatchObject({
      address: 'b@example.nl',
      origin: 'match',
    });
    expect(linkChange(anItem('1', { call: 'delete' }), known)).toEqual({ save: undefined, end: 'm-1' });
  });
});

describe('reading the source again', () => {
  const plan = storedPlan('plan-1');
  const items = plan.content.items.map((item) => inLedger(item));
  const readAt = Date.parse(plan.basis.sources[0]?.takenAt ?? '');
  const ask = (age: number, moved: ReadonlyMap<string, string> = new Map()) => {
    const asked: string[][] = [];
    const movedMailboxes = async (ids: readonly string[]) => {
      asked.push([...ids]);
      return moved;
    };
    const request = { plan, items, now: new Date(readAt + age), rereadAfterMs: 900_000, movedMailboxes };
    return rereadSource(request).then((found) => ({ found, asked }));
  };

  it('happens just over fifteen minutes, not just under', async () => {
    expect((await ask(900_000)).asked).toEqual([]);
    expect((await ask(900_001)).asked).toEqual([['m-info', 'm-sales']]);
  });

  it('names every item of a mailbox that moved', async () => {
    const { found } = await ask(900_001, new Map([['m-info', 'mailbox-changed']]));

    const own = items.filter(({ item }) => item.account.mailboxId === 'm-info').map(({ item }) => item.id);
    expect(found).toEqual(new Map(own.map((id) => [id, 'mailbox-changed'])));
  });
});
