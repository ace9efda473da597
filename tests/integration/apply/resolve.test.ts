import { describe, expect, it } from 'vitest';
import { resolve, uncertain } from '../../../src/sync/intervene/resolve.ts';
import { organisation } from '../../support/apply-case.ts';
import { fakeCase } from '../../support/carry-out-case.ts';
import { staff } from '../../support/stored-plan.ts';
import { uuid } from '../../support/target-seed.ts';

const still = { signal: new AbortController().signal };
const ben = staff('ben');

/** One account whose write got no answer, and that an outsider changed before it was looked at. */
async function unsure() {
  const applying = await fakeCase({ org: organisation({ created: 0 }) });
  const { target } = applying;
  const update: typeof target.update = async (current, write, options) => {
    if (current.id !== uuid(1)) return target.update(current, write, options);
    target.editByOutsider(uuid(1), { displayName: 'Third name' });
    target.fail({ on: 'update', answer: 'target-outcome-unknown', about: uuid(1) });
    return target.update(current, write, options);
  };
  const run = await applying.run({ target: { ...target, update } });
  const item = run.results.find(({ state }) => state === 'uncertain');
  if (item === undefined) throw new Error('nothing is uncertain');
  const request = { by: ben, mayDecide: true, planId: applying.plan.id, itemId: item.itemId, reason: 'looked' };
  return { ...applying, parts: applying.parts, run0: run, request };
}

describe('an uncertain change', () => {
  it('is shown as it was, as it should be, and as it is in Zivver now', async () => {
    const { parts, run0 } = await unsure();

    const shown = await uncertain(parts, {}, still);

    expect(run0.state).toBe('partly-applied');
    expect(shown).toMatchObject({ runId: run0.id, exists: true, others: 0 });
    const rename = 'lines' in shown ? shown.lines.find(({ mutation }) => mutation.kind === 'rename') : undefined;
    expect(rename).toMatchObject({
      mutation: { before: 'Sales old', after: 'Sales' },
      now: 'Third name',
      asPlanned: false,
    });
  });

  it('that happened completes the run and the plan, in the name of who said so', async () => {
    const { parts, request, store, plan } = await unsure();

    const run = await resolve(parts, { ...request, happened: true }, still);

    expect(run).toMatchObject({ state: 'applied' });
    expect((await store.plans.get(plan.id))?.state).toBe('applied');
    expect((await store.audit.read(0, 999)).filter(({ what }) => what === 'item-resolved')).toMatchObject([
      { actor: { id: ben.id }, payload: { itemId: request.itemId, happened: true, reason: 'looked' } },
    ]);
  });

  it('that did not happen is sent again by a resume', async () => {
    const { parts, request, target, run } = await unsure();
    const decided = await resolve(parts, { ...request, happened: false }, still);
    target.editByOutsider(uuid(1), { displayName: 'Sales old' });

    const resumed = await run();

    expect(decided).toMatchObject({ state: 'partly-applied' });
    expect(resumed.state).toBe('applied');
    expect(target.account(uuid(1))?.displayName).toBe('Sales');
  });

  it('is decided once, with a reason, by who may; before that a resume leaves it alone', async () => {
    const { parts, request, run } = await unsure();
    expect((await run()).results.some(({ state }) => state === 'uncertain')).toBe(true);

    expect(await resolve(parts, { ...request, happened: true, reason: ' ' }, still)).toMatchObject({
      code: 'reason-needed',
    });
    expect(await resolve(parts, { ...request, happened: true, mayDecide: false }, still)).toMatchObject({
      code: 'not-authorized',
    });
    const both = await Promise.all([
      resolve(parts, { ...request, happened: true }, still),
      resolve(parts, { ...request, happened: false }, still),
    ]);

    expect(both.filter((answer) => 'refused' in answer)).toMatchObject([{ code: 'nothing-uncertain' }]);
    expect(await uncertain(parts, {}, still)).toMatchObject({ code: 'nothing-uncertain' });
  });
});
