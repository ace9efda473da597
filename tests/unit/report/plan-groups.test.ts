import { describe, expect, it } from 'vitest';
import { groupPlan } from '../../../src/sync/report/plan-groups.ts';
import { bigFirstRun } from '../../support/big-first-run.ts';
import { account, link, mailbox, person, plan, trustee } from '../../support/build.ts';

const groups = groupPlan(bigFirstRun.content);

describe('a first run of 3,000 accounts', () => {
  it('is counted by domain and by unit, the largest first', () => {
    expect(groups.accounts).toBe(3000);
    expect(groups.domains).toEqual([
      { name: 'example.nl', accounts: 2704 },
      { name: 'example.com', accounts: 295 },
      { name: 'example.org', accounts: 1 },
    ]);
    expect(groups.units).toEqual(groups.domains);
  });

  it('shows what is unusual and why, and only that', () => {
    const found = Object.fromEntries(groups.unusual.map(({ account: { address }, traits }) => [address, traits]));

    expect(found).toMatchObject({
      'directie@example.nl': ['other-domain-people'],
      'archief@example.nl': ['one-person'],
      'iedereen@example.nl': ['many-people'],
      'naamloos@example.nl': ['one-person', 'name-is-address'],
      'apart@example.org': ['rare-domain'],
    });
    expect(groups.unusual).toHaveLength(5);
  });

  it('puts first what stands out most', () => {
    expect(groups.unusual[0]?.account.address).toBe('naamloos@example.nl');
  });

  it('samples ordinary ones, spread over the plan', () => {
    expect(groups.samples).toHaveLength(3);
    expect(groups.samples.flatMap(({ traits }) => traits)).toEqual([]);
  });
});

describe('what many accounts have in common', () => {
  it('is not unusual', () => {
    const mailboxes = Array.from({ length: 30 }, (_, index) => mailbox(`box${index}`));

    expect(groupPlan(plan({ mailboxes }).content).unusual).toEqual([]);
  });

  it('shows the one account that loses something among many that gain', () => {
    const mailboxes = Array.from({ length: 30 }, (_, index) =>
      mailbox(`box${index}`, { trustees: [trustee('ann'), trustee('bob')] }),
    );
    const world = {
      mailboxes: [...mailboxes, mailbox('old', { trustees: [trustee('ann')] })],
      accounts: [account('old', { members: ['p-ann', 'p-bob'] })],
      people: [person('ann'), person('bob')],
      links: [link('old', { seenDelegates: ['p-ann', 'p-bob'] })],
    };

    const [first] = groupPlan(plan(world).content).unusual;

    expect(first).toMatchObject({ account: { address: 'old@example.nl' }, traits: ['taken-away'] });
  });

  it('an empty plan has no groups', () => {
    expect(groupPlan({ mutations: [], items: [] })).toEqual({
      accounts: 0,
      domains: [],
      units: [],
      unusual: [],
      samples: [],
    });
  });
});
