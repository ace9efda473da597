import { describe, expect, it } from 'vitest';
import { planningWorld } from '../../../sandbox/bench/planning-world.ts';
import { sharer, trusteeSharer } from '../../../src/sync/model/kept-once.ts';
import type { SharedMailbox, Trustee } from '../../../src/sync/model/mailbox.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';

const plan = computePlan(planningWorld(120, 'first-run'));

function copyOf<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

describe('entries read from texts', () => {
  const read = () => copyOf(plan.content.mutations);

  it('are what they were, and an account or person that many name is there once', () => {
    const mutations = read();

    sharer()(mutations);

    expect(mutations).toEqual(plan.content.mutations);
    expect(new Set(mutations.map(({ account }) => account)).size).toBe(120);
    const people = mutations.flatMap(({ person }) => person ?? []);
    expect(new Set(people).size).toBe(new Set(people.map(({ id }) => id)).size);
  });

  it('keep what differs, also under one id', () => {
    const [first, second] = read();
    const renamed = { ...second!, account: { ...first!.account, displayName: 'Another name' } };
    const entries = [first!, renamed, 'a text', first!];

    sharer()(entries);

    expect(renamed.account.displayName).toBe('Another name');
  });
});

describe('items after their mutations', () => {
  it('are what they were, also when an item names a mutation that is not there, or in another order', () => {
    const share = sharer();
    share(copyOf(plan.content.mutations));
    const odd = {
      ...copyOf(plan.content.items[1]!),
      mutations: ['grant:nobody:nothing', ...plan.content.items[1]!.mutations].toReversed(),
    };
    const items = [...copyOf(plan.content.items), copyOf(odd)];

    share(items);

    expect(items).toEqual([...plan.content.items, odd]);
  });

  it('stay what they were without any', () => {
    const items = copyOf(plan.content.items);

    sharer()(items);

    expect(items).toEqual(plan.content.items);
  });
});

describe('mailboxes read from texts', () => {
  const jan: Trustee = { kind: 'person', address: 'jan@example.nl', aliases: [], name: 'Jan', via: [] };
  const mailboxOf = (...trustees: Trustee[]): SharedMailbox => ({
    id: 'a',
    source: 'exchange',
    displayName: 'A',
    primaryAddress: 'a@example.nl',
    proxyAddresses: [],
    type: 'SharedMailbox',
    delegates: { state: 'read', trustees },
  });
  const trusteesOf = ({ delegates }: SharedMailbox) => (delegates.state === 'read' ? delegates.trustees : []);

  it('share who has access to several of them', () => {
    const mailboxes = copyOf([mailboxOf(jan), mailboxOf(jan)]);

    trusteeSharer()(mailboxes);

    expect(mailboxes).toEqual([mailboxOf(jan), mailboxOf(jan)]);
    expect(trusteesOf(mailboxes[0]!)[0]).toBe(trusteesOf(mailboxes[1]!)[0]);
  });

  it('share the aliases of whoever came another way, when they are the same', () => {
    const known: Trustee = { ...jan, aliases: ['j@example.nl'] };
    const others = [['Finance'], []].map((via): Trustee => ({ ...known, via, name: `Jan ${via.length}` }));
    const mailboxes = copyOf([mailboxOf(known, ...others), mailboxOf({ ...known, aliases: ['i@example.nl'] })]);

    trusteeSharer()(mailboxes);

    expect(mailboxes).toEqual([mailboxOf(known, ...others), mailboxOf({ ...known, aliases: ['i@example.nl'] })]);
    const lists = trusteesOf(mailboxes[0]!).map((each) => each.kind === 'person' && each.aliases);
    expect(new Set(lists).size).toBe(1);
  });

  it.each<[string, Trustee]>([
    ['another name', { ...jan, name: 'Jan de Vries' }],
    ['another alias', { ...jan, aliases: ['j@example.nl'] }],
    ['another way', { ...jan, via: ['Finance'] }],
    ['nobody known', { kind: 'unresolved', name: 'jan@example.nl', reason: 'unknown' }],
  ])('keep apart what has %s', (_, other) => {
    const mailboxes = [mailboxOf(copyOf(jan), copyOf(other)), mailboxOf(copyOf(other), copyOf(jan))];

    trusteeSharer()(mailboxes);

    expect(mailboxes).toEqual([mailboxOf(jan, other), mailboxOf(other, jan)]);
  });

  it('leave alone what could not be read, and somebody who comes by very many ways', () => {
    const ways = Array.from({ length: 20 }, (_, at): Trustee => ({ ...jan, via: [`Group ${at}`] }));
    const unreadable = { ...mailboxOf(), delegates: { state: 'unreadable' as const, reason: 'x' } };
    const mailboxes = copyOf([mailboxOf(...ways), unreadable, mailboxOf(...ways)]);

    trusteeSharer()(mailboxes);

    expect(mailboxes).toEqual([mailboxOf(...ways), unreadable, mailboxOf(...ways)]);
  });
});
