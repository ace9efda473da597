import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { openOffice } from '../../support/open-office-sync.ts';
import { staff } from '../../support/stored-plan.ts';

const ben = staff('ben');
const asked = { by: ben, mayDecide: true };

describe('what somebody asked not to see again', () => {
  it('by rejecting a plan is not proposed until its mailbox changes', async () => {
    const { sync, preview, again, source, store } = await openOffice();
    // The first plan of a new scope takes nothing away.
    await preview();
    const { id: planId, fingerprint } = await preview();
    await sync.reject({ ...asked, planId, fingerprint, comment: 'not before the move', mute: true });

    const quiet = await again();
    source.mailboxes = source.mailboxes.map((each) =>
      each.id === 'm-desk' ? { ...each, displayName: 'Front desk' } : each,
    );
    const changed = await again();

    expect(quiet.kind).toBe('nothing-to-do');
    expect((await store.audit.read(0, 99)).find(({ what }) => what === 'plan-rejected')?.payload).toMatchObject({
      mutes: true,
    });
    const addresses =
      changed.kind === 'plan' ? changed.plan.content.mutations.map(({ account }) => account.address) : [];
    expect(new Set(addresses)).toEqual(new Set(['desk@example.nl']));
  });

  it('by rejecting without the toggle is proposed again', async () => {
    const { sync, preview, again } = await openOffice();
    const { id: planId, fingerprint } = await preview();
    await sync.reject({ ...asked, planId, fingerprint, comment: 'not now' });

    expect((await again()).kind).toBe('plan');
  });

  it('for one address leaves the rest, is recorded once, and ends by unmute', async () => {
    const { sync, preview, again, store } = await openOffice();
    await preview();
    await preview();

    const first = await sync.mute({ ...asked, address: 'Sales@Example.nl', reason: 'on long leave' });
    const second = await sync.mute({ ...asked, address: 'sales@example.nl', reason: 'on long leave' });
    const without = await again();
    const ended = await sync.unmute({ ...asked, address: 'sales@example.nl' });
    const withAgain = await again();

    const about = (outcome: typeof without) =>
      outcome.kind === 'plan'
        ? outcome.plan.content.mutations.filter(({ account }) => account.address === 'sales@example.nl').length
        : 0;
    expect(first).toEqual(second);
    expect(about(without)).toBe(0);
    expect(without.kind === 'plan' && without.plan.content.findings.some(({ code }) => code === 'muted')).toBe(true);
    expect(isRefusal(ended) ? 0 : ended.mutations).toBeGreaterThan(0);
    expect(about(withAgain)).toBeGreaterThan(0);
    const trail = (await store.audit.read(0, 99)).map(({ what }) => what).filter((what) => /muted/.test(what));
    expect(trail).toEqual(['muted', 'unmuted']);
  });

  it('is refused without a reason, without the right, and for an address nobody proposes anything for', async () => {
    const { sync, preview } = await openOffice();
    await preview();
    const wish = { ...asked, address: 'sales@example.nl', reason: 'why' };

    expect(await sync.mute({ ...wish, reason: ' ' })).toMatchObject({ code: 'reason-needed' });
    expect(await sync.mute({ ...wish, mayDecide: false })).toMatchObject({ code: 'not-authorized' });
    expect(await sync.mute({ ...wish, address: 'same@example.nl' })).toMatchObject({ code: 'nothing-to-mute' });
    expect(await sync.unmute(wish)).toMatchObject({ code: 'nothing-muted' });
  });
});
