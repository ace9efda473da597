import { describe, expect, it } from 'vitest';
import type { SharedMailbox } from '../../../src/sync/model/mailbox.ts';
import type { ComputedPlan } from '../../../src/sync/model/plan.ts';
import type { SplitChoice } from '../../../src/sync/model/split.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { droppedForReasons, splitPlan } from '../../../src/sync/plan/split.ts';
import { account, link, mailbox, person, plan, planInput, policy, trustee, type World } from '../../support/build.ts';
import { carryOutInMemory } from '../../support/carry-out-in-memory.ts';

type LeaveOut = Extract<SplitChoice, { kind: 'leave-out' }>;

function leaveOut(more: Partial<LeaveOut>): LeaveOut {
  return { kind: 'leave-out', kinds: [], domains: [], findings: [], accounts: [], ...more };
}

const mutationsOf = ({ content }: ComputedPlan): string[] =>
  content.mutations.map(
    ({ kind, account: { address }, before, after }) => `${kind} ${address} ${after ?? before ?? ''}`,
  );

function split(world: World, choice: SplitChoice) {
  const whole = plan(world);
  const { plan: part, dropped } = splitPlan(whole, choice);
  return {
    whole,
    part,
    kept: mutationsOf(part),
    dropped: dropped.map(({ mutation, reason }) => `${reason}: ${mutation.kind} ${mutation.account.address}`),
  };
}

const newMailboxes = (count: number, domain = 'example.nl') =>
  Array.from({ length: count }, (_, index) => {
    const name = `box${String(index).padStart(4, '0')}`;
    return mailbox(name, { primaryAddress: `${name}@${domain}` });
  });

/** hr gives its alias up, desk takes it; ann leaves sales, bob comes. */
const moving: World = {
  mailboxes: [
    mailbox('hr'),
    mailbox('desk', { aliases: ['people@example.nl'] }),
    mailbox('sales', { trustees: [trustee('bob')] }),
  ],
  accounts: [account('hr', { aliases: ['people@example.nl'] }), account('desk'), account('sales')],
  people: [person('ann'), person('bob')],
  links: [link('hr'), link('desk'), link('sales')],
};

describe('additions only', () => {
  it.each(['retire', 'delete'] as const)('hold no %s of a missing account', (missing) => {
    const world: World = {
      mailboxes: [mailbox('new')],
      accounts: [account('gone')],
      links: [link('gone')],
      lookUps: new Map([['m-gone', 'not-found']]),
      policy: policy({ sync: { missing } }),
    };

    const { kept, dropped } = split(world, { kind: 'additions-only' });

    expect(kept).toEqual(['grant new@example.nl ann@example.nl', 'create new@example.nl new@example.nl']);
    expect(dropped).toEqual([`not-chosen: ${missing} gone@example.nl`]);
  });
});

