import { describe, expect, it } from 'vitest';
import { organisation, people } from '../../support/apply-case.ts';
import { endings, fakeCase } from '../../support/carry-out-case.ts';
import { uuid } from '../../support/target-seed.ts';

describe('reading back what was written', () => {
  it('repairs once what Zivver accepted and lost without a word', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'ok', effect: false, about: uuid(1) });

    const run = await applying.run();

    expect(run.state).toBe('applied');
    expect(run.verification?.repaired).toEqual([
      `revoke:m-sales:${people.cas}`,
      `grant:m-sales:${people.bob}`,
      'rename:m-sales:Sales',
    ]);
    expect(run.verification?.lost).toEqual([]);
    expect(applying.target.account(uuid(1))?.displayName).toBe('Sales');
  });

  it('reports what is lost again, mutation by mutation', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'update', answer: 'ok', effect: false, about: uuid(1), times: 2 });

    const run = await applying.run();

    expect(run.state).toBe('partly-applied');
    expect(endings(run, applying)['update sales@example.nl']).toBe('failed lost');
    expect(run.verification?.lost).toHaveLength(3);
    expect(run.verification?.seen).not.toContain('rename:m-sales:Sales');
  });

  it('does not make a new account a second time when it vanished', async () => {
    const applying = await fakeCase();
    const list = applying.target.listAccounts.bind(applying.target);
    const vanishing = {
      ...applying.target,
      listAccounts: async (...call: Parameters<typeof list>) =>
        (await list(...call)).filter(({ address }) => address !== 'new-1@example.nl'),
    };

    const run = await applying.run({ target: vanishing });

    expect(endings(run, applying)).toMatchObject({ 'create new-1@example.nl': 'failed lost' });
    expect(applying.target.effects.filter(({ call }) => call === 'create')).toHaveLength(3);
    expect(run.verification?.lost).toContain('create:m-new-1:new-1@example.nl');
  });

  it.each([
    ['repairs the unit that a new account lost', 1, 'applied', []],
    ['reports the unit that a new account lost twice', 2, 'partly-applied', ['create:m-new-1:new-1@example.nl']],
  ])('%s', async (_, losses, state, lost) => {
    const org = organisation({ created: 1, division: 'NL-01' });
    const applying = await fakeCase({ org });
    const { create, update } = applying.target;
    let left = losses;
    const withoutUnit = <T extends { readonly division?: string | null }>(write: T): T =>
      write.division === undefined || left-- <= 0 ? write : { ...write, division: null };
    const target = {
      ...applying.target,
      create: (draft: Parameters<typeof create>[0], options: Parameters<typeof create>[1]) =>
        create(withoutUnit(draft), options),
      update: (
        current: Parameters<typeof update>[0],
        write: Parameters<typeof update>[1],
        options: Parameters<typeof update>[2],
      ) => update(current, current.address.startsWith('new-') ? withoutUnit(write) : write, options),
    };

    const run = await applying.run({ target });

    expect(run.state).toBe(state);
    expect(run.verification?.lost).toEqual(lost);
    expect(applying.target.accountAt('new-1@example.nl')?.division).toBe(lost.length === 0 ? 'NL-01' : null);
    expect(applying.target.effects.filter(({ call }) => call === 'create')).toHaveLength(1);
  });

  it('does not call applied what it could not read back; a resume only reads', async () => {
    const applying = await fakeCase();
    applying.target.fail({ on: 'listAccounts', answer: 'target-unavailable', times: 3 });

    const run = await applying.run();
    const written = applying.target.effects.length;
    const resumed = await applying.run();

    expect(run.state).toBe('partly-applied');
    expect(run.verification).toMatchObject({ complete: false, lost: [] });
    expect(endings(run, applying)['update sales@example.nl']).toBe('sent');
    expect(resumed).toMatchObject({ state: 'applied', verification: { complete: true } });
    expect(applying.target.effects).toHaveLength(written);
  });
});
