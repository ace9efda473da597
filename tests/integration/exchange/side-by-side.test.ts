import { afterAll, expect, it } from 'vitest';
import { PowerShellCallError } from '../../../src/sync/source/exchange/session.ts';
import { exchangeBoxes, noFaults, watchedSession, worldMailbox, worldPerson } from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';

const options = { signal: new AbortController().signal };

/** Told of a question before it is asked; the question waits for what is promised. */
type OnQuestion = (worker: number, operation: string) => unknown;

describeWithPowerShell('Connections that read side by side', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  /** Nine batches of twenty. */
  const mailboxes = Array.from({ length: 180 }, (_, at) => worldMailbox(at + 1, ['Person 101']));

  /** How many batches of permissions each connection was asked; what was read, in order. */
  async function read(onQuestion: OnQuestion) {
    const batches: number[] = [];
    const exchange = { mailboxes, recipients: [worldPerson(101)], faults: { ...noFaults, delayMs: 2 } };
    const { source } = await boxes.open(
      { exchange },
      {
        workers: 3,
        startSession: async (...start) => {
          const session = await boxes.startSession(...start);
          const worker = batches.push(0) - 1;
          return watchedSession(session, async (operation) => {
            if (operation === 'permissions') batches[worker] = (batches[worker] ?? 0) + 1;
            await onQuestion(worker, operation);
          });
        },
      },
    );
    const reading = await source.read(options);
    const unread = reading.mailboxes.filter(({ delegates }) => delegates.state !== 'read').length;
    return { batches, unread, count: reading.mailboxes.length, problems: reading.problems };
  }

  /** Holds whoever comes until so many are there. */
  function gathering(count: number) {
    const there = Promise.withResolvers<void>();
    const come = new Set<number>();
    return async (worker: number) => {
      come.add(worker);
      if (come.size === count) there.resolve();
      await there.promise;
    };
  }

  it('each take batches, and every mailbox is read once', async () => {
    const allAtWork = gathering(3);

    const { batches, unread, count } = await read(
      (worker, operation) => operation === 'permissions' && allAtWork(worker),
    );

    expect(batches).toHaveLength(3);
    expect(Math.min(...batches)).toBeGreaterThan(0);
    expect(batches.reduce((sum, each) => sum + each, 0)).toBe(9);
    expect({ unread, count }).toEqual({ unread: 0, count: 180 });
  });

  it('leave a slow one with the batch it has, and take all the others', async () => {
    const allAtWork = gathering(3);
    const othersAreDone = Promise.withResolvers<void>();
    let asked = 0;

    const { batches, unread } = await read(async (worker, operation) => {
      if (operation !== 'permissions') return;
      asked += 1;
      if (asked === 9) othersAreDone.resolve();
      await allAtWork(worker);
      if (worker === 2) await othersAreDone.promise;
    });

    expect(batches[2]).toBe(1);
    expect(batches.reduce((sum, each) => sum + each, 0)).toBe(9);
    expect(unread).toBe(0);
  });

  it('take the share of one that Exchange does not let in', async () => {
    const said = 'Fail to create a runspace because you have exceeded the maximum number of connections allowed : 1';
    const bothAtWork = gathering(2);

    const { batches, unread, problems } = await read(async (worker, operation) => {
      if (worker === 1 && operation === 'connect-certificate') throw new PowerShellCallError(said, '');
      if (operation === 'permissions') await bothAtWork(worker);
    });

    expect(batches[1]).toBe(0);
    expect((batches[0] ?? 0) + (batches[2] ?? 0)).toBe(9);
    expect({ unread, problems }).toEqual({ unread: 0, problems: [] });
  });
});
