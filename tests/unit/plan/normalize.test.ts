/** What each mailbox should look like in Zivver, and who of those with access can be expressed there. */

import { describe, expect, it } from 'vitest';
import type { SharedMailbox, Trustee } from '../../../src/sync/model/mailbox.ts';
import type { Policy } from '../../../src/sync/model/policy.ts';
import { holdersOf } from '../../../src/sync/plan/desired.ts';
import { normalize } from '../../../src/sync/plan/normalize.ts';
import { indexPeople } from '../../../src/sync/plan/people-index.ts';
import { mailbox, person, policy, sourceSnapshot, trustee } from '../../support/build.ts';

const people = [
  person('ann', { aliases: ['a@example.nl'] }),
  person('bob'),
  person('one', { aliases: ['double@example.nl'] }),
  person('two', { aliases: ['double@example.nl'] }),
  person('off', { active: false }),
];
const unresolved = (name: string, reason: Extract<Trustee, { kind: 'unresolved' }>['reason']): Trustee => ({
  kind: 'unresolved',
  name,
  reason,
});
const read = (mailboxes: readonly SharedMailbox[], rules: Policy = policy()) =>
  normalize([sourceSnapshot(mailboxes)], rules, indexPeople(people));

function delegatesOf(...trustees: readonly Trustee[]) {
  // The second mailbox finds people who were met on the first one, by a shorter road: it must lead to the same.
  const [first, second] = read([mailbox('info', { trustees }), mailbox('sales', { trustees })]).desired;
  expect(second?.delegates).toEqual(first?.delegates);
  const delegates = first?.delegates;
  if (delegates?.state !== 'read') throw new Error('it was read');
  return {
    people: delegates.people.map(({ person: { id }, via }) => [id, ...via].join(' ')),
    holders: holdersOf(delegates),
    unexpressed: delegates.unexpressed.map(({ name, reason }) => `${name}: ${reason}`),
    unresolved: [...delegates.unresolved],
  };
}

describe('who can be a delegate in Zivver', () => {
  it('is everybody with an active account, by address, each by the shortest way', () => {
    const ways = [['B', 'C'], ['Z'], ['Y'], ['A', 'B', 'C']].map((via) => trustee('bob', { via }));

    expect(delegatesOf(...ways, trustee('ann', { via: ['G', 'H'] }), trustee('ann'))).toEqual({
      people: ['p-ann', 'p-bob Y'],
      holders: ['p-ann', 'p-bob'],
      unexpressed: [],
      unresolved: [],
    });
  });

  it('is who they are on each mailbox, though the same address stood with other aliases on the mailbox before', () => {
    const ways = [[], ['a@example.nl'], ['a@example.nl'], ['x@example.nl'], ['x@example.nl', 'a@example.nl'], []];
    const mailboxes = [...ways, ...ways].map((aliases, at) =>
      mailbox(`info-${10 + at}`, { trustees: [trustee('bob', { aliases })] }),
    );

    const holders = read(mailboxes).desired.map(({ delegates }) => delegates.state === 'read' && holdersOf(delegates));

    const [alone, withAnn] = [['p-bob'], ['p-ann', 'p-bob']];
    expect(holders).toEqual([0, 1].flatMap(() => [alone, withAnn, withAnn, alone, withAnn, alone]));
  });

  it('is told by the same of two ways as long, whichever came first', () => {
    const ways = [trustee('bob', { via: ['ab', 'c'] }), trustee('bob', { via: ['a', 'bc'] })];

    expect(delegatesOf(...ways).people).toEqual(['p-bob a bc']);
    expect(delegatesOf(...ways.toReversed()).people).toEqual(['p-bob a bc']);
  });

  it('is nobody whose account is suspended, missing or one of two: the first two are known, the third is not', () => {
    expect(
      delegatesOf(
        trustee('off'),
        trustee('zed', { name: 'Zed' }),
        trustee('double'),
        trustee('', { address: '', name: 'X' }),
      ),
    ).toEqual({
      people: [],
      holders: ['p-off', 'p-one', 'p-two'],
      unexpressed: [
        'X: no-account',
        'Zed <zed@example.nl>: no-account',
        'double <double@example.nl>: ambiguous',
        'off <off@example.nl>: suspended',
      ],
      unresolved: ['double <double@example.nl>'],
    });
  });

  it('is no trustee that could not be read as a person; a group that can hold nothing leaves no doubt', () => {
    expect(
      delegatesOf(
        unresolved('S-9', 'orphaned'),
        unresolved('S-1', 'unknown'),
        unresolved('G', 'group-not-expanded'),
        unresolved('N', 'group-cannot-hold-full-access'),
      ),
    ).toMatchObject({
      unexpressed: ['G: group-not-expanded', 'N: group-cannot-hold-full-access', 'S-1: unknown', 'S-9: orphaned'],
      unresolved: ['G', 'S-1', 'S-9'],
    });
  });
});

