import { describe, expect, it } from 'vitest';
import { openOffice } from '../../support/open-office-sync.ts';

const options = { signal: new AbortController().signal };

describe('what changed in Zivver since the last run, not by us', () => {
  it('is not known before the first verified run, and nothing right after it', async () => {
    const { sync, preview, apply } = await openOffice();
    expect(await sync.drift(options)).toBeNull();

    const run = await apply(await preview());

    expect(await sync.drift(options)).toMatchObject({ runId: run.id, accounts: [] });
  });

  it('tells which account and what, with one list call and no write', async () => {
    const { sync, preview, apply, byHand, server } = await openOffice();
    await apply(await preview());
    await byHand('sales@example.nl', { displayName: 'By hand' });
    await byHand('same@example.nl', { aliases: ['by-hand@example.nl'] });
    const calls = server.journal().calls;

    const drift = await sync.drift(options);

    expect(drift?.accounts).toMatchObject([
      { address: 'sales@example.nl', changes: [{ field: 'name', before: 'Sales', after: 'By hand' }] },
      { address: 'same@example.nl', changes: [{ field: 'aliases', added: 1, removed: 0 }] },
    ]);
    expect((server.journal().calls.total ?? 0) - (calls.total ?? 0)).toBe(1);
  });

  it('is measured anew after the next run', async () => {
    const { sync, preview, apply, byHand } = await openOffice();
    await apply(await preview());
    await byHand('same@example.nl', { displayName: 'By hand' });

    const second = await apply(await preview());

    expect(await sync.drift(options)).toMatchObject({ runId: second.id, accounts: [] });
  });
});
