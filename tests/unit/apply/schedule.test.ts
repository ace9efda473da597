import { describe, expect, it } from 'vitest';
import { InternalError } from '../../../src/errors.ts';
import { Schedule } from '../../../src/sync/apply/schedule.ts';
import type { Item } from '../../../src/sync/model/item.ts';
import type { LedgerItem } from '../../../src/sync/store/store.ts';
import { aNewAccount, anItem, inLedger } from '../../support/an-item.ts';
import { uuid } from '../../support/target-seed.ts';

function scheduleOf(items: readonly (Item | LedgerItem)[], unfilledAtMost = 25): Schedule {
  const schedule = new Schedule(unfilledAtMost);
  schedule.load(
    items.map((each) => ('item' in each ? each : inLedger(each))),
    ({ state }) => state === 'planned',
  );
  return schedule;
}

function takeAll(schedule: Schedule): string[] {
  const taken: string[] = [];
  for (let item = schedule.next(); item !== undefined; item = schedule.next()) taken.push(item.id);
  return taken;
}

describe('which item is next', () => {
  it("goes by the plan's order", () => {
    expect(takeAll(scheduleOf([anItem('1'), anItem('2'), anItem('3')]))).toEqual(['1', '2', '3']);
  });

  it('waits for what it depends on, then takes its place in the order', () => {
    const [first, second] = [anItem('1'), anItem('2', { dependsOn: ['1'] })];
    const schedule = scheduleOf([first, second, anItem('3')]);

    const before = takeAll(schedule);
    schedule.accept(first);
    const after = takeAll(schedule);

    expect([before, after]).toEqual([['1', '3'], ['2']]);
  });

  it('never gives a second item of an account that is being written', () => {
    const account = { id: uuid(9), mailboxId: 'm-9', address: 'x@example.nl', displayName: 'X' };
    const [first, second] = [anItem('1', { account }), anItem('2', { account })];
    const schedule = scheduleOf([first, second]);

    expect(takeAll(schedule)).toEqual(['1']);
    schedule.accept(first);
    expect(takeAll(schedule)).toEqual(['2']);
  });

  it('fills accounts before it makes more of them than may stand empty', () => {
    const accounts = [aNewAccount(1), aNewAccount(3), aNewAccount(5)];
    const creates = accounts.map(([create]) => create);
    const schedule = scheduleOf([...creates, ...accounts.map(([, fill]) => fill)], 2);

    const taken = takeAll(schedule);
    creates.slice(0, 2).forEach((create) => schedule.accept(create));

    expect(taken).toEqual(['1', '3']);
    expect(takeAll(schedule)).toEqual(['2', '4', '5']);
  });

  it('drops what depends on an item that ended otherwise, however far away', () => {
    const chain = [anItem('1'), anItem('2', { dependsOn: ['1'] }), anItem('3', { dependsOn: ['2'] }), anItem('4')];
    const schedule = scheduleOf(chain);
    schedule.next();

    const dropped = schedule.end(chain[0] as Item);

    expect(dropped.map(({ item, because }) => [item.id, because.id])).toEqual([
      ['2', '1'],
      ['3', '1'],
    ]);
    expect(takeAll(schedule)).toEqual(['4']);
    expect(schedule.ended).toBe(3);
  });

  it('goes on after an interruption: done and sent are behind it, failed ones take their dependants along', () => {
    const schedule = scheduleOf([
      inLedger(anItem('1'), 'done'),
      inLedger(anItem('2', { dependsOn: ['1'] })),
      inLedger(anItem('3'), 'failed'),
      inLedger(anItem('4', { dependsOn: ['3'] })),
      inLedger(anItem('5'), 'sending'),
      inLedger(anItem('6', { dependsOn: ['5'] })),
    ]);

    const dropped = schedule.dropUnreachable().map(({ item }) => item.id);

    expect(dropped).toEqual(['4']);
    expect(takeAll(schedule)).toEqual(['2']);
  });

  it('takes an item again that was given back', () => {
    const schedule = scheduleOf([anItem('1'), anItem('2')]);
    const first = schedule.next() as Item;

    schedule.giveBack(first);

    expect(takeAll(schedule)).toEqual(['1', '2']);
  });

  it('refuses a plan whose item depends on something that is not in it', () => {
    expect(() => scheduleOf([anItem('1', { dependsOn: ['9'] })])).toThrow(InternalError);
  });
});