describe('the aliases of a mailbox', () => {
  it('are its other addresses, each once and in order; those of foreign domains apart; nothing that is no address', () => {
    const aliases = ['z@example.nl', 'Z@example.nl', 'a@example.nl', 'INFO@example.nl', 'never@example.nl'];
    const foreign = ['y@example.org', 'b@example.org', 'Y@Example.org'];
    const written = [...[...aliases, ...foreign].map((alias) => `smtp:${alias}`), 'SIP:info@example.nl', 'X500:/o=Org'];

    const { desired } = read(
      [
        mailbox('info', { proxyAddresses: written }),
        mailbox('other', { aliases: ['two@example.org', 'one@example.org'] }),
      ],
      policy({ scope: { protectedAddresses: ['never@example.nl'] } }),
    );

    expect(desired.map((each) => [each.aliases, each.foreignAliases])).toEqual([
      [
        ['a@example.nl', 'z@example.nl'],
        ['b@example.org', 'y@example.org'],
      ],
      [[], ['one@example.org', 'two@example.org']],
    ]);
  });
});

describe('a filter that was never checked', () => {
  it('stops the plan: it would leave out the wrong mailboxes', () => {
    const filter = { kind: 'include', expression: 'sales AND' } as const;

    expect(() => read([], policy({ scope: { filter } }))).toThrow(/filter does not parse: .* at 1:\d+/);
  });
});

describe('mailboxes that are left out', () => {
  it('come by address, then by id, each with its reason and detail', () => {
    const { leftOut } = read(
      [
        mailbox('z', { primaryAddress: 'same@example.nl', displayName: 'Z' }),
        mailbox('b', { primaryAddress: 'same@example.nl', displayName: 'B' }),
        mailbox('c', { primaryAddress: 'Same@example.nl', displayName: 'C' }),
        mailbox('far', { primaryAddress: 'far@example.org' }),
        mailbox('odd', { primaryAddress: '  none  ' }),
        mailbox('group', { type: 'GroupMailbox' }),
        mailbox('never'),
      ],
      policy({ scope: { protectedAddresses: ['never@example.nl'] } }),
    );

    expect(leftOut.map(({ address, mailboxId, reason, detail }) => [address, mailboxId, reason, detail])).toEqual([
      ['far@example.org', 'm-far', 'foreign-domain', 'example.org'],
      ['group@example.nl', 'm-group', 'type-not-selected', 'GroupMailbox'],
      ['never@example.nl', 'm-never', 'protected-address', ''],
      ['none', 'm-odd', 'no-address', '  none  '],
      ['same@example.nl', 'm-b', 'duplicate-address', 'C, Z'],
      ['same@example.nl', 'm-c', 'duplicate-address', 'B, Z'],
      ['same@example.nl', 'm-z', 'duplicate-address', 'B, C'],
    ]);
  });

  it.each(['include', 'exclude'] as const)('by a filter to %s are counted with those that were not', (kind) => {
    const filter = { kind, expression: 'sales OR info' } as const;

    const { filter: counts, leftOut } = read(
      [
        mailbox('sales'),
        mailbox('sales2'),
        mailbox('info'),
        mailbox('desk'),
        mailbox('info2', { type: 'GroupMailbox' }),
      ],
      policy({ scope: { filter } }),
    );

    expect(counts?.values).toEqual([
      { text: 'sales', count: 2 },
      { text: 'info', count: 1 },
    ]);
    expect(leftOut.filter(({ reason }) => reason === 'filtered-out').map(({ detail }) => detail)).toEqual(
      kind === 'include' ? [''] : ['', '', ''],
    );
  });
});
