import { describe, expect, it } from 'vitest';
import type { Link } from '../../../src/sync/model/link.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { digest } from '../../../src/sync/plan/fingerprint.ts';
import { read } from '../../../src/sync/read.ts';
import type { Source } from '../../../src/sync/source/source.ts';
import { createFakeSource } from '../../fakes/fake-source.ts';
import { createFakeTarget } from '../../fakes/fake-target.ts';
import { account, link, mailbox, person, planInput, policy } from '../../support/build.ts';

const signal = new AbortController().signal;
const accounts = [account('info'), account('sales')];
const links = [link('old', { accountId: 'a-info', address: 'info@example.nl' }), link('sales')];
const deleting = policy({ sync: { missing: 'delete' } });

/** Deleted and made again as something that is not read. */
const again = mailbox('new', { primaryAddress: 'info@example.nl', type: 'UserMailbox' });

async function planned(sources: readonly Source[], known: readonly Link[] = links) {
  const target = createFakeTarget({
    seed: { accounts, people: [person('ann')], domains: ['example.nl'], divisions: [], guests: [] },
  });
  const reading = await read({
    sources,
    target,
    links: known,
    now: '2026-11-24T08:00:00.000Z',
    signal,
    fresh: false,
    onProgress: () => {},
  });
  const scopeDigest = digest(deleting.scope);
  const baselines = sources.map(({ name }) => ({ source: name, mailboxes: 1, scopeDigest }));
  const { content } = computePlan({ ...planInput({ policy: deleting, links: known, baselines }), ...reading });
  return {
    mutations: content.mutations.map(({ kind, account: { address } }) => `${kind} ${address}`),
    findings: content.findings.map(({ code, addresses }) => `${code} ${addresses.join(' ')}`.trim()),
  };
}

const isDeleted = ({ mutations }: Awaited<ReturnType<typeof planned>>) => mutations.includes('delete info@example.nl');
const exchange = (...mailboxes: Parameters<typeof mailbox>[]) => mailboxes.map((each) => mailbox(...each));

describe('a linked mailbox that is not found by its id', () => {
  it('is missing when nothing at the source holds its address', async () => {
    const source = createFakeSource({ name: 'exchange', mailboxes: exchange(['sales']) });

    expect((await planned([source])).mutations).toEqual(['delete info@example.nl']);
  });

  it('is not missing when it was made again with another id, as a type that is not read', async () => {
    const source = createFakeSource({
      name: 'exchange',
      mailboxes: [...exchange(['sales']), again],
      types: ['SharedMailbox'],
    });

    const { mutations, findings } = await planned([source]);

    expect(mutations).toEqual([]);
    expect(findings).toContain('out-of-scope-kept info@example.nl');
  });

  it('is not missing when another source has it now, unread', async () => {
    const here = createFakeSource({ name: 'exchange', mailboxes: exchange(['sales']) });
    const cloud = createFakeSource({
      name: 'cloud',
      mailboxes: [...exchange(['desk']), again],
      types: ['SharedMailbox'],
    });

    expect(isDeleted(await planned([here, cloud]))).toBe(false);
    cloud.replace(exchange(['desk']));
    expect(isDeleted(await planned([here, cloud]))).toBe(true);
  });

  it('is asked for under its last known address too, when its account has another one by now', async () => {
    const source = createFakeSource({
      name: 'exchange',
      mailboxes: [...exchange(['sales']), mailbox('new', { primaryAddress: 'desk@example.nl', type: 'UserMailbox' })],
      types: ['SharedMailbox'],
    });
    const wasDesk = [link('old', { accountId: 'a-info', address: 'desk@example.nl' }), link('sales')];

    expect(isDeleted(await planned([source], wasDesk))).toBe(false);
  });

  it('is kept when the source cannot say who holds its address', async () => {
    const source = createFakeSource({ name: 'exchange', mailboxes: exchange(['sales']) });
    const unsure = {
      ...source,
      lookUpAddresses: async (asked: readonly string[]) => new Map(asked.map((each) => [each, 'unknown' as const])),
    };

    const { mutations, findings } = await planned([unsure]);

    expect(mutations).toEqual([]);
    expect(findings).toContain('look-up-unanswered info@example.nl');
  });
});
