import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RememberedDelegates, SharedMailbox } from '../../../../src/sync/model/mailbox.ts';
import { type DelegateMemory, rememberDelegates } from '../../../../src/sync/source/remembering/remembering-source.ts';
import { createFakeSource, type FakeSource } from '../../../fakes/fake-source.ts';
import { mailbox, plan, trustee } from '../../../support/build.ts';
import { createHastyClock, type HastyClock } from '../../../support/hasty-clock.ts';

const options = { signal: new AbortController().signal };
const hour = 3_600_000;
const day = 24 * hour;

function memoryOf(kept = new Map<string, RememberedDelegates>()): DelegateMemory & { readonly kept: typeof kept } {
  return {
    kept,
    of: async () => [...kept.values()],
    keep: async (_, remembered) => remembered.filter(isNewest).forEach((each) => kept.set(each.mailboxId, each)),
    forget: async (_, ids) => ids.forEach((id) => kept.delete(id)),
  };

  function isNewest({ mailboxId, readAt }: RememberedDelegates): boolean {
    return readAt >= (kept.get(mailboxId)?.readAt ?? '');
  }
}

interface Remembering {
  readonly under: FakeSource;
  readonly clock: HastyClock;
  readonly memory: ReturnType<typeof memoryOf>;
  /** Ids of the mailboxes that this reading asked itself, and of all it shows. */
  read(more?: { readonly fresh?: boolean }): Promise<{
    readonly asked: readonly string[];
    readonly mailboxes: readonly SharedMailbox[];
    readonly secondHand: readonly string[];
  }>;
}

function remembering(
  mailboxes: readonly SharedMailbox[],
  more: { setUp?: string; memory?: ReturnType<typeof memoryOf>; maxAgeMs?: number } = {},
): Remembering {
  const clock = createHastyClock();
  const memory = more.memory ?? memoryOf();
  const under = createFakeSource({ name: 'exchange', mailboxes, now: clock.now });
  const source = rememberDelegates(under, {
    memory,
    maxAgeMs: more.maxAgeMs ?? 7 * day,
    setUp: more.setUp ?? 'a',
    clock,
  });
  return {
    under,
    clock,
    memory,
    read: async (readMore) => {
      const { mailboxes: found, secondHand = [] } = await source.read({ ...options, ...readMore });
      return {
        mailboxes: found,
        secondHand,
        asked: found.map(({ id }) => id).filter((id) => !secondHand.includes(id)),
      };
    },
  };
}

const names = (mailboxes: readonly SharedMailbox[], id: string) => {
  const delegates = mailboxes.find((each) => each.id === id)?.delegates;
  return delegates?.state === 'read' ? delegates.trustees.map(({ name }) => name) : [delegates?.state ?? 'absent'];
};

