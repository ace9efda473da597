import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/platform/clock.ts';
import { ExchangeConnection } from '../../../src/sync/source/exchange/exchange-connection.ts';
import { type CallOptions, type Session, sessionDefaults } from '../../../src/sync/source/exchange/session.ts';

interface Told {
  readonly operation: string;
  readonly limits: Pick<CallOptions, 'withinMs' | 'graceMs'>;
}

/** Answers as Exchange does, but never to `deaf`: such a call ends when its limit is over, and without one it never ends. */
function connectionTo(deaf: string) {
  const told: Told[] = [];
  const closedWithin: (number | undefined)[] = [];
  const session: Session = {
    version: '7.6.0',
    alive: true,
    call: async (operation, _, { withinMs, graceMs, onRow, signal }) => {
      signal.throwIfAborted();
      told.push({ operation, limits: { ...(withinMs && { withinMs }), ...(graceMs && { graceMs }) } });
      if (operation === 'modules') onRow?.({ version: '3.9.2', path: '/modules/ExchangeOnlineManagement.psd1' });
      if (operation !== deaf) return;
      await (withinMs === undefined ? new Promise(() => undefined) : Promise.reject(new Error('its limit is over')));
    },
    close: async (withinMs) => void (await Promise.resolve(closedWithin.push(withinMs))),
  };
  const connection = new ExchangeConnection({
    name: 'exchange',
    connection: {
      kind: 'online-sign-in',
      userName: 'admin@example.nl',
      token: async () => await Promise.resolve({ accessToken: 'a token', expiresAt: '2036-01-01T00:00:00.000Z' }),
    },
    powershell: { executable: 'pwsh', standInModules: '/modules', standInEnvironment: {}, environment: {} },
    startSession: async () => await Promise.resolve(session),
    clock: systemClock,
    random: () => 0.5,
  });
  return { connection, told, closedWithin };
}

describe('The end of a connection to Exchange', () => {
  it('comes within a second when a person stops, though Exchange does not answer the disconnect', async () => {
    const { connection, told, closedWithin } = connectionTo('disconnect');
    const stop = new AbortController();
    await connection.open({ signal: stop.signal });
    stop.abort(new Error('stopped by a person'));

    await connection.close(stop.signal);

    const { withinMs = Infinity, graceMs = Infinity } = told.at(-1)?.limits ?? {};
    expect(told.at(-1)?.operation).toBe('disconnect');
    expect(withinMs + graceMs + (closedWithin[0] ?? Infinity)).toBeLessThan(1000);
    // What a call that is stopped is given before its process is killed.
    expect(sessionDefaults.graceMs).toBeLessThan(1000);
  });

  it('waits a few seconds for Exchange to let go when nobody is in a hurry', async () => {
    const { connection, told } = connectionTo('disconnect');
    const { signal } = new AbortController();
    await connection.open({ signal });

    await connection.close(signal);

    expect(told.filter(({ operation }) => operation === 'disconnect')).toMatchObject([{ limits: { withinMs: 5000 } }]);
  });

  it('gives up connecting long before it would give up a question', async () => {
    const { connection, told, closedWithin } = connectionTo('connect-token');
    const { signal } = new AbortController();

    await expect(connection.open({ signal })).rejects.toThrow('its limit is over');

    const asked = told.filter(({ operation }) => operation !== 'disconnect');
    expect(asked.map(({ operation }) => operation)).toEqual(['modules', 'import', 'connect-token']);
    for (const { limits } of asked) expect(limits.withinMs).toBeLessThan(sessionDefaults.silenceMs / 4);
    expect(told.at(-1)?.operation).toBe('disconnect');
    expect(closedWithin).toHaveLength(1);
  });
});
