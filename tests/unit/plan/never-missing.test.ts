import { describe, expect, it } from 'vitest';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import {
  account,
  findingCodes,
  link,
  mailbox,
  person,
  plan,
  planInput,
  policy,
  sourceSnapshot,
  summary,
  trustee,
} from '../../support/build.ts';

const deleting = policy({ sync: { missing: 'delete' }, scope: { sources: ['exchange'] } });
const gone = new Map([['m-old', 'not-found' as const]]);
/** The account of a mailbox that was deleted and made again: same address, new id. */
const recreated = {
  accounts: [account('info'), account('sales')],
  links: [link('old', { accountId: 'a-info', address: 'info@example.nl' }), link('sales')],
  lookUps: gone,
  policy: deleting,
};

describe('an account is never missing while a mailbox holds its address', () => {
  it.each([
    ['of a type that is not selected', mailbox('new', { primaryAddress: 'info@example.nl', type: 'GroupMailbox' })],
    [
      'that has it as an alias only',
      mailbox('new', { primaryAddress: 'desk@example.nl', aliases: ['INFO@example.nl'] }),
    ],
    ['that shares it with another mailbox', mailbox('new', { primaryAddress: 'info@example.nl' })],
  ])('a mailbox made again %s', (_, made) => {
    const twin =
      made.primaryAddress === 'info@example.nl' && made.type === 'SharedMailbox'
        ? [mailbox('twin', { primaryAddress: 'info@example.nl' })]
        : [];
    const world = { ...recreated, mailboxes: [made, ...twin, mailbox('sales')] };

    expect(summary(world).filter((line) => line.startsWith('delete') || line.startsWith('retire'))).toEqual([]);
  });

  it('is kept when it has another address now, and the one it was last seen with is held by a mailbox made again', () => {
    const world = {
      ...recreated,
      accounts: [account('info', { address: 'helpdesk@example.nl' }), account('sales')],
      mailboxes: [mailbox('new', { primaryAddress: 'info@example.nl' }), mailbox('sales')],
    };

    expect(summary(world).filter((line) => line.startsWith('delete') || line.startsWith('retire'))).toEqual([]);
  });

  it('is kept while one of its links was not asked for', () => {
    const world = {
      ...recreated,
      links: [...recreated.links, link('cloud', { accountId: 'a-info', source: 'cloud', address: 'info@example.nl' })],
      mailboxes: [mailbox('sales')],
    };

    expect(summary(world)).toEqual([]);
  });

  it('is kept while one of the sources gave an incomplete list', () => {
    const input = planInput({ ...recreated, mailboxes: [mailbox('sales')] });
    const short = { complete: false, reason: 'source-failed', have: 0, expected: null } as const;

    const { content } = computePlan({
      ...input,
      sources: [...input.sources, sourceSnapshot([], { source: 'cloud', list: short })],
    });

    expect(content.mutations).toEqual([]);
    expect(content.findings.map(({ code }) => code)).toContain('look-up-unanswered');
  });

  it('is missing when every link answered "not found" and nobody holds its address', () => {
    expect(summary({ ...recreated, mailboxes: [mailbox('sales')] })).toEqual([
      'delete info@example.nl info@example.nl→-',
    ]);
  });
});

describe('an account that another mailbox is linked to', () => {
  const moved = mailbox('one', { primaryAddress: 'info2@example.nl' });
  const taker = mailbox('two', { primaryAddress: 'info@example.nl', trustees: [trustee('bob')] });
  const world = {
    mailboxes: [moved, taker],
    accounts: [account('info')],
    links: [link('one', { accountId: 'a-info', address: 'info@example.nl' })],
    people: [person('ann'), person('bob')],
  };

  it('follows its mailbox when all are looked at', () => {
    expect(summary(world)).toContain('readdress info@example.nl info@example.nl→info2@example.nl');
  });

  it.each([
    ['only the other mailbox is asked for', { only: ['info@example.nl'] }],
    [
      'its own mailbox is filtered out',
      { policy: policy({ scope: { filter: { kind: 'exclude', expression: 'info2' } } }) },
    ],
  ])('is not handed to the other one when %s', (_, more) => {
    const input = planInput({ ...world, ...more });

    expect(computePlan(input).content.mutations).toEqual([]);
    expect(findingCodes({ ...world, ...more })).toContain('warn ambiguous-match');
  });

  it('is adopted by the mailbox that was made again, once its own was looked up and not found', () => {
    const again = { ...world, mailboxes: [taker], lookUps: new Map([['m-one', 'not-found' as const]]) };

    expect(summary(again)).toContain('adopt info@example.nl -→a-info');
  });
});

describe('nothing is taken from who has it', () => {
  const people = [person('ann'), person('ann2', { address: 'a.second@example.nl' })];

  it('keeps both Zivver accounts of one person', () => {
    const world = {
      mailboxes: [mailbox('info', { trustees: [trustee('ann', { aliases: ['a.second@example.nl'] })] })],
      accounts: [account('info', { members: ['p-ann', 'p-ann2'] })],
      links: [link('info', { seenDelegates: ['p-ann', 'p-ann2'] })],
      people,
    };

    expect(summary(world)).toEqual([]);
  });

  it('keeps an alias that the mailbox has, outside the claimed domains', () => {
    const world = {
      mailboxes: [mailbox('info', { aliases: ['info@example.org'] })],
      accounts: [account('info', { aliases: ['info@example.org'] })],
      links: [link('info')],
    };

    expect(summary(world)).toEqual([]);
  });

  it.each(['retire', 'delete'] as const)('does not %s an account with a protected alias', (missing) => {
    const world = {
      mailboxes: [mailbox('sales')],
      accounts: [account('info', { aliases: ['board@example.nl'] }), account('sales')],
      links: [link('info'), link('sales')],
      lookUps: new Map([['m-info', 'not-found' as const]]),
      policy: policy({ sync: { missing }, scope: { protectedAddresses: ['board@example.nl'] } }),
    };

    expect(plan(world).content.mutations).toEqual([]);
  });
});
