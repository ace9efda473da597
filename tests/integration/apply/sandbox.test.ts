import { describe, expect, it } from 'vitest';
import { organisation, people, quickSettings } from '../../support/apply-case.ts';
import { sandboxCase, timelessCase } from '../../support/sandbox-case.ts';
import { uuid } from '../../support/target-seed.ts';

describe('applying against a server that behaves like Zivver', () => {
  it('applies every mutation exactly once, and writes to functional accounts only', async () => {
    const { server, run } = await sandboxCase();

    const ended = await run();

    const { entries, effects, refused } = server.journal();
    expect(ended.state).toBe('applied');
    expect(effects).toBe(9);
    expect(refused).toEqual([]);
    expect(new Set(entries.map(({ path }) => path.split('/')[1]))).toEqual(new Set(['Groups']));
  });

  it('spends two calls on a new account two on a changed one, one on an adopted one, and one list to read back', async () => {
    const { server, run } = await sandboxCase(organisation({ created: 10 }));

    const ended = await run();

    expect(server.journal().calls).toMatchObject({ POST: 10, PUT: 13, GET: 4 + 1, total: 28 });
    expect(ended.calls).toBe(28);
  });

  it('spends no more when the rate makes calls wait: a reading and its write take their places together', async () => {
    const { server, run, clock } = await timelessCase(organisation({ created: 10 }), {
      rate: { calls: 6, perMs: 600 },
      longestWaitMs: 5_000,
    });
    const began = clock.now().getTime();

    // A write that had to wait for the window would rest on a reading that is too old, and cost a second one.
    const ended = await run({ ...quickSettings, knownForMs: 550 });

    expect(ended.state).toBe('applied');
    expect(server.journal().calls).toMatchObject({ POST: 10, PUT: 13, GET: 4 + 1, total: 28 });
    expect(clock.now().getTime() - began).toBeGreaterThanOrEqual(4 * 600);
  });

  it('keeps the keys of the extension that it does not know', async () => {
    const { account, run } = await sandboxCase();

    await run();

    expect(account(uuid(1))).toMatchObject({
      'urn:ietf:params:scim:schemas:zivver:0.1:Group': { ExternalAccountId: 'keep-me' },
    });
  });

  it('repairs what the server accepted and lost, and answers for it', async () => {
    const { server, run } = await sandboxCase();
    server.addFault({ kind: 'silent-loss', fields: ['members'], match: { method: 'PUT' }, times: 2 });

    const ended = await run();

    expect(ended.state).toBe('applied');
    expect(ended.verification?.repaired.length).toBeGreaterThan(0);
  });

  it('survives lost answers, late effects, refused rates and failures on the way: nothing lost, nothing doubled', async () => {
    const { server, run } = await sandboxCase(organisation({ created: 12 }));
    server.addFault({ kind: 'drop-after', match: { method: 'POST' }, skip: 1, times: 2 });
    server.addFault({ kind: 'drop-after', match: { method: 'PUT' }, skip: 2 });
    server.addFault({ kind: 'drop-before', match: { method: 'POST' }, skip: 5 });
    server.addFault({ kind: 'late-effect', ms: 10, match: { method: 'PUT' }, skip: 6 });
    server.addFault({ kind: 'status', status: 503, match: { method: 'PUT' }, skip: 8 });
    server.addFault({ kind: 'too-many-requests', retryAfterSeconds: 0, match: { method: 'PUT' }, skip: 10, times: 2 });

    const ended = await run();

    expect(ended.state).toBe('applied');
    expect(server.journal().effects).toBe(3 + 12 * 2);
  });

  it('waits until a call without an answer can no longer take effect, before it would send it again', async () => {
    const { server, run } = await sandboxCase();
    server.addFault({ kind: 'late-effect', ms: 150, match: { method: 'POST' } });

    const ended = await run({ ...quickSettings, callDeadlineMs: 600 });

    expect(ended.state).toBe('applied');
    expect(server.journal().calls.POST).toBe(3);
  });

  it("carries the server's refusal to the report: an alias that is somebody's own account", async () => {
    const org = organisation();
    const guests = ['contact@example.nl'];
    const { plan, run } = await sandboxCase({ ...org, seed: { ...org.seed, guests } });

    const ended = await run();

    const desk = plan.content.items.find(({ account }) => account.address === 'desk@example.nl');
    const result = ended.results.find(({ itemId }) => itemId === desk?.id);
    expect(ended.state).toBe('partly-applied');
    expect(result?.outcome).toMatchObject({ state: 'failed', code: 'target-alias-guest' });
  });

  it('empties a member set by PATCH when people signed that nobody is left (W3)', async () => {
    const org = organisation({ created: 0 });
    const links = org.links.map((link) =>
      link.mailboxId === 'm-same' ? { ...link, seenDelegates: [people.ann] } : link,
    );
    const mailboxes = org.mailboxes.map((each) =>
      each.id === 'm-same' ? { ...each, delegates: { state: 'read' as const, trustees: [] } } : each,
    );
    const { account, plan, run, server } = await sandboxCase({ ...org, links, mailboxes });

    const ended = await run();

    expect(plan.content.items.some(({ call }) => call === 'empty-members')).toBe(true);
    expect(ended.state).toBe('applied');
    expect(account(uuid(5))).toMatchObject({ members: [] });
    expect(server.journal().entries.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });
});
