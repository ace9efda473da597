import { describe, expect, it } from 'vitest';
import { carryOut } from '../../../src/sync/carry-out.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { organisation, people } from '../../support/apply-case.ts';
import { endings, fakeCase } from '../../support/carry-out-case.ts';
import { clockOf } from '../../support/clock-of.ts';
import { staff } from '../../support/stored-plan.ts';
import { uuid } from '../../support/target-seed.ts';

const still = { signal: new AbortController().signal };

describe('carrying out an approved plan', () => {
  it('makes every account what people signed, and sees it there', async () => {
    const applying = await fakeCase();

    const run = await applying.run();

    expect(run).toMatchObject({ state: 'applied', stoppedBecause: null });
    expect(run.verification).toMatchObject({ complete: true, lost: [], repaired: [] });
    expect(run.verification?.seen).toHaveLength(applying.plan.content.mutations.length);
    expect(Object.values(endings(run, applying))).toEqual(Array(10).fill('done'));
    expect(applying.target.accountAt('sales@example.nl')).toMatchObject({
      displayName: 'Sales',
      members: [people.ann, people.bob],
      extension: { ExternalAccountId: 'keep-me' },
    });
    expect(applying.target.accountAt('new-2@example.nl')).toMatchObject({
      members: [people.bob, people.dia],
      aliases: ['new-2-alias@example.nl'],
    });
  });

  it('hands an alias over only after its old account gave it up', async () => {
    const { target, run } = await fakeCase();

    await run();

    const [released, taken] = ['info', 'desk'].map((name) =>
      target.effects.findIndex(({ after }) => after?.address === `${name}@example.nl`),
    );
    expect(released).toBeLessThan(taken ?? -1);
    expect(target.accountAt('desk@example.nl')?.aliases).toEqual(['contact@example.nl']);
  });

  it('commits the intent of a call before the call is sent', async () => {
    const { store, target, run } = await fakeCase();
    const states: string[] = [];
    const update = target.update.bind(target);
    const watched = {
      ...target,
      update: async (...call: Parameters<typeof update>) => {
        const items = await store.ledger.items('plan-1');
        states.push(items.find(({ item }) => item.account.id === call[0].id)?.state ?? 'fill');
        return update(...call);
      },
    };

    await run({ target: watched });

    expect(states.filter((state) => state !== 'fill')).toEqual(['sending', 'sending', 'sending']);
  });

  it('never writes twice to one account at once, nor more than four calls in all', async () => {
    const { target, run } = await fakeCase({ org: organisation({ created: 20 }) });
    const underWay: string[] = [];
    let most = 0;
    const counted = async <T>(key: string, call: () => Promise<T>) => {
      expect(underWay).not.toContain(key);
      underWay.push(key);
      most = Math.max(most, underWay.length);
      return call().finally(() => underWay.splice(underWay.indexOf(key), 1));
    };
    const watched = {
      ...target,
      create: (...call: Parameters<typeof target.create>) => counted(call[0].address, () => target.create(...call)),
      update: (...call: Parameters<typeof target.update>) => counted(call[0].address, () => target.update(...call)),
    };

    const run1 = await run({ target: watched });

    expect(run1.state).toBe('applied');
    expect(most).toBe(4);
  });

  it('spends two calls on an update and at most three on a new account when its answer shows no extension', async () => {
    const applying = await fakeCase();

    const run = await applying.run();

    const writes = applying.target.effects.length;
    expect(run.results.map(({ outcome }) => outcome?.calls)).toEqual([1, 2, 2, 2, 1, 1, 1, 2, 2, 2]);
    expect(run.calls).toBe(applying.target.calls.length);
    expect(writes).toBe(9);
  });

  it('gives back every place in the budget that it reserved and did not use', async () => {
    const applying = await fakeCase({ org: organisation({ created: 8 }) });
    applying.target.fail({ on: 'create', answer: 'target-address-taken', about: 'new-1@example.nl' });
    applying.target.fail({ on: 'update', answer: 'target-unavailable', about: uuid(1) });
    applying.target.editByOutsider(uuid(2), { displayName: 'Somebody else' });

    await applying.run();

    expect(applying.target.openPlaces).toBe(0);
  });

  it('records who owns what: a new account by its create, an adopted one by its signature', async () => {
    const { store, target, run } = await fakeCase();

    await run();

    const links = new Map((await store.links.all()).map((link) => [link.mailboxId, link]));
    expect(links.get('m-new-1')).toMatchObject({
      accountId: target.accountAt('new-1@example.nl')?.id,
      origin: 'create',
      source: 'exchange',
      seenDelegates: [people.bob, people.dia],
    });
    expect(links.get('m-lobby')).toMatchObject({ accountId: uuid(4), origin: 'adopt' });
    expect(links.get('m-sales')?.seenDelegates).toEqual([people.ann, people.bob, people.cas]);
  });

  it('lets one of two who start the same plan do it, and answers the other', async () => {
    const { parts, plan, target } = await fakeCase();

    const start = () => carryOut(parts, { planId: plan.id, by: staff('ben') }, still);
    const outcomes = await Promise.all([start(), start()]);
    const late = await start();

    expect(outcomes.filter(isRefusal)).toMatchObject([{ code: 'plan-running' }]);
    expect(late).toMatchObject({ refused: true, code: 'plan-already-decided' });
    expect(target.effects).toHaveLength(9);
  });

  it.each([
    ['the rules changed', { policy: { scope: {} } }, 'policy-changed'],
    ['who approved lost the right to', { mayApprove: () => false }, 'approval-void'],
    ['the approval is over', { clock: clockOf(() => new Date('2099-01-01')) }, 'plan-expired'],
  ])('starts nothing when %s', async (_, change, code) => {
    const { parts, plan, store, target } = await fakeCase();

    const answer = await carryOut({ ...parts, ...(change as object) }, { planId: plan.id, by: staff('ben') }, still);

    expect(answer).toMatchObject({ refused: true, code });
    expect(target.calls).toEqual([]);
    expect((await store.plans.get(plan.id))?.state).toBe('approved');
  });
});
