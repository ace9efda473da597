/** A run waits for Zivver, and somebody looks: what is signed goes on, whoever looks is told, and nothing happens twice. */

import { describe, expect, it, onTestFinished } from 'vitest';
import type { FaultInput } from '../../../sandbox/zivver/faults.ts';
import { approve } from '../../../src/sync/approve/approve.ts';
import { carryOut } from '../../../src/sync/carry-out.ts';
import { stop } from '../../../src/sync/intervene/stop.ts';
import { undo } from '../../../src/sync/intervene/undo.ts';
import type { SharedMailbox } from '../../../src/sync/model/mailbox.ts';
import type { Plan } from '../../../src/sync/model/plan.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { preview } from '../../../src/sync/preview.ts';
import type { PreviewParts } from '../../../src/sync/preview-parts.ts';
import type { Source } from '../../../src/sync/source/source.ts';
import { organisation } from '../../support/apply-case.ts';
import { link, mailbox, policy, trustee } from '../../support/build.ts';
import { staff } from '../../support/stored-plan.ts';
import { anAccount, uuid } from '../../support/target-seed.ts';
import { createTimelessTarget } from '../../support/timeless-target.ts';
import { begin, effects, tenMinutes, type Waiting, waitingCase } from '../../support/waiting-case.ts';

const still = { signal: new AbortController().signal };

type StatusFault = Extract<FaultInput, { kind: 'status' }>;
const afterTwo: StatusFault = { kind: 'status', status: 503, match: { method: 'PUT' }, skip: 2 };

/** Zivver takes no changes for ten minutes, unless told otherwise after the first two; reading works. */
async function waits(org = organisation(), fault: StatusFault = afterTwo) {
  const waiting = await waitingCase(org);
  waiting.server.addFault({ ...fault, headers: { 'Retry-After': String(tenMinutes) } });
  begin(waiting);
  await waiting.until(1);
  // Another process, the console's for one: this one asks Zivver nothing before the time
  const { server } = waiting;
  const other = createTimelessTarget({ url: server.url, apiKey: () => server.apiKey });
  onTestFinished(() => other.target.close());
  const parts: PreviewParts = { ...waiting.parts, target: other.target, expiresAfterMs: 86_400_000 };
  const look = async (more: Partial<PreviewParts> = {}) =>
    other.clock.whileRunning(preview({ ...parts, ...more }, { requester: staff('olga') }, still));
  const propose = (which: string) => other.clock.whileRunning(undo(parts, { requester: staff('olga'), which }, still));
  return { ...waiting, other, look, propose };
}

const stateOf = async ({ store }: Pick<Waiting, 'store'>, id: string) => (await store.plans.get(id))?.state;

async function signed({ parts }: Waiting, { id, fingerprint }: Plan): Promise<void> {
  const decision = { planId: id, fingerprint, by: staff('cas'), mayDecide: true, comment: '' };
  const outcome = await approve(parts, decision);
  if (isRefusal(outcome)) throw new Error(outcome.code);
}

describe('a preview while a run waits for Zivver', () => {
  it('says which run waits and until when, and leaves what was signed alone: it goes on afterwards', async () => {
    const waiting = await waits();
    const until = String(waiting.ended[0]?.stoppedBecause?.params.until);

    const outcome = await waiting.look();

    expect(outcome).toMatchObject({ kind: 'plan', isNew: true, superseded: [] });
    expect(outcome.waiting).toEqual([{ planId: 'plan-1', runId: waiting.ended[0]?.id, until }]);
    expect(await stateOf(waiting, 'plan-1')).toBe('stopped');
    await waiting.until(2);
    expect(waiting.ended[1]).toMatchObject({ planId: 'plan-1', state: 'applied' });
    expect(waiting.server.journal()).toMatchObject({ effects });
  });

  it('whose plan is signed and carried out meanwhile does the rest, and the run that goes on does nothing twice', async () => {
    const waiting = await waits();
    const outcome = await waiting.look();
    if (outcome.kind !== 'plan') throw new Error(outcome.kind);
    await signed(waiting, outcome.plan);

    const elsewhere = { ...waiting.parts, ...waiting.other };
    const run = await waiting.other.clock.whileRunning(
      carryOut(elsewhere, { planId: outcome.plan.id, by: staff('cas') }, still),
    );
    await waiting.until(3);

    expect(run).toMatchObject({ state: 'applied' });
    expect(waiting.ended.at(-1)).toMatchObject({ planId: 'plan-1', state: 'applied' });
    expect(waiting.server.journal()).toMatchObject({ effects });
  });

  it('after a person stopped that run takes the place of its plan, as of every one that stopped', async () => {
    const waiting = await waits();
    await stop(waiting.parts, { by: staff('esra') });

    const outcome = await waiting.look();

    expect(outcome).toMatchObject({ kind: 'plan', superseded: ['plan-1'] });
    expect(outcome).not.toHaveProperty('waiting');
  });

  it('takes its place when nobody went on with it long after the time', async () => {
    const waiting = await waits();
    const afterMs = tenMinutes * 1_000 + 3_700_000;
    const clock = { ...waiting.other.clock, now: () => new Date(waiting.clock.now().getTime() + afterMs) };

    const outcome = await waiting.look({ clock });

    expect(outcome).toMatchObject({ kind: 'plan', superseded: ['plan-1'] });
  });

  it('under other rules than it was signed for takes its place: it cannot go on', async () => {
    const waiting = await waits();
    const { policy: rules } = waiting.parts;
    const stricter = { ...rules, scope: { ...rules.scope, protectedAddresses: ['desk@example.nl'] } };

    const outcome = await waiting.look({ policy: stricter });

    expect(outcome).toMatchObject({ kind: 'plan', superseded: ['plan-1'] });
    expect(outcome).not.toHaveProperty('waiting');
  });

  it('that finds nothing to do leaves it alone as well', async () => {
    const waiting = await waits();
    const asItIs = { ...waiting.source, mailboxes: [mailbox('same')] };
    const [only] = [asItIs].map(({ mailboxes }) => ({
      ...waiting.source,
      read: async (...given: Parameters<typeof waiting.source.read>) => ({
        ...(await waiting.source.read(...given)),
        mailboxes,
      }),
    }));
    if (only === undefined) throw new Error('a source');

    const outcome = await waiting.look({ sources: [only] });

    expect(outcome.waiting).toHaveLength(1);
    expect(await stateOf(waiting, 'plan-1')).toBe('stopped');
  });
});

