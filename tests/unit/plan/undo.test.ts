import { describe, expect, it } from 'vitest';
import type { ComputedPlan } from '../../../src/sync/model/plan.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { account, link, mailbox, person, planInput, policy, trustee } from '../../support/build.ts';
import { carryOutInMemory } from '../../support/carry-out-in-memory.ts';
import { freely, generous, undone, undoOf } from '../../support/undone.ts';

const lines = (undo: ComputedPlan): string[] =>
  undo.content.mutations.map(
    ({ kind, account: { address }, before, after }) => `${kind} ${address} ${before}→${after}`,
  );
const findings = (undo: ComputedPlan): string[] =>
  undo.content.findings.map(({ code, details }) => `${code} ${details.map(({ detail }) => detail).join(', ')}`);

const bob = person('bob');
const ann = person('ann');
const seen = { seenDelegates: ['p-ann', 'p-bob'] };

describe('the undo of a run', () => {
  it('revokes what was granted and grants what was revoked', () => {
    const { undo } = undone({
      mailboxes: [mailbox('info', { trustees: [trustee('bob')] })],
      accounts: [account('info')],
      people: [ann, bob],
      links: [link('info', seen)],
    });

    expect(lines(undo)).toEqual([
      'revoke info@example.nl bob@example.nl→null',
      'grant info@example.nl null→ann@example.nl',
    ]);
    expect(undo.content.mutations.map(({ undoes }) => undoes)).toEqual([
      ['grant:m-info:p-bob'],
      ['revoke:m-info:p-ann'],
    ]);
    expect(undo.content.undoes).toBe('run-1');
    // So that a part of it never leaves nobody.
    expect(undo.basis.members).toEqual({ 'a-info': 1 });
  });

  it('gives names, organisational units and aliases back', () => {
    const { undo } = undone({
      mailboxes: [mailbox('info', { displayName: 'New', aliases: ['new@example.nl'] })],
      accounts: [account('info', { displayName: 'Old', aliases: ['old@example.nl'] })],
      links: [link('info')],
      policy: { ...freely, scope: { ...freely.scope, division: { kind: 'custom', identifier: 'NL-01' } } },
    });

    expect(lines(undo)).toEqual([
      'remove-alias info@example.nl new@example.nl→null',
      'reassign-ou info@example.nl NL-01→null',
      'add-alias info@example.nl null→old@example.nl',
      'rename info@example.nl New→Old',
    ]);
  });

  it('moves an address back, and the promoted alias becomes an alias again', () => {
    const { undo, after, before } = undone({
      mailboxes: [mailbox('info', { primaryAddress: 'desk@example.nl', aliases: ['info@example.nl'] })],
      accounts: [account('info', { aliases: ['desk@example.nl'] })],
      links: [link('info')],
    });

    expect(lines(undo)).toEqual([
      'readdress desk@example.nl desk@example.nl→info@example.nl',
      'add-alias desk@example.nl null→desk@example.nl',
    ]);
    expect(carryOutInMemory(undo, after).target.accounts).toEqual(before.target.accounts);
  });

  it('brings members and aliases of a retired account back exactly', () => {
    const { undo, after, before } = undone({
      mailboxes: [mailbox('other')],
      accounts: [
        account('info', { members: ['p-ann', 'p-bob'], aliases: ['a@example.nl', 'b@example.nl'] }),
        account('other'),
      ],
      people: [ann, bob],
      links: [link('info'), link('other')],
      lookUps: new Map([['m-info', 'not-found']]),
      policy: { ...freely, sync: { ...freely.sync, missing: 'retire' } },
    });

    expect(after.target.accounts[0]).toMatchObject({ members: [], aliases: [] });
    expect(carryOutInMemory(undo, after).target.accounts).toEqual(before.target.accounts);
    expect(undo.content.mutations.every(({ undoes }) => undoes?.[0] === 'retire:m-info:')).toBe(true);
  });

  it('takes an account that the run made out of use, and never deletes it', () => {
    const { undo } = undone({ mailboxes: [mailbox('new', { aliases: ['alias@example.nl'] })], policy: freely });

    expect(undo.content.mutations).toMatchObject([
      {
        kind: 'retire',
        emptied: { members: ['p-ann'], aliases: ['alias@example.nl'] },
        undoes: ['add-alias:m-new:alias@example.nl', 'create:m-new:new@example.nl', 'grant:m-new:p-ann'],
      },
    ]);
    expect(findings(undo)).toContain('undo-account-stays new@example.nl');
  });

  it('takes only what the run gave from a new account that somebody was added to since', () => {
    const { undo } = undone({ mailboxes: [mailbox('new')], people: [ann, bob], policy: freely }, (made) => ({
      ...made,
      members: ['p-ann', 'p-bob'],
    }));

    expect(lines(undo)).toEqual(['revoke new@example.nl ann@example.nl→null']);
    expect(findings(undo)).toContain('undo-changed-since new@example.nl');
  });

  it('leaves an account alone that was only assumed to be ours', () => {
    const world = planInput({ mailboxes: [mailbox('new')], policy: freely });
    const plan = computePlan(world);
    const after = carryOutInMemory(plan, world);
    const links = after.links.map((made) => ({ ...made, origin: 'assumed' as const }));

    expect(undoOf(plan, { ...after, links }).content.mutations.map(({ kind }) => kind)).toEqual(['revoke']);
  });

  it('names a deletion as lost, and proposes nothing for it', () => {
    const { undo } = undone({
      mailboxes: [mailbox('other')],
      accounts: [account('info'), account('other')],
      links: [link('info'), link('other')],
      lookUps: new Map([['m-info', 'not-found']]),
      policy: {
        ...freely,
        sync: { ...freely.sync, missing: 'delete' },
        guards: { ...freely.guards, deletes: generous },
      },
    });

    expect(lines(undo)).toEqual([]);
    expect(findings(undo)).toEqual(['undo-deleted info@example.nl']);
  });

  it.each([
    ['another name', { displayName: 'Third' }, 'undo-changed-since Renamed'],
    ['the member gone again', { members: ['p-ann'] }, 'undo-changed-since bob'],
    ['the alias gone again', { aliases: [] }, 'undo-changed-since alias@example.nl'],
  ])('leaves alone what changed since, and names it: %s', (_what, change, finding) => {
    const { undo } = undone(
      {
        mailboxes: [
          mailbox('info', {
            displayName: 'Renamed',
            aliases: ['alias@example.nl'],
            trustees: [trustee('ann'), trustee('bob')],
          }),
        ],
        accounts: [account('info')],
        people: [ann, bob],
        links: [link('info')],
      },
      (now) => ({ ...now, ...change }),
    );

    expect(undo.content.mutations).toHaveLength(2);
    expect(findings(undo)).toEqual([finding]);
  });

  it('gives nobody access back who has no active account any more', () => {
    const before = planInput({
      mailboxes: [mailbox('info', { trustees: [trustee('bob')] })],
      accounts: [account('info')],
      people: [ann, bob],
      links: [link('info', seen)],
      policy: freely,
    });
    const plan = computePlan(before);
    const after = carryOutInMemory(plan, before);
    const people = [{ ...ann, active: false }, bob];

    const undo = undoOf(plan, { ...after, target: { ...after.target, people } });

    expect(lines(undo)).toEqual(['revoke info@example.nl bob@example.nl→null']);
    expect(findings(undo)).toContain('undo-person-gone ann');
  });

  it('counts what did not happen, and undoes only what did', () => {
    const before = planInput({
      mailboxes: [mailbox('info', { displayName: 'New' })],
      accounts: [account('info')],
      links: [link('info')],
      policy: freely,
    });
    const plan = computePlan(before);

    const undo = undoOf(plan, carryOutInMemory(plan, before), { happened: new Set() });

    expect(lines(undo)).toEqual([]);
    expect(findings(undo)).toEqual(['undo-not-happened New']);
  });

  it('is held to the same limits and danger classes as every plan', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const strict = policy({ guards: { ...freely.guards, removals: { absolute: 3, percent: 100, floor: 0 } } });
    const { undo } = undone({
      mailboxes: names.map((name) => mailbox(name, { trustees: [trustee('ann'), trustee('bob')] })),
      accounts: names.map((name) => account(name)),
      people: [ann, bob],
      links: names.map((name) => link(name)),
      policy: strict,
    });

    expect(undo.blocked).toBe(true);
    expect(undo.approval.secondPerson).toBe(true);
    expect(findings(undo).some((text) => text.startsWith('too-many-removals'))).toBe(true);
  });

  it('makes no plan from a list of accounts that is short', () => {
    const short = { complete: false, reason: 'list-shorter-than-total', have: 1, expected: 9 } as const;
    const before = planInput({
      mailboxes: [mailbox('info', { displayName: 'New' })],
      accounts: [account('info')],
      links: [link('info')],
      policy: freely,
    });
    const plan = computePlan(before);
    const after = carryOutInMemory(plan, before);
    const completeness = { ...after.target.completeness, accounts: short };

    const undo = undoOf(plan, { ...after, target: { ...after.target, completeness } });

    expect([undo.blocked, lines(undo)]).toEqual([true, []]);
  });
});