describe('a source that remembers delegates', () => {
  it('asks everybody the first time, then remembers, and says since when', async () => {
    const office = remembering([mailbox('info'), mailbox('sales')]);
    expect((await office.read()).asked).toEqual(['m-info', 'm-sales']);
    office.under.replace([mailbox('info', { trustees: [trustee('bob')] }), mailbox('sales')]);
    office.clock.move(hour);

    const second = await office.read();

    expect([second.asked, second.secondHand]).toEqual([[], ['m-info', 'm-sales']]);
    expect(second.mailboxes[0]?.delegates).toEqual({
      state: 'read',
      trustees: [trustee('ann')],
      readAt: '2026-03-02T08:00:00.000Z',
    });
  });

  it('tells in the basis of a plan how many were asked now and how old the others are', async () => {
    const office = remembering([mailbox('info'), mailbox('sales')]);
    await office.read();
    office.clock.move(hour);
    office.under.replace([mailbox('info', { displayName: 'new name' }), mailbox('sales')]);
    const { mailboxes } = await office.read();

    const { basis } = plan({ mailboxes });

    expect(basis.sources[0]?.remembered).toEqual({ mailboxes: 1, oldest: '2026-03-02T08:00:00.000Z' });
  });

  it.each<[string, (office: Remembering) => void]>([
    ['is new', ({ under }) => under.replace([mailbox('info'), mailbox('sales'), mailbox('desk')])],
    [
      'has another name',
      ({ under }) => under.replace([mailbox('info'), mailbox('sales'), mailbox('desk', { displayName: 'Desk' })]),
    ],
    [
      'has another address',
      ({ under }) => under.replace([mailbox('info'), mailbox('sales'), mailbox('desk', { aliases: ['d@example.nl'] })]),
    ],
    ['was not remembered any more', ({ memory }) => memory.kept.delete('m-desk')],
  ])('asks a mailbox that %s, and no other', async (_, change) => {
    const office = remembering([mailbox('info'), mailbox('sales'), ...(_ === 'is new' ? [] : [mailbox('desk')])]);
    await office.read();
    change(office);

    expect((await office.read()).asked).toEqual(['m-desk']);
  });

  it('asks the new first, then the changed, then those whose time has come', async () => {
    const office = remembering([mailbox('old'), mailbox('changed'), mailbox('older')]);
    await office.read();
    office.clock.move(8 * day);
    office.under.replace([mailbox('old'), mailbox('changed', { displayName: 'x' }), mailbox('older'), mailbox('new')]);
    const asked: (readonly string[])[] = [];
    const source = rememberDelegates(
      {
        ...office.under,
        read: async (call) => {
          asked.push(call.choose?.([mailbox('old'), mailbox('changed', { displayName: 'x' }), mailbox('new')]) ?? []);
          return office.under.read(call);
        },
      },
      { memory: office.memory, maxAgeMs: 7 * day, setUp: 'a', clock: office.clock },
    );

    await source.read(options);

    expect(asked).toEqual([['m-new', 'm-changed', 'm-old']]);
  });

  it('asks a mailbox that was frozen again at the next reading, and shows it frozen meanwhile', async () => {
    const office = remembering([mailbox('info')]);
    await office.read();
    office.clock.move(8 * day);
    office.under.replace([mailbox('info', { delegates: { state: 'unreadable', reason: 'permissions-unreadable' } })]);
    expect(names((await office.read()).mailboxes, 'm-info')).toEqual(['unreadable']);
    office.under.replace([mailbox('info', { trustees: [trustee('bob')] })]);

    expect(names((await office.read()).mailboxes, 'm-info')).toEqual(['bob']);
  });

  it('does not remember what a group that could not be read left open', async () => {
    const open = mailbox('info', { trustees: [{ kind: 'unresolved', name: 'Finance', reason: 'group-not-expanded' }] });
    const office = remembering([open]);
    await office.read();

    expect((await office.read()).asked).toEqual(['m-info']);
  });

  it('does not remember what came with a list: the mailbox was not asked then either', async () => {
    const office = remembering([mailbox('info'), mailbox('sales')]);
    const source = rememberDelegates(
      { ...office.under, read: async (call) => ({ ...(await office.under.read(call)), secondHand: ['m-info'] }) },
      { memory: office.memory, maxAgeMs: 7 * day, setUp: 'a', clock: office.clock },
    );
    await source.read(options);

    expect((await office.read()).asked).toEqual(['m-info']);
  });

  it('asks everybody when it is told to, or when it was set up in another way', async () => {
    const office = remembering([mailbox('info')]);
    await office.read();

    expect((await office.read({ fresh: true })).asked).toEqual(['m-info']);
    expect((await remembering([mailbox('info')], { setUp: 'b', memory: office.memory }).read()).asked).toEqual([
      'm-info',
    ]);
  });

  it('forgets a mailbox that is gone, but not when the list was short', async () => {
    const office = remembering([mailbox('info'), mailbox('sales')]);
    await office.read();
    office.under.replace([mailbox('info')]);
    office.under.setCompleteness({ complete: false, reason: 'read-failed', have: 1, expected: 2 });
    await office.read();
    expect([...office.memory.kept.keys()]).toEqual(['m-info', 'm-sales']);
    office.under.setCompleteness({ complete: true });

    await office.read();

    expect([...office.memory.kept.keys()]).toEqual(['m-info']);
  });

  it('remembers what it remembered when a reading fails', async () => {
    const office = remembering([mailbox('info')]);
    await office.read();
    const before = new Map(office.memory.kept);
    office.clock.move(8 * day);
    office.under.fail('exchange-unavailable');

    await expect(office.read()).rejects.toMatchObject({ code: 'exchange-unavailable' });

    expect(office.memory.kept).toEqual(before);
  });

  it('does not trust a memory from the future, and replaces it', async () => {
    const office = remembering([mailbox('info')]);
    await office.read();
    office.clock.set(-hour);

    expect((await office.read()).asked).toEqual(['m-info']);
    expect((await office.read()).asked).toEqual([]);
  });

  it('remembers nothing of a reading in which a list of names failed: who is unknown there may be known next time', async () => {
    const office = remembering([
      mailbox('info', { trustees: [{ kind: 'unresolved', name: 'Zoë', reason: 'unknown' }] }),
    ]);
    await office.read();
    expect((await office.read()).asked).toEqual([]);
    office.clock.move(8 * day);
    const short = rememberDelegates(
      { ...office.under, read: async (call) => ({ ...(await office.under.read(call)), namesIncomplete: true }) },
      { memory: office.memory, maxAgeMs: 7 * day, setUp: 'a', clock: office.clock },
    );

    await short.read(options);

    expect((await office.read()).asked).toEqual(['m-info']);
  });

  it('keeps what a later reading learnt when a slower one, begun before it, ends after it', async () => {
    const office = remembering([mailbox('info', { trustees: [trustee('bob')] })]);
    const startedEarlier = rememberDelegates(
      {
        ...office.under,
        read: async (call) => {
          const begun = await office.under.read(call);
          office.clock.move(hour);
          await office.read();
          const delegates = { state: 'read', trustees: [trustee('ann')] } as const;
          return { ...begun, mailboxes: begun.mailboxes.map((each) => ({ ...each, delegates })) };
        },
      },
      { memory: office.memory, maxAgeMs: 7 * day, setUp: 'a', clock: office.clock },
    );

    await startedEarlier.read(options);

    expect(names((await office.read()).mailboxes, 'm-info')).toEqual(['bob']);
  });

  it('asks a mailbox that the source marks as changed, before those whose time has come, and takes it from memory never', async () => {
    const marked = (changeMark: string) => mailbox('info', { changeMark });
    const office = remembering([marked('1'), mailbox('sales')]);
    await office.read();
    expect((await office.read()).asked).toEqual([]);
    office.under.replace([marked('2'), mailbox('sales')]);

    expect((await office.read()).asked).toEqual(['m-info']);
    expect((await office.read()).asked).toEqual([]);
    office.under.replace([mailbox('info'), mailbox('sales')]);
    expect((await office.read()).asked).toEqual(['m-info']);
  });

  it('shows each change within the set time, and shows nothing older, however readings are spread', async () => {
    const readings = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 10, maxLength: 60 });

    await fc.assert(
      fc.asyncProperty(readings, fc.integer({ min: 0, max: 9 }), async (pauses, changing) => {
        const mailboxes = Array.from({ length: 30 }, (_, at) => mailbox(`${at}`));
        const office = remembering(mailboxes);
        await office.read();
        let changedAt: number | undefined;
        for (const [index, hours] of pauses.entries()) {
          office.clock.move(hours * hour);
          if (index === changing) {
            office.under.replace(
              mailboxes.map((each) => ({ ...each, delegates: { state: 'read', trustees: [trustee('bob')] } })),
            );
            changedAt = office.clock.now().getTime();
          }
          const { mailboxes: shown } = await office.read();
          const now = office.clock.now().getTime();
          const readAt = shown.map(({ delegates }) =>
            Date.parse((delegates.state === 'read' ? delegates.readAt : undefined) ?? office.clock.now().toISOString()),
          );
          const old = readAt.filter((at) => now - at > 7 * day);
          const stillHidden =
            changedAt !== undefined && now - changedAt > 7 * day
              ? shown.filter(({ id }) => names(shown, id)[0] !== 'bob')
              : [];
          expect([old, stillHidden]).toEqual([[], []]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('spreads the mailboxes of one first reading over days', async () => {
    const mailboxes = Array.from({ length: 700 }, (_, at) => mailbox(`${at}`));
    const office = remembering(mailboxes);
    await office.read();
    const counts: number[] = [];
    for (let at = 0; at < 28; at += 1) {
      office.clock.move(day / 2);
      counts.push((await office.read()).asked.length);
    }

    expect(Math.max(...counts)).toBeLessThan(280);
    expect(counts.reduce((a, b) => a + b, 0)).toBeGreaterThan(700);
  });
});
