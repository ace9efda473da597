import { describe, expect, it } from 'vitest';
import { SourceError } from '../../../src/errors.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { digest } from '../../../src/sync/plan/fingerprint.ts';
import { read } from '../../../src/sync/read.ts';
import type { Source } from '../../../src/sync/source/source.ts';
import { createFakeSource } from '../../fakes/fake-source.ts';
import { createFakeTarget } from '../../fakes/fake-target.ts';
import { account, link, mailbox, person, planInput, policy, trustee } from '../../support/build.ts';

const rules = policy({ sync: { missing: 'delete' }, scope: { sources: ['cloud', 'server'] } });
const accounts = [account('info', { members: ['p-ann', 'p-bob'] }), account('desk', { members: ['p-ann', 'p-bob'] })];
const links = [
  link('info', { source: 'cloud', seenDelegates: ['p-ann', 'p-bob'] }),
  link('desk', { source: 'server', seenDelegates: ['p-ann', 'p-bob'] }),
];

async function failing(): Promise<never> {
  throw new SourceError('exchange-unreachable', 'no answer', { context: { said: 'no route to host' } });
}

async function planned(sources: readonly Source[], signal = new AbortController().signal) {
  const seed = { accounts, people: [person('ann'), person('bob')], domains: ['example.nl'], divisions: [], guests: [] };
  const reading = await read({
    sources,
    target: createFakeTarget({ seed }),
    links,
    now: '2026-11-24T08:00:00.000Z',
    signal,
    fresh: false,
    onProgress: () => {},
  });
  const baselines = sources.map(({ name }) => ({ source: name, mailboxes: 1, scopeDigest: digest(rules.scope) }));
  const { content, scope } = computePlan({ ...planInput({ policy: rules, links, baselines }), ...reading });
  return {
    mutations: content.mutations.map(({ kind, account: { address } }) => `${kind} ${address}`),
    findings: content.findings.map(({ code }) => code),
    inScope: scope.inScope.map(({ source, address }) => `${source} ${address}`),
    leftOut: scope.leftOut.map(({ source, reason }) => `${source} ${reason}`),
  };
}

const cloudOf = (...names: readonly string[]) =>
  createFakeSource({ name: 'cloud', mailboxes: names.map((name) => mailbox(name)) });
const serverOf = (...names: readonly string[]) =>
  createFakeSource({ name: 'server', mailboxes: names.map((name) => mailbox(name)) });

describe('a hybrid organisation', () => {
  it('is merged: each account follows the source that has its mailbox', async () => {
    const { mutations, inScope } = await planned([cloudOf('info'), serverOf('desk')]);

    expect(inScope).toEqual(['server desk@example.nl', 'cloud info@example.nl']);
    expect(mutations).toEqual(['revoke desk@example.nl', 'revoke info@example.nl']);
  });

  it('lets the remote side yield to the mailbox online, without a word about it', async () => {
    const remote = mailbox('remote', {
      primaryAddress: 'info@example.nl',
      type: 'RemoteSharedMailbox',
      trustees: [trustee('cas')],
    });
    const server = createFakeSource({ name: 'server', mailboxes: [mailbox('desk'), remote] });

    const { inScope, leftOut, findings } = await planned([cloudOf('info'), server]);

    expect(inScope).toEqual(['server desk@example.nl', 'cloud info@example.nl']);
    expect(leftOut).toEqual(['server remote-mailbox']);
    expect(findings).not.toContain('remote-mailboxes');
    expect(findings).not.toContain('duplicate-address');
  });

  it('freezes the accounts of a source that fails, and goes on with the other', async () => {
    const server = serverOf('desk');
    server.fail('exchange-unreachable');

    const { mutations, findings } = await planned([cloudOf('info'), server]);

    expect(mutations).toEqual(['revoke info@example.nl']);
    expect(findings).toContain('source-incomplete');
    expect(server.calls.map(({ call }) => call)).toEqual(['read']);
  });

  it.each(['lookUp', 'lookUpAddresses'] as const)(
    'keeps what a source would have answered when its %s fails, says so, and goes on with the rest',
    async (call) => {
      const server = { ...serverOf('other'), [call]: failing };

      const { mutations, findings } = await planned([cloudOf('info'), server]);

      expect(mutations).toEqual(['revoke info@example.nl', 'grant other@example.nl', 'create other@example.nl']);
      expect(findings).toEqual(expect.arrayContaining(['look-up-unanswered', 'source-problems']));
      expect(findings).not.toContain('mailbox-missing');
    },
  );

  it('is not read on when somebody stops it while a source is asked what is missing', async () => {
    const stop = new AbortController();
    const server = {
      ...serverOf('other'),
      lookUp: async () => {
        stop.abort(new Error('stopped by a person'));
        return await failing();
      },
    };

    await expect(planned([cloudOf('info'), server], stop.signal)).rejects.toMatchObject({
      code: 'exchange-unreachable',
    });
  });

  it('counts nothing as missing while one source is short, and does so when both are whole', async () => {
    const server = serverOf('other');
    server.setCompleteness({ complete: false, reason: 'read-failed', have: 1, expected: 2 });
    const deletions = async () =>
      (await planned([cloudOf('info'), server])).mutations.filter((line) => line.startsWith('delete'));

    expect(await deletions()).toEqual([]);
    server.setCompleteness({ complete: true });
    expect(await deletions()).toEqual(['delete desk@example.nl']);
  });

  it('is not read when every source fails; one alone says itself why', async () => {
    const failing = () =>
      [cloudOf('info'), serverOf('desk')].map((source) => {
        source.fail('exchange-unreachable');
        return source;
      });

    await expect(planned(failing())).rejects.toMatchObject({ code: 'sources-failed' });
    await expect(planned(failing().slice(0, 1))).rejects.toMatchObject({ code: 'exchange-unreachable' });
  });
});
