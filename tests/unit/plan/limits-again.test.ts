/** The limits on amounts, asked again when a plan is signed and when it starts: together with what others did since. */

import { describe, expect, it } from 'vitest';
import { limitsAgain, type OtherMutation, waivedCodes } from '../../../src/sync/plan/limits-again.ts';
import { account, link, mailbox, person, plan, policy, trustee, type World } from '../../support/build.ts';

const everything = { absolute: 1000, percent: 100, floor: 1000 };
const generous = {
  removals: everything,
  access: everything,
  creates: everything,
  retires: everything,
  deletes: everything,
  emptied: everything,
};
const three = { absolute: 3, percent: 100, floor: 3 };

/** Bob goes from two accounts and cas comes. */
function office(guards: NonNullable<Parameters<typeof policy>[0]>['guards'] = {}): World {
  const names = ['a', 'b'];
  return {
    mailboxes: names.map((name) => mailbox(name, { trustees: [trustee('ann'), trustee('cas')] })),
    accounts: names.map((name) => account(name, { members: ['p-ann', 'p-bob'] })),
    links: names.map((name) => link(name, { seenDelegates: ['p-ann', 'p-bob'] })),
    people: ['ann', 'bob', 'cas'].map((name) => person(name)),
    policy: policy({ guards: { ...generous, overTime: { day: 2, week: 3 }, ...guards } }),
  };
}

let made = 0;
function other(more: Partial<OtherMutation> = {}): OtherMutation {
  made += 1;
  return {
    kind: 'revoke',
    mutationId: `revoke:m-x:p-${made}`,
    planId: 'plan-2',
    field: `members:m-x:p-${made}`,
    at: '2026-11-24T07:00:00.000Z',
    withinDay: true,
    seen: true,
    newAccount: false,
    waived: [],
    sibling: false,
    ...more,
  };
}
const others = (count: number, more: Partial<OtherMutation> = {}) => Array.from({ length: count }, () => other(more));
const removals = (some: readonly OtherMutation[]) => limitsAgain(plan(office({ removals: three })), some);

describe('a limit over time', () => {
  it('is kept while everything together stays within it', () => {
    expect(removals([])).toBeUndefined();
    expect(removals(others(4))).toBeUndefined();
    expect(removals(others(7, { withinDay: false }))).toBeUndefined();
  });

  it('is exceeded by what others did within a day, or within a week', () => {
    expect(removals(others(5))).toEqual({ what: 'removals', number: 7, limit: 6, others: 5, days: 1 });
    expect(removals([...others(1), ...others(7, { withinDay: false })])).toEqual({
      what: 'removals',
      number: 10,
      limit: 9,
      others: 8,
      days: 7,
    });
  });

  it('counts neither other kinds, nor what was waived there, nor what this plan has none of', () => {
    expect(removals(others(20, { kind: 'grant' }))).toBeUndefined();
    expect(removals(others(20, { waived: ['too-many-removals'] }))).toBeUndefined();
    expect(removals(others(20, { kind: 'create' }))).toBeUndefined();
    expect(limitsAgain(plan(office({ creates: three })), others(20, { kind: 'create' }))).toBeUndefined();
  });

  it('is asked of each kind: access to accounts that exist', () => {
    const grants = (newAccount: boolean) =>
      limitsAgain(plan(office({ access: three })), others(9, { kind: 'grant', newAccount }));

    expect(grants(false)).toMatchObject({ what: 'access', number: 11 });
    expect(grants(true)).toBeUndefined();
  });

  it('is not asked again where a person waived it in this plan', () => {
    const whole = plan(office({ removals: { absolute: 1, percent: 100, floor: 1 } }));
    const waiver = { by: { id: 'x', tenantId: 't', name: 'x', address: null }, reason: 'y', at: 'z' };
    const findings = whole.content.findings.map((finding) =>
      finding.code === 'too-many-removals' ? { ...finding, effect: 'warn' as const, waiver } : finding,
    );
    const waived = { ...whole, content: { ...whole.content, findings } };

    expect(waivedCodes(whole)).toEqual([]);
    expect(waivedCodes(waived)).toEqual(['too-many-removals']);
    expect(limitsAgain(waived, others(20))).toBeUndefined();
    expect(limitsAgain(whole, others(20))).toMatchObject({ what: 'removals' });
  });
});

