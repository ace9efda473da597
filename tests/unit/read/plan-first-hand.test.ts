import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SharedMailbox } from '../../../src/sync/model/mailbox.ts';
import { computePlan, type PlanInput } from '../../../src/sync/plan/compute-plan.ts';
import { planFirstHand } from '../../../src/sync/plan-first-hand.ts';
import type { Source } from '../../../src/sync/source/source.ts';
import { createFakeSource } from '../../fakes/fake-source.ts';
import { arbitraryWorld } from '../../support/arbitrary-world.ts';
import { account, link, mailbox, person, planInput, trustee, type World } from '../../support/build.ts';

const options = { signal: new AbortController().signal };

/** Mailboxes as they were remembered, in a reading of mailboxes as they are. */
function remembering(now: PlanInput, before: readonly SharedMailbox[]): PlanInput {
  const was = new Map(before.map((each) => [each.id, each]));
  return {
    ...now,
    sources: now.sources.map((source) => ({
      ...source,
      mailboxes: source.mailboxes.map((each) => ({
        ...each,
        delegates: was.get(each.id)?.delegates ?? each.delegates,
      })),
      secondHand: before.map(({ id }) => id),
    })),
  };
}

describe('a plan from a reading that remembers delegates', () => {
  it('proposes nothing that a whole fresh reading would not propose', async () => {
    const memory = fc.record({ world: arbitraryWorld, before: arbitraryWorld, known: fc.integer({ min: 0, max: 8 }) });

    await fc.assert(
      fc.asyncProperty(memory, async ({ world, before, known }) => {
        const fresh = planInput(world);
        const mailboxes = world.mailboxes ?? [];
        const ids = new Set(mailboxes.map(({ id }) => id));
        const remembered = (before.mailboxes ?? []).filter(({ id }) => ids.has(id)).slice(0, known);
        const sources = [createFakeSource({ name: 'exchange', mailboxes })];

        const { planned, input } = await planFirstHand({ sources }, remembering(fresh, remembered), options);

        const whole = new Map(computePlan(fresh).content.mutations.map((each) => [each.id, each]));
        const proposed = new Set(planned.plan.content.mutations.map(({ id }) => id));
        for (const mutation of planned.plan.content.mutations) expect(mutation).toEqual(whole.get(mutation.id));
        // What is left out waits on mailboxes that are still only remembered.
        const old = new Set(input.sources.flatMap(({ secondHand = [] }) => secondHand));
        expect(proposed).toEqual(old.size === 0 ? new Set(whole.keys()) : proposed);
      }),
      { numRuns: 200 },
    );
  });
});

/** Ann has lost her access in Exchange, Bob has got it; the memory does not know. */
const nowInfo = mailbox('info', { trustees: [trustee('bob')] });
const wasInfo = mailbox('info', { trustees: [trustee('ann')] });
const sales = mailbox('sales');
const office: World = {
  mailboxes: [nowInfo, sales],
  accounts: [account('info', { members: ['p-bob'] }), account('sales')],
  links: [link('info', { seenDelegates: ['p-ann', 'p-bob'] }), link('sales')],
  people: [person('ann'), person('bob')],
};

async function plannedFrom(
  world: World,
  more: { readonly fail?: boolean; readonly gone?: boolean; readonly short?: boolean; readonly repeats?: boolean } = {},
) {
  const source = createFakeSource({
    name: 'exchange',
    mailboxes: more.gone === true ? [sales] : (world.mailboxes ?? []),
  });
  if (more.fail === true) source.fail('exchange-unavailable');
  if (more.short === true) source.setCompleteness({ complete: false, reason: 'read-failed', have: 1, expected: 2 });
  const { planned, input } = await planFirstHand(
    { sources: [more.repeats === true ? repeating(source) : source] },
    remembering(planInput(world), [wasInfo, sales]),
    options,
  );
  const { mutations, findings } = planned.plan.content;
  return {
    calls: source.calls,
    mutations: mutations.map(({ kind, account: { address } }) => `${kind} ${address}`),
    findings: findings.map(({ code, addresses }) => `${code} ${addresses.join(' ')}`.trim()),
    mailboxes: input.sources.flatMap((each) => each.mailboxes).map(({ id }) => id),
    secondHand: input.sources.flatMap((each) => each.secondHand ?? []),
  };
}

/** As a recording of a reading that was second hand itself. */
function repeating(source: Source): Source {
  return {
    ...source,
    reread: async (ids, call) => ({ ...(await source.reread(ids, call)), mailboxes: [wasInfo], secondHand: ids }),
  };
}

describe('a mailbox that would change on the ground of a memory', () => {
  it('is asked itself, alone, and nothing is proposed when the memory was wrong', async () => {
    const found = await plannedFrom(office);

    expect(found.calls).toEqual([{ call: 'reread', ids: ['m-info'] }]);
    expect(found.mutations).toEqual([]);
    expect(found.secondHand).toEqual(['m-sales']);
  });

  it.each([
    ['the source fails', { fail: true }],
    ['the source answers in part', { gone: true, short: true }],
    ['the source only repeats what it remembers', { repeats: true }],
  ])('is frozen when %s', async (_, more) => {
    const found = await plannedFrom(office, more);

    expect(found.mutations).toEqual([]);
    expect(found.findings).toContain('mailbox-frozen info@example.nl');
  });

  it('is left out when it is gone by now, and is not missing either', async () => {
    const found = await plannedFrom(office, { gone: true });

    expect([found.mutations, found.mailboxes]).toEqual([[], ['m-sales']]);
  });

  it('is asked as well when somebody asks for it by name, though nothing would change', async () => {
    const accounts = [account('info', { members: ['p-ann'] }), account('sales')];

    const found = await plannedFrom({ ...office, accounts, only: ['ann@example.nl'] });

    expect(found.calls.map(({ ids }) => ids)).toEqual([['m-info', 'm-sales']]);
    expect(found.mutations).toEqual(['revoke info@example.nl', 'grant info@example.nl']);
  });

  it('does not make another plan of it when the source says of itself again what it said before', async () => {
    const expires = { code: 'exchange-certificate-expires', place: 'exchange', params: { until: '2026-03-20' } };
    const saidAt = (time: string) => [
      expires,
      { code: 'exchange-unavailable', place: 'users', params: { said: `HttpStatusCode=503, request ${time}` } },
    ];
    const source = createFakeSource({ name: 'exchange', mailboxes: office.mailboxes ?? [] });
    const telling: Source = {
      ...source,
      reread: async (ids, call) => ({ ...(await source.reread(ids, call)), problems: saidAt('9:01') }),
    };
    const fresh = planInput({ ...office, accounts: [account('info', { members: [] }), account('sales')] });
    const whole = { ...fresh, sources: fresh.sources.map((each) => ({ ...each, problems: saidAt('9:00') })) };

    const { planned } = await planFirstHand({ sources: [telling] }, remembering(whole, [wasInfo, sales]), options);

    expect(planned.plan.content.mutations).not.toEqual([]);
    expect(planned.plan.fingerprint).toBe(computePlan(whole).fingerprint);
  });
});