describe('a part of a plan', () => {
  it('keeps the first accounts of a big first run, whole, and is within the limit that the whole is over', () => {
    const creates = { absolute: 40, percent: 100, floor: 10 };
    const world = { mailboxes: newMailboxes(60), policy: policy({ guards: { creates } }) };

    const { whole, part, kept, dropped } = split(world, { kind: 'first', accounts: 25 });

    expect(whole.blocked).toBe(true);
    expect(part.blocked).toBe(false);
    expect(part.content.findings.map(({ code }) => code)).not.toContain('too-many-creates');
    expect(kept).toHaveLength(50);
    expect(part.content.items.map(({ call }) => call)).toEqual([
      ...Array.from({ length: 25 }, () => 'create'),
      ...Array.from({ length: 25 }, () => 'fill'),
    ]);
    expect(dropped).toHaveLength(70);
    expect(part.fingerprint).not.toBe(whole.fingerprint);
  });

  it.each([
    ['just within the limit', 40, false],
    ['one over the limit', 41, true],
  ])('counts again what its limits count: %s', (_name, accounts, blocked) => {
    const creates = { absolute: 40, percent: 100, floor: 10 };
    const world = { mailboxes: newMailboxes(60), policy: policy({ guards: { creates } }) };

    const { part } = split(world, { kind: 'first', accounts });

    expect(part.blocked).toBe(blocked);
    expect(part.content.findings.filter(({ effect }) => effect === 'block').map(({ number }) => number)).toEqual(
      blocked ? [41] : [],
    );
  });

  it('takes nothing away when only additions were chosen, and says what had to wait for a removal', () => {
    const { part, kept, dropped } = split(moving, { kind: 'additions-only' });

    expect(kept).toEqual(['grant sales@example.nl bob@example.nl']);
    expect(dropped).toEqual([
      'not-chosen: remove-alias hr@example.nl',
      'not-chosen: revoke sales@example.nl',
      'address-not-released: add-alias desk@example.nl',
    ]);
    expect(part.approval.secondPerson).toBe(false);
  });

  it('keeps the order of calls: what releases an address stands before what takes it', () => {
    const { part } = split(moving, leaveOut({ accounts: ['sales@example.nl'] }));

    const [release, take] = part.content.items;

    expect(release).toMatchObject({
      account: { address: 'hr@example.nl' },
      changes: { aliases: { remove: ['people@example.nl'] } },
    });
    expect(take).toMatchObject({ account: { address: 'desk@example.nl' }, dependsOn: [release?.id] });
  });

  it('gives nothing to an account that it does not create', () => {
    const world = {
      mailboxes: [
        mailbox('new', { aliases: ['n@example.nl'] }),
        mailbox('old', { trustees: [trustee('ann'), trustee('bob')] }),
      ],
      accounts: [account('old')],
      links: [link('old')],
      people: [person('ann'), person('bob')],
    };

    const { kept, dropped } = split(world, leaveOut({ kinds: ['create'] }));

    expect(kept).toEqual(['grant old@example.nl bob@example.nl']);
    expect(dropped).toEqual([
      'account-not-created: add-alias new@example.nl',
      'account-not-created: grant new@example.nl',
      'not-chosen: create new@example.nl',
    ]);
  });

  it('creates no account that nobody could open', () => {
    const { kept, dropped } = split({ mailboxes: [mailbox('new')] }, leaveOut({ kinds: ['grant'] }));

    expect(kept).toEqual([]);
    expect(dropped).toEqual(['not-chosen: grant new@example.nl', 'nobody-could-open: create new@example.nl']);
  });

  it('takes nobody away when those who come were left out and nobody would be left', () => {
    const { kept, dropped } = split(moving, leaveOut({ kinds: ['grant'] }));

    expect(dropped).toContain('would-be-emptied: revoke sales@example.nl');
    expect(kept).not.toContain('revoke sales@example.nl ann@example.nl');
  });

  it('takes away who goes when somebody else stays, also without those who come', () => {
    const world = {
      ...moving,
      accounts: [account('hr'), account('desk'), account('sales', { members: ['p-ann', 'p-cas'] })],
      people: [person('ann'), person('bob'), person('cas')],
      mailboxes: [mailbox('hr'), mailbox('desk'), mailbox('sales', { trustees: [trustee('bob'), trustee('cas')] })],
    };

    const { kept } = split(world, leaveOut({ kinds: ['grant'] }));

    expect(kept).toEqual(['revoke sales@example.nl ann@example.nl']);
  });

  it('empties on purpose what the whole plan empties, with the call that does it', () => {
    const world = {
      mailboxes: [mailbox('sales', { trustees: [] }), mailbox('new')],
      accounts: [account('sales')],
      links: [link('sales')],
    };

    const { part } = split(world, leaveOut({ kinds: ['create'] }));

    expect(part.content.items.map(({ call, empties }) => ({ call, empties }))).toEqual([
      { call: 'empty-members', empties: true },
    ]);
    expect(part.content.findings.map(({ code }) => code)).toContain('account-emptied');
  });

  it('leaves out a domain, an account, or the accounts of a finding', () => {
    const rules = policy({ scope: { domains: ['example.nl', 'example.org'] }, guards: { sensitiveMailboxes: 'hr' } });
    const world = {
      mailboxes: [...newMailboxes(2, 'example.org'), mailbox('hr'), mailbox('desk')],
      policy: rules,
    };
    const addresses = (choice: Partial<LeaveOut>) => [
      ...new Set(split(world, leaveOut(choice)).part.content.mutations.map(({ account: { address } }) => address)),
    ];

    expect(addresses({ domains: ['example.org'] })).toEqual(['desk@example.nl', 'hr@example.nl']);
    expect(addresses({ accounts: ['desk@example.nl'], domains: ['example.org'] })).toEqual(['hr@example.nl']);
    expect(addresses({ findings: ['sensitive-gains-access'] })).not.toContain('hr@example.nl');
  });

  it('no longer asks for a second person because of a sensitive mailbox that was left out', () => {
    const world = {
      mailboxes: [mailbox('hr'), mailbox('desk')],
      policy: policy({ guards: { sensitiveMailboxes: 'hr' } }),
    };

    const { whole, part } = split(world, leaveOut({ accounts: ['hr@example.nl'] }));

    expect(whole.approval.secondPerson).toBe(true);
    expect(part.approval.secondPerson).toBe(false);
  });

  it('leaves out of a limit on removals only what that limit counted', () => {
    const removals = { absolute: 0, percent: 0, floor: 0 };

    const { kept, part } = split(
      { ...moving, policy: policy({ guards: { removals } }) },
      leaveOut({ findings: ['too-many-removals'] }),
    );

    expect(kept).toEqual(['grant sales@example.nl bob@example.nl']);
    expect(part.blocked).toBe(false);
  });

  it('starts each new account in its own unit, also where two sources have one id for two mailboxes', () => {
    const [info, hr] = ['info@example.nl', 'hr@sub.example.nl'].map((primaryAddress) =>
      mailbox('one', { primaryAddress, id: 'm-1' }),
    ) as [SharedMailbox, SharedMailbox];
    const rules = policy({ scope: { domains: ['example.nl', 'sub.example.nl'], division: { kind: 'domain' } } });
    const unitsOf = ({ content }: ComputedPlan) =>
      content.items.flatMap(({ draft }) => (draft === null ? [] : [`${draft.address} in ${draft.division}`]));

    const { whole, part } = split({ mailboxes: [info, hr], policy: rules }, leaveOut({}));

    expect(unitsOf(whole)).toEqual(['hr@sub.example.nl in sub.example.nl', 'info@example.nl in example.nl']);
    expect(unitsOf(part)).toEqual(unitsOf(whole));
  });

  it('starts a new account in the same unit as the whole plan', () => {
    const rules = policy({ scope: { division: { kind: 'custom', identifier: 'NL-01' } } });

    const { part } = split({ mailboxes: newMailboxes(3), policy: rules }, { kind: 'first', accounts: 1 });

    expect(part.content.items[0]?.draft).toMatchObject({ division: 'NL-01' });
  });

  it('remembers the digests of its own mailboxes only', () => {
    const { part } = split({ mailboxes: newMailboxes(3) }, { kind: 'first', accounts: 1 });

    expect([...part.basis.states.keys()]).toEqual(['m-box0000']);
  });

  it('sums up what was dropped, with a few addresses', () => {
    const whole = plan({ mailboxes: newMailboxes(30) });

    const summed = droppedForReasons(splitPlan(whole, leaveOut({ kinds: ['create'] })).dropped);

    expect(summed).toMatchObject([
      { reason: 'not-chosen', mutations: 30, accounts: 30 },
      { reason: 'account-not-created', mutations: 30, accounts: 30 },
    ]);
    expect(summed[0]?.examples).toHaveLength(10);
  });

  it('is what the next preview leaves: pilot first, then the rest, and nothing remains', () => {
    const input = planInput({ mailboxes: newMailboxes(30) });
    const pilot = splitPlan(computePlan(input), { kind: 'first', accounts: 25 }).plan;

    const rest = computePlan(carryOutInMemory(pilot, input));

    expect(new Set(rest.content.mutations.map(({ account: { address } }) => address)).size).toBe(5);
  });
});
