/** What the planner learns from earlier runs, through the real store: waivers, limits over time, other programs that write. */

import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { freeRules, organisation } from '../../support/apply-case.ts';
import { mailbox } from '../../support/build.ts';
import { openOffice } from '../../support/open-office-sync.ts';
import { staff } from '../../support/stored-plan.ts';

const ben = staff('ben');

function office(created: number, absolute: number, day: number) {
  const guards = { ...freeRules.guards, creates: { absolute, percent: 100, floor: 1 }, overTime: { day, week: day } };
  return openOffice(organisation({ created }), { ...freeRules, guards });
}

const codesOf = (plan: { readonly content: { readonly findings: readonly { readonly code: string }[] } }) =>
  plan.content.findings.map(({ code }) => code);

describe('a block that was waived', () => {
  it('stays waived when a new preview finds the same plan, and the plan can be carried out', async () => {
    const { sync, preview, again, apply } = await office(4, 3, 2);
    // The first plan of a new scope takes nothing away: the second is another one.
    await preview();
    const blocked = await preview();
    const decision = { planId: blocked.id, fingerprint: blocked.fingerprint, by: staff('dirk'), mayDecide: true };

    const waived = await sync.waive({ ...decision, comment: 'The first run' });
    const seen = await again();

    if (isRefusal(waived) || seen.kind !== 'plan') throw new Error('not waived');
    expect(blocked).toMatchObject({ state: 'blocked', blocked: true });
    expect(seen).toMatchObject({ isNew: false, plan: { id: blocked.id, fingerprint: waived.fingerprint } });
    expect(await apply(seen.plan)).toMatchObject({ state: 'applied' });
  });

  it('is not held against the plans after it', async () => {
    const { sync, preview, apply, source } = await office(4, 3, 1);
    const { id: planId, fingerprint } = await preview();
    const waived = await sync.waive({ planId, fingerprint, by: ben, mayDecide: true, comment: 'The first run' });
    if (isRefusal(waived)) throw new Error(waived.code);
    await apply(waived);
    source.mailboxes = [...source.mailboxes, mailbox('later')];

    const next = await preview();

    expect(codesOf(next)).not.toContain('too-many-creates-lately');
  });
});

describe('small plans in a row', () => {
  it('are added up: what one day allows is not exceeded by a second plan', async () => {
    const { preview, apply, source } = await office(2, 3, 1);
    await apply(await preview());
    source.mailboxes = [...source.mailboxes, mailbox('later'), mailbox('latest')];

    const next = await preview();

    expect(next.blocked).toBe(true);
    expect(next.content.findings.find(({ code }) => code === 'too-many-creates-lately')).toMatchObject({
      effect: 'block',
      number: 4,
      limit: 3,
      params: { days: 1, earlier: 2 },
    });
  });
});

describe('another program that writes to the same accounts', () => {
  it('is said when it undoes what a run did', async () => {
    const { preview, apply, byHand } = await office(2, 100, 10);
    const first = await preview();
    await apply(first);
    const renamed = first.content.mutations.find(({ kind }) => kind === 'rename');
    await byHand(renamed?.account.address ?? '', { displayName: 'As it was' });

    const next = await preview();

    expect(renamed).toBeDefined();
    expect(next.content.findings.find(({ code }) => code === 'changed-back')).toMatchObject({
      effect: 'warn',
      addresses: [renamed?.account.address],
    });
  });
});
