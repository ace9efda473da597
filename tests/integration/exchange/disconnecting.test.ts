import { afterAll, expect, it } from 'vitest';
import type { WorldExchangeFaults } from '../../../sandbox/tenant/world.ts';
import type { ExchangeSourceOptions } from '../../../src/sync/source/exchange/exchange-source.ts';
import type { ReadOptions } from '../../../src/sync/source/source.ts';
import { exchangeBoxes, noFaults, watchedSession, worldMailbox, worldPerson } from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';

describeWithPowerShell('A reading disconnects from Exchange', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  const mailboxes = Array.from({ length: 45 }, (_, at) => worldMailbox(at + 1, ['Person 101']));

  interface Case {
    readonly faults?: Partial<WorldExchangeFaults>;
    readonly options?: Partial<ExchangeSourceOptions>;
    readonly asking?: ReadOptions;
  }

  /** How often each session was disconnected, in the order of their start; how the reading ended. */
  async function disconnects({ faults = {}, options = {}, asking = { signal: new AbortController().signal } }: Case) {
    const counts: number[] = [];
    const exchange = { mailboxes, recipients: [worldPerson(101)], faults: { ...noFaults, ...faults } };
    const { source } = await boxes.open(
      { exchange },
      {
        ...options,
        startSession: async (...start) => {
          const session = await boxes.startSession(...start);
          const at = counts.push(0) - 1;
          return watchedSession(session, (operation) => {
            if (operation === 'disconnect') counts[at] = (counts[at] ?? 0) + 1;
          });
        },
      },
    );
    const outcome = await source.read(asking).then(
      ({ mailboxes: read }) => read.filter(({ delegates }) => delegates.state === 'read').length,
      (error: unknown) => (error instanceof Error ? error.message : 'another'),
    );
    return { counts, outcome };
  }

  it('once, when everything was read', async () => {
    expect(await disconnects({})).toEqual({ counts: [1], outcome: 45 });
  });

  it('once, when the reading failed', async () => {
    const { counts, outcome } = await disconnects({ faults: { commandErrors: { 'Get-EXORecipient': 'It broke.' } } });

    expect(counts).toEqual([1]);
    expect(outcome).toContain('It broke.');
  });

  it('once, when connecting itself failed: it may be half made', async () => {
    const { counts, outcome } = await disconnects({ faults: { connectError: 'It broke.' } });

    expect(counts).toEqual([1]);
    expect(outcome).toContain('It broke.');
  });

  it('once, when a person stopped it', async () => {
    const stop = new AbortController();
    const asking: ReadOptions = {
      signal: stop.signal,
      onProgress: ({ what, done }) => what === 'delegates' && done === 1 && stop.abort(new Error('stopped')),
    };

    expect(await disconnects({ asking, faults: { delayMs: 20 } })).toEqual({ counts: [1], outcome: 'stopped' });
  });

  it('once for every process, when processes are replaced by fresh ones', async () => {
    const { counts, outcome } = await disconnects({ options: { recycleAfter: 5 } });

    expect(counts.length).toBeGreaterThan(2);
    expect(counts).toEqual(counts.map(() => 1));
    expect(outcome).toBe(45);
  });

  it('once for every connection, when the first one was lost and its process lived', async () => {
    const faults = { sessionEndsAt: { 'Get-EXOMailboxPermission': 30 } };

    expect(await disconnects({ faults })).toEqual({ counts: [1, 1], outcome: 45 });
  });

  it('once for each of the connections that read side by side', async () => {
    expect(await disconnects({ options: { workers: 3 } })).toEqual({ counts: [1, 1, 1], outcome: 45 });
  });
});
