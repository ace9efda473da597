import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../sandbox/zivver/faults.ts';
import { LeaseError } from '../../../src/errors.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { organisation, quickSettings } from '../../support/apply-case.ts';
import { endings, fakeCase } from '../../support/carry-out-case.ts';
import { sandboxCase } from '../../support/sandbox-case.ts';

const org = organisation({ created: 2 });
const address = 'new-1@example.nl';
const nameless: FaultInput = { kind: 'silent-loss', fields: ['displayName'], match: { method: 'POST', body: address } };
const stillNameless: FaultInput = { ...nameless, match: { method: 'PUT', body: '"new-1"' } };
const madeOnce = (applying: Awaited<ReturnType<typeof sandboxCase>>) =>
  applying.server.journal().entries.filter(({ effect }) => effect?.kind === 'created').length === 2;

describe('a new account whose name Zivver accepted and lost', () => {
  it('is named once more, and the report says so', async () => {
    const applying = await sandboxCase(org);
    applying.server.addFault(nameless);

    const run = await applying.run();

    expect(run).toMatchObject({ state: 'applied', verification: { repaired: [`create:m-new-1:${address}`] } });
    expect(applying.accountAt(address)?.['displayName']).toBe('new-1');
    expect(madeOnce(applying)).toBe(true);
  });

  it('is reported when the name is lost again, and is named by a resume', async () => {
    const applying = await sandboxCase(org);
    applying.server.addFault(nameless);
    applying.server.addFault(stillNameless);

    const run = await applying.run();
    const name = applying.accountAt(address)?.['displayName'];
    const resumed = await applying.run();

    expect(name).toBe(address);
    expect(run).toMatchObject({ state: 'partly-applied', verification: { lost: [`create:m-new-1:${address}`] } });
    expect(endings(run, applying)).toMatchObject({ [`create ${address}`]: 'failed lost', [`fill ${address}`]: 'done' });
    expect(resumed.state).toBe('applied');
    expect(applying.accountAt(address)?.['displayName']).toBe('new-1');
    expect(madeOnce(applying)).toBe(true);
  });

  it('is recognised when its answer was lost too: it is named, and only assumed to be ours', async () => {
    const applying = await fakeCase({ org });
    const { create } = applying.target;
    const target = {
      ...applying.target,
      create: (draft: Parameters<typeof create>[0], options: Parameters<typeof create>[1]) =>
        create(draft.address === address ? { ...draft, displayName: '' } : draft, options),
    };
    applying.target.fail({ on: 'create', answer: 'target-outcome-unknown', effect: true, about: address });

    const run = await applying.run({ target });

    expect(run).toMatchObject({ state: 'applied', verification: { repaired: [`create:m-new-1:${address}`] } });
    expect(applying.target.accountAt(address)?.displayName).toBe('new-1');
    expect((await applying.store.links.all()).find(({ mailboxId }) => mailboxId === 'm-new-1')?.origin).toBe('assumed');
  });
});

describe('a new account that carries something else when it is read back', () => {
  const others = [
    ['name', { displayName: 'By hand' }, { field: 'displayName', expected: 'new-1', found: 'By hand' }],
    ['address', { address: 'board@example.nl' }, { field: 'address', expected: address, found: 'board@example.nl' }],
  ] as const;

  it.each(others)('its %s is left as it is, and the report says what was found', async (_, change, params) => {
    const applying = await fakeCase({ org });
    const list = applying.target.listAccounts.bind(applying.target);
    const target = {
      ...applying.target,
      listAccounts: (...call: Parameters<typeof list>) => {
        applying.target.editByOutsider(applying.target.accountAt(address)?.id ?? '', change);
        return list(...call);
      },
    };

    const run = await applying.run({ target });

    const created = run.results.find(({ outcome }) => outcome?.code === 'created-otherwise');
    expect(run).toMatchObject({ state: 'partly-applied', verification: { lost: [], repaired: [] } });
    expect(created).toMatchObject({ state: 'stale', outcome: { params } });
    expect(applying.target.account(created?.outcome?.accountId ?? '')).toMatchObject(change);
  });

  it('is neither made a second time nor changed by a resume', async () => {
    const applying = await sandboxCase(org);
    applying.server.addFault(nameless);
    applying.server.addFault(stillNameless);
    await applying.run();
    applying.server.edit({
      type: 'groups',
      id: applying.accountAt(address)?.id ?? '',
      set: { displayName: 'By hand' },
    });

    const resumed = await applying.run();

    expect(endings(resumed, applying)[`create ${address}`]).toBe('stale created-otherwise');
    expect(applying.accountAt(address)?.['displayName']).toBe('By hand');
    expect(madeOnce(applying)).toBe(true);
  });
});

describe('a process that dies while it writes a lost name once more', () => {
  it.each([
    ['before', false],
    ['after', true],
  ])('%s the write took effect: the next one finishes it, and nobody has to decide', async (_, effect) => {
    const applying = await fakeCase({ org });
    const { create, update } = applying.target;
    const dying = {
      ...applying.target,
      create: (draft: Parameters<typeof create>[0], options: Parameters<typeof create>[1]) =>
        create(draft.address === address ? { ...draft, displayName: '' } : draft, options),
      update: async (...call: Parameters<typeof update>) => {
        const isRepair = call[1].displayName === 'new-1';
        if (effect || !isRepair) await update(...call);
        if (isRepair) throw new LeaseError('lease-lost', 'the process dies here', { context: {} });
      },
    };
    await applying.run({ target: dying }).catch(() => {});
    const inAMinute = { ...systemClock, now: () => new Date(Date.now() + 60_000) };

    const run = await applying.run({ clock: inAMinute, settings: quickSettings });

    expect(run.state).toBe('applied');
    expect(applying.target.accountAt(address)?.displayName).toBe('new-1');
    expect(applying.target.effects.filter(({ call }) => call === 'create')).toHaveLength(2);
  });
});
