import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/sync/model/policy.ts';
import { freeRules, organisation } from '../../support/apply-case.ts';
import { openOffice } from '../../support/open-office-sync.ts';
import { staff } from '../../support/stored-plan.ts';

const options = { signal: new AbortController().signal };
const [olga, ben] = [staff('olga'), staff('ben')];

describe('a run that is undone', () => {
  it('leaves every account as it was before, by exactly the calls of the signed plan; new ones are emptied', async () => {
    const { accounts, created, preview, apply, undo, server } = await openOffice();
    const before = await accounts();
    const run = await apply(await preview());
    const effects = server.journal().effects;

    const undone = await apply(await undo(run));

    expect([run.state, undone.state]).toEqual(['applied', 'applied']);
    expect(await accounts()).toEqual(before);
    expect((await created()).map(({ members, aliases }) => [members, aliases])).toEqual([
      [[], []],
      [[], []],
    ]);
    expect(server.journal().effects).toBeGreaterThan(effects);
    expect(server.journal().refused).toEqual([]);
  });

  it('is not proposed again until its mailbox changes, and then is', async () => {
    const { preview, apply, undo, again, source, store } = await openOffice();
    const plan = await preview();
    await apply(await undo(await apply(plan)));

    const quiet = await again();
    source.mailboxes = source.mailboxes.map((each) =>
      each.id === 'm-sales' ? { ...each, displayName: 'Sales and more' } : each,
    );
    const changed = await again();

    const undone = new Set(plan.content.mutations.filter(({ kind }) => kind !== 'adopt').map(({ id }) => id));
    const proposed = quiet.kind === 'plan' ? quiet.plan.content.mutations.filter(({ id }) => undone.has(id)) : [];
    expect(proposed).toEqual([]);
    expect((await store.mutes.all()).length).toBeGreaterThan(5);
    const sales = changed.kind === 'plan' ? changed.plan.content.mutations : [];
    expect(sales.filter(({ account }) => account.mailboxId === 'm-sales').map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['rename', 'grant', 'revoke']),
    );
  });

  it('waits beside later previews: neither takes the place of the other', async () => {
    const { preview, apply, undo, again, sync } = await openOffice();
    const waiting = await undo(await apply(await preview()));

    await again();

    expect(await sync.details(waiting.id)).toMatchObject({
      plan: { state: 'proposed', content: { undoes: expect.stringMatching(/^run-/) } },
    });
    expect((await apply(waiting)).state).toBe('applied');
  });

  it('asked twice is one plan; a newer undo of the same run takes the place of the older', async () => {
    const { preview, apply, undo, sync } = await openOffice();
    const run = await apply(await preview());
    const first = await undo(run);
    const second = await undo(run);

    expect(second.id).toBe(first.id);
    expect((await sync.status()).open.filter(({ undoes }) => undoes === run.id)).toHaveLength(1);
  });

  it('cannot be resumed any more: who undoes a run does not want it to go on', async () => {
    const { preview, apply, undo, sync, byHand } = await openOffice();
    const plan = await preview();
    await byHand('sales@example.nl', { displayName: 'By hand' });
    const run = await apply(plan);
    expect(run.state).toBe('partly-applied');

    await undo(run);

    expect(await sync.resume({ by: ben, which: run.id })).toMatchObject({ code: 'plan-superseded' });
  });

  it('can be undone itself: everything is again as the run left it, and nothing stays muted', async () => {
    const { accounts, preview, apply, undo, store } = await openOffice();
    const run = await apply(await preview());
    const after = await accounts();
    const undone = await apply(await undo(run));

    await apply(await undo(undone));

    expect(await accounts()).toEqual(after);
    const undoneKinds = (await store.mutes.all()).map(({ mutationId }) => mutationId);
    expect(undoneKinds).toEqual([]);
  });

  it('brings a retired account back exactly, and does not retire it again', async () => {
    const org = organisation({ created: 0 });
    const policy: Policy = { ...freeRules, sync: { ...freeRules.sync, missing: 'retire' } };
    const { accounts, preview, apply, undo, again, source } = await openOffice(org, policy);
    await apply(await preview());
    const before = await accounts();
    source.mailboxes = source.mailboxes.filter(({ id }) => id !== 'm-info');
    const retire = await preview();
    const run = await apply(retire);
    expect(retire.content.mutations.map(({ kind }) => kind)).toContain('retire');
    expect(await accounts()).not.toEqual(before);

    const undone = await apply(await undo(run));

    expect(undone.state).toBe('applied');
    const proposed = await again();
    const kinds = proposed.kind === 'plan' ? proposed.plan.content.mutations.map(({ kind }) => kind) : [];
    expect(kinds).not.toContain('retire');
    const info = (list: Awaited<ReturnType<typeof accounts>>) =>
      list.find(({ address }) => address === 'info@example.nl');
    expect(info(await accounts())).toEqual(info(before));
  });

  it('leaves what an outsider changed since, and says so', async () => {
    const { preview, apply, undo, byHand, accounts } = await openOffice();
    const run = await apply(await preview());
    await byHand('sales@example.nl', { displayName: 'By hand' });

    const plan = await undo(run);
    await apply(plan);

    expect(plan.content.findings.find(({ code }) => code === 'undo-changed-since')).toMatchObject({
      addresses: ['sales@example.nl'],
      details: [{ detail: 'Sales' }],
    });
    expect((await accounts()).find(({ address }) => address === 'sales@example.nl')?.displayName).toBe('By hand');
  });

  it('is refused while it goes on, when it is unknown, and when there is none', async () => {
    const { sync } = await openOffice();

    expect(await sync.undo({ requester: olga }, options)).toMatchObject({ code: 'nothing-to-undo' });
    expect(await sync.undo({ requester: olga, which: 'run-zzzzzz' }, options)).toMatchObject({ code: 'unknown-run' });
  });

  it('does not shrink what a reading is measured against', async () => {
    const { preview, apply, undo, store } = await openOffice();
    const run = await apply(await preview());
    const before = await store.baselines.get('exchange');

    await apply(await undo(run));

    expect((await store.baselines.get('exchange'))?.mailboxes).toBe(before?.mailboxes);
  });
});
