/** Random small organisations in which everything collides: few names, few people, so that every rule is met often. */

import fc from 'fast-check';
import type { Trustee } from '../../src/sync/model/mailbox.ts';
import { account, link, mailbox, person, policy, type World } from './build.ts';

const names = ['info', 'sales', 'hr', 'it', 'desk', 'board', 'press', 'care'];
const people = ['ann', 'bob', 'cas', 'dee'];
const address = fc.constantFrom(
  ...names.map((name) => `${name}@example.nl`),
  'x1@example.nl',
  'x2@example.nl',
  'x3@example.org',
);
const memberId = fc.constantFrom(...people.map((name) => `p-${name}`), 'a-info', 'dangling');

const trustees: fc.Arbitrary<readonly Trustee[]> = fc.uniqueArray(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .constantFrom(...people)
        .map((name): Trustee => ({ kind: 'person', address: `${name}@example.nl`, aliases: [], name, via: [] })),
    },
    { weight: 1, arbitrary: fc.constant<Trustee>({ kind: 'unresolved', name: 'S-1-5-21-9', reason: 'orphaned' }) },
    {
      weight: 1,
      arbitrary: fc.constant<Trustee>({
        kind: 'person',
        address: 'nobody@example.nl',
        aliases: [],
        name: 'nobody',
        via: ['G'],
      }),
    },
  ),
  { maxLength: 4, selector: (trustee) => trustee.name },
);

const mailboxes = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...names),
      primary: address,
      aliases: fc.uniqueArray(address, { maxLength: 2 }),
      trustees,
      frozen: fc.integer({ min: 0, max: 9 }),
      title: fc.constantFrom('', ' desk', '  Ω'),
    }),
    { minLength: 1, maxLength: 8, selector: ({ name }) => name },
  )
  .map((list) =>
    list.map(({ name, primary, aliases, trustees: held, frozen, title }) =>
      mailbox(name, {
        primaryAddress: primary,
        displayName: `${name}${title}`,
        aliases,
        ...(frozen === 0
          ? { delegates: { state: 'unreadable', reason: 'permissions-unreadable' } }
          : { trustees: held }),
      }),
    ),
  );

/** Accounts and people as a real Zivver would hold them: one holder for each address. */
const accounts = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...names),
      primary: address,
      aliases: fc.uniqueArray(address, { maxLength: 2 }),
      members: fc.uniqueArray(memberId, { maxLength: 4 }),
    }),
    { maxLength: 8, selector: ({ name }) => name },
  )
  .map((list) => {
    const held = new Set<string>();
    return list.flatMap(({ name, primary, aliases, members }) => {
      if (held.has(primary) || !primary.endsWith('.nl')) return [];
      held.add(primary);
      const own = aliases.filter(
        (alias) => !held.has(alias) && alias.endsWith('.nl') && !list.some((other) => other.primary === alias),
      );
      for (const alias of own) held.add(alias);
      return [account(name, { address: primary, aliases: own.sort(), members: [...members].sort() })];
    });
  });

export const arbitraryWorld: fc.Arbitrary<World> = fc
  .record({
    mailboxes,
    accounts,
    linked: fc.subarray(names),
    owned: fc.subarray(names),
    suspended: fc.subarray(people, { maxLength: 1 }),
    missing: fc.constantFrom('keep' as const, 'retire' as const, 'delete' as const),
    division: fc.constantFrom({ kind: 'none' } as const, { kind: 'domain' } as const),
  })
  .map((made) => ({
    mailboxes: made.mailboxes,
    accounts: made.accounts,
    people: people.map((name) => person(name, { active: !made.suspended.includes(name) })),
    links: made.linked
      .filter((name) => made.accounts.some(({ id }) => id === `a-${name}`))
      .map((name) =>
        link(name, { origin: made.owned.includes(name) ? 'create' : 'match', seenDelegates: ['p-ann', 'p-bob'] }),
      ),
    lookUps: new Map(
      made.linked
        .filter((name) => !made.mailboxes.some(({ id }) => id === `m-${name}`))
        .map((name) => [`m-${name}`, 'not-found' as const]),
    ),
    policy: policy({
      sync: { missing: made.missing },
      scope: { division: made.division },
      guards: { removals: { absolute: 1000, percent: 100, floor: 1000 } },
    }),
  }));
