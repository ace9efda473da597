/** What approval a plan needs, before and after somebody lifted a block. */

import { describe, expect, it } from 'vitest';
import type { FindingCode, FindingWaiver } from '../../../src/sync/model/finding.ts';
import { fingerprintOf } from '../../../src/sync/plan/fingerprint.ts';
import { waived } from '../../../src/sync/plan/waived.ts';
import { account, link, mailbox, person, plan, policy, trustee, type World } from '../../support/build.ts';

const none = { absolute: 0, percent: 0, floor: 0 };

/** Bob goes, cas comes; the mailbox of another account is gone. */
const office = (more: Parameters<typeof policy>[0] = {}): World => ({
  mailboxes: [mailbox('hr', { trustees: [trustee('ann'), trustee('cas')] }), mailbox('new')],
  accounts: [account('hr', { members: ['p-ann', 'p-bob'] }), account('gone'), account('also')],
  people: ['ann', 'bob', 'cas'].map((name) => person(name)),
  links: [link('hr', { seenDelegates: ['p-ann', 'p-bob'] }), link('gone'), link('also')],
  lookUps: new Map(['m-gone', 'm-also'].map((id) => [id, 'not-found' as const])),
  policy: policy(more),
});

describe('how many people must approve', () => {
  const votes = { change: 1, access: 2, removal: 3, destruction: 4 };
  const approval = { votes, secondPersonFor: [], typedNumberFor: [] };

  it('is what the strictest class in the plan asks for', () => {
    const calm = { mailboxes: [mailbox('new', { trustees: [] })], policy: policy({ approval }) };
    const only = policy({ approval, guards: { createWithoutDelegates: true } });

    expect(plan(office({ approval, sync: { missing: 'delete' } })).approval).toEqual({ votes: 4, secondPerson: false });
    expect(plan(office({ approval })).approval.votes).toBe(3);
    expect(plan({ mailboxes: [mailbox('new')], policy: policy({ approval }) }).approval.votes).toBe(2);
    expect(plan({ ...calm, policy: only }).approval.votes).toBe(1);
  });

  it('is never nobody, also where there is nothing to do', () => {
    expect(plan({ policy: policy({ approval: { votes: { ...votes, change: 0 } } }) }).approval.votes).toBe(1);
  });
});

describe('a number to be typed', () => {
  it('is how many accounts are concerned, each once, new ones too', () => {
    const typed = (typedNumberFor: readonly ('change' | 'access' | 'removal' | 'destruction')[], missing = 'delete') =>
      plan(office({ approval: { typedNumberFor }, sync: { missing: missing as 'delete' } })).approval.typed;

    expect(typed(['destruction'])).toBe(2);
    expect(typed(['access'])).toBe(2);
    expect(typed(['access', 'removal', 'destruction'])).toBe(4);
    expect(typed(['destruction'], 'keep')).toBeUndefined();
  });

  it('counts two new accounts as two', () => {
    const world = {
      mailboxes: [mailbox('a'), mailbox('b')],
      policy: policy({ approval: { typedNumberFor: ['change'] } }),
    };

    expect(plan(world).approval.typed).toBe(2);
  });
});

describe('a second person', () => {
  it('is asked for when somebody gains access to a sensitive mailbox, whatever else the policy says', () => {
    const approval = { secondPersonFor: [] };

    expect(plan(office({ approval, guards: { sensitiveMailboxes: 'hr' } })).approval.secondPerson).toBe(true);
    expect(plan(office({ approval, guards: { sensitiveMailboxes: 'board' } })).approval.secondPerson).toBe(false);
  });
});

describe('named approvers', () => {
  it('are asked of the classes that are in the plan', () => {
    const approval = { namedApproversFor: ['change', 'removal', 'destruction'] as const };
    const calm = { mailboxes: [mailbox('new')], policy: policy({ approval: { namedApproversFor: ['removal'] } }) };

    expect(plan(office({ approval })).approval.namedFor).toEqual(['change', 'removal']);
    expect(plan(office()).approval).not.toHaveProperty('namedFor');
    expect(plan(calm).approval).not.toHaveProperty('namedFor');
  });
});

describe('a block that a person lifted', () => {
  const by = (id: string): FindingWaiver => ({
    by: { id, tenantId: 'tenant', name: id, address: null },
    reason: 'The merger of 1 March',
    at: '2026-11-24T08:00:00.000Z',
  });
  const blockedTwice = () =>
    plan(office({ guards: { removals: none, creates: none, waivable: ['too-many-removals', 'too-many-creates'] } }));
  const lifted = (...codes: readonly [FindingCode, string][]) =>
    waived(blockedTwice().content, new Map(codes.map(([code, id]) => [code, by(id)])));
  const effects = (content: ReturnType<typeof lifted>['content']) =>
    Object.fromEntries(
      content.findings.filter(({ code }) => code.startsWith('too-many-')).map(({ code, effect }) => [code, effect]),
    );

  it('becomes a warning with who lifted it; the others stand, and the mutations stay', () => {
    const whole = blockedTwice();

    const { content, blocked, fingerprint } = lifted(['too-many-removals', 'carla']);

    expect(effects(content)).toEqual({ 'too-many-removals': 'warn', 'too-many-creates': 'block' });
    expect(content.findings.find(({ code }) => code === 'too-many-removals')?.waiver).toEqual(by('carla'));
    expect(content.mutations).toEqual(whole.content.mutations);
    expect(blocked).toBe(true);
    expect(fingerprint).toBe(fingerprintOf(content));
    expect(fingerprint).not.toBe(whole.fingerprint);
  });

  it('is the last one: the plan is not blocked any more, and knows everybody who lifted one, in order', () => {
    const { blocked, approval } = lifted(['too-many-removals', 'dirk'], ['too-many-creates', 'carla']);

    expect(blocked).toBe(false);
    expect(approval.waivedBy).toEqual(['carla', 'dirk']);
    expect(lifted(['too-many-removals', 'carla'], ['too-many-creates', 'dirk']).approval.waivedBy).toEqual([
      'carla',
      'dirk',
    ]);
    expect(lifted(['too-many-removals', 'dirk'], ['too-many-creates', 'dirk']).approval.waivedBy).toEqual(['dirk']);
    expect(blockedTwice().approval).not.toHaveProperty('waivedBy');
  });

  it('is none where the policy lets nobody lift it, or where it blocks nothing', () => {
    const strict = plan(office({ guards: { removals: none, waivable: [] } }));

    expect(effects(waived(strict.content, new Map([['too-many-removals', by('carla')]])).content)).toEqual({
      'too-many-removals': 'block',
    });
    const { content } = waived(blockedTwice().content, new Map([['mailbox-missing', by('carla')]]));
    expect(content.findings.find(({ code }) => code === 'mailbox-missing')).toMatchObject({ effect: 'info' });
    expect(content).toEqual(blockedTwice().content);
  });
});