describe('what a run that waits has still to do', () => {
  it('cannot be undone by halves: it is stopped first', async () => {
    const waiting = await waits();
    const runId = waiting.ended[0]?.id ?? '';

    const early = await waiting.propose(runId);
    await stop(waiting.parts, { by: staff('esra') });
    const late = await waiting.propose(runId);

    expect(early).toMatchObject({ refused: true, code: 'run-waits', params: { planId: 'plan-1' } });
    expect(late).toMatchObject({ kind: 'plan' });
  });
});

describe('a run that goes on after a wait', () => {
  const membersOf = async ({ target }: Awaited<ReturnType<typeof waits>>['other'], at: string) =>
    (await target.listAccounts(still)).find(({ address }) => address === at)?.members;

  it('gives nobody what a newer reading knows to be taken away', async () => {
    const waiting = await waits();
    const now = mailbox('desk', { aliases: ['contact@example.nl'], trustees: [trustee('ann')] });
    const withNow = <Reading extends { readonly mailboxes: readonly SharedMailbox[] }>(reading: Reading) => ({
      ...reading,
      mailboxes: reading.mailboxes.map((each) => (each.id === now.id ? now : each)),
    });
    const { source } = waiting;
    const changed: Source = {
      ...source,
      read: async (options) => withNow(await source.read(options)),
      reread: async (ids, options) => withNow(await source.reread(ids, options)),
    };
    Object.assign(waiting.parts, { sources: [changed] });

    await waiting.look({ sources: [changed] });
    const before = await membersOf(waiting.other, 'desk@example.nl');
    await waiting.until(2);

    expect(await membersOf(waiting.other, 'desk@example.nl')).toEqual(before);
    const desk = waiting.plan.content.items.find(({ account }) => account.address === 'desk@example.nl');
    expect(waiting.ended[1]?.results.find(({ itemId }) => itemId === desk?.id)).toMatchObject({
      state: 'stale',
      outcome: { code: 'source-changed' },
    });
  });

  it('does not empty the account of a mailbox that is there again', async () => {
    const waiting = await waits(whereOneIsGone(), { kind: 'status', status: 503, match: { method: 'PATCH' } });
    const before = await membersOf(waiting.other, 'gone@example.nl');
    expect(waiting.plan.content.mutations.map(({ id }) => id)).toContain('retire:m-gone:');

    waiting.source.mailboxes = [...waiting.source.mailboxes, mailbox('gone')];
    await waiting.look();
    await waiting.until(2);

    expect(before).toHaveLength(1);
    expect(await membersOf(waiting.other, 'gone@example.nl')).toEqual(before);
  });
});

function whereOneIsGone(): ReturnType<typeof organisation> {
  const base = organisation();
  const members = [base.seed.people[0]?.id ?? ''];
  const gone = anAccount({ id: uuid(6), address: 'gone@example.nl', displayName: 'gone', members });
  const much = { absolute: 9_999, percent: 100, floor: 9_999 };
  return {
    ...base,
    seed: { ...base.seed, accounts: [...base.seed.accounts, gone] },
    links: [...base.links, link('gone', { accountId: gone.id, seenDelegates: members })],
    lookUps: new Map([['m-gone', 'not-found']]),
    policy: policy({ sync: { missing: 'retire' }, guards: { removals: much, retires: much } }),
  };
}
