/** The target contract: places for calls that follow each other, taken before the first of them. */

import { describe, expect, it } from 'vitest';
import type { FunctionalAccount } from '../../src/sync/model/functional-account.ts';
import { codeOf } from '../support/code-of.ts';
import type { TargetUnderTest } from './target-contract.ts';

const options = { signal: new AbortController().signal };

/** @param accounts two that the target has */
export function reservingContract(
  under: () => TargetUnderTest,
  { desk, quiet }: { readonly desk: FunctionalAccount; readonly quiet: FunctionalAccount },
): void {
  const target = () => under().target;
  const account = (id: string) => target().readAccount(id, options);

  describe('reserving', () => {
    const reserve = async (calls: number, signal = options.signal) => {
      const reservation = await target().reserve?.(calls, { signal });
      if (reservation === undefined) throw new Error('this target reserves nothing');
      return reservation;
    };

    it('costs no call, and each call that takes a place is one', async () => {
      const reservation = await reserve(2);
      const reserving = under().callsMade();

      const current = await target().readAccount(quiet.id, { ...options, reservation });
      await target().update(current ?? quiet, { displayName: 'Louder' }, { ...options, reservation });

      expect([reserving, under().callsMade()]).toEqual([0, 2]);
      expect((await account(quiet.id))?.displayName).toBe('Louder');
    });

    it('serves a call that comes when all its places are taken, or were given back', async () => {
      const taken = await reserve(1);
      await target().readAccount(quiet.id, { ...options, reservation: taken });
      const givenBack = await reserve(2);
      givenBack.release();
      givenBack.release();

      await target().update(quiet, { displayName: 'After' }, { ...options, reservation: taken });
      await target().update(desk, { displayName: 'Given back' }, { ...options, reservation: givenBack });

      expect((await account(quiet.id))?.displayName).toBe('After');
      expect((await account(desk.id))?.displayName).toBe('Given back');
    });

    it('gives no right to leave: whoever must not send at the last moment does not, place or no place', async () => {
      const reservation = await reserve(1);
      const held = { ...options, reservation, mayLeave: () => false };

      expect(await codeOf(target().update(quiet, { displayName: 'X' }, held))).toBe('target-withheld');
      expect(await account(quiet.id)).toEqual(quiet);
    });

    it('hinders nobody for good when its places are never taken', async () => {
      await reserve(2);

      expect(await target().listAccounts(options)).toHaveLength(2);
    });

    it('ends with the reason of the stop when it was stopped', async () => {
      const stopped = AbortSignal.abort(new Error('stopped by a person'));

      await expect(reserve(2, stopped)).rejects.toThrow('stopped by a person');
      expect(under().callsMade()).toBe(0);
    });
  });
}