describe('a limit that parts of one plan share', () => {
  it('is that of one plan, each mutation counted once', () => {
    const twice = other({ sibling: true });

    expect(removals([twice])).toBeUndefined();
    expect(removals([twice, twice])).toBeUndefined();
    expect(removals(others(2, { sibling: true }))).toEqual({
      what: 'removals',
      number: 4,
      limit: 3,
      others: 2,
      days: 0,
    });
  });

  it('counts once what both parts hold, and twice what another plan does again', () => {
    const same = { mutationId: 'revoke:m-a:p-bob' };

    expect(removals([other({ ...same, sibling: true }), other({ sibling: true })])).toBeUndefined();
    expect(removals([...others(4), other(same)])).toMatchObject({ number: 7, days: 1 });
  });

  it('is the least that is always allowed where a plan does not say what it was', () => {
    const { basis, ...whole } = plan(office({ removals: { absolute: 9, percent: 100, floor: 2 } }));
    const { limits: _, ...old } = basis;

    expect(limitsAgain({ ...whole, basis }, others(1, { sibling: true }))).toMatchObject({ limit: 2 });
    expect(
      limitsAgain(
        { ...whole, basis: { ...basis, limits: { ...basis.limits!, removals: 9 } } },
        others(1, { sibling: true }),
      ),
    ).toBeUndefined();
    expect(limitsAgain({ ...whole, basis: old }, others(1, { sibling: true }))).toMatchObject({ number: 3, limit: 2 });
  });

  it('is not asked of a plan that is alone with what it does, though it does more than the least', () => {
    const { basis, ...whole } = plan(office({ removals: { absolute: 9, percent: 100, floor: 1 } }));
    const { limits: _, ...old } = basis;
    const elsewhere = others(1, { kind: 'rename', sibling: true });

    expect(limitsAgain({ ...whole, basis: old }, elsewhere)).toBeUndefined();
  });
});

describe('accounts that nobody could open, in parts of one plan', () => {
  const emptying = (emptied = { absolute: 2, percent: 100, floor: 2 }) => {
    const world = office({ emptied });
    return plan({ ...world, mailboxes: [mailbox('a', { trustees: [] }), ...(world.mailboxes ?? []).slice(1)] });
  };
  const part = (empties: string, more: Partial<OtherMutation> = {}) => other({ sibling: true, empties, ...more });

  it('are counted together, each once', () => {
    expect(limitsAgain(emptying(), [part('x'), part('x')])).toBeUndefined();
    expect(limitsAgain(emptying(), [part('x'), part('y'), part('a@example.nl')])).toEqual({
      what: 'emptied',
      number: 3,
      limit: 2,
      others: 2,
      days: 0,
    });
  });

  it('are not counted where they are no part of the same plan, where they were waived, or where nothing is emptied', () => {
    const two = (more: Partial<OtherMutation>) => [part('x', more), part('y', more)];
    const none = other({ sibling: true });

    expect(limitsAgain(emptying(), two({ sibling: false }))).toBeUndefined();
    expect(limitsAgain(emptying(), two({ waived: ['too-many-emptied'] }))).toBeUndefined();
    expect(limitsAgain(emptying(), [none, none, none])).toBeUndefined();
    expect(limitsAgain(emptying(), [none, part('x')])).toBeUndefined();
    expect(limitsAgain(plan(office()), two({}))).toBeUndefined();
  });

  it('are counted whatever else the plan says', () => {
    const whole = emptying();
    const shrank = { ...whole.content.findings[0]!, code: 'source-shrank' as const, limit: 99, addresses: [] };
    const content = { ...whole.content, findings: [shrank, ...whole.content.findings] };

    expect(limitsAgain({ ...whole, content }, [part('x'), part('y')])).toMatchObject({ what: 'emptied', number: 3 });
  });

  it('are not asked of a plan whose finding was waived, or has no limit', () => {
    const whole = emptying();
    const waiver = { by: { id: 'x', tenantId: 't', name: 'x', address: null }, reason: 'y', at: 'z' };
    const withFinding = (more: object) => ({
      ...whole,
      content: {
        ...whole.content,
        findings: whole.content.findings.map((one) => (one.code === 'account-emptied' ? { ...one, ...more } : one)),
      },
    });

    expect(limitsAgain(withFinding({ waiver }), [part('x'), part('y')])).toBeUndefined();
    expect(limitsAgain(withFinding({ limit: null }), [part('x'), part('y')])).toBeUndefined();
    expect(limitsAgain(withFinding({}), [part('x'), part('y')])).toMatchObject({ number: 3 });
  });
});
