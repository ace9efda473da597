/**
 * A made-up organisation from a seed, in which every kind of call occurs many times. Pure: the same seed and size give the
 * same plan. People `x-…` belong to nobody's plan: whoever finds one in an account knows that the outside editor put it there.
 */

import { Prng } from '../../sandbox/tenant/prng.ts';
import type { FunctionalAccount } from '../../src/sync/model/functional-account.ts';
import type { Link } from '../../src/sync/model/link.ts';
import type { SharedMailbox } from '../../src/sync/model/mailbox.ts';
import type { Organisation } from '../support/apply-case.ts';
import { link, mailbox, person, policy, trustee } from '../support/build.ts';
import { anAccount, uuid } from '../support/target-seed.ts';

export const outsiders: readonly string[] = Array.from({ length: 12 }, (_, index) => uuid(90_001 + index));

const staff = Array.from({ length: 40 }, (_, index) => ({ name: `p-${index + 1}`, id: uuid(80_001 + index) }));
type Person = (typeof staff)[number];

interface Part {
  readonly accounts: readonly FunctionalAccount[];
  readonly mailboxes: readonly SharedMailbox[];
  readonly links: readonly Link[];
  /** Mailboxes that a look-up by id no longer finds. */
  readonly gone?: readonly string[];
}

const any = { absolute: 99_999, percent: 100, floor: 99_999 };
const limitless = {
  removals: any,
  removalsPerAccount: any,
  emptied: any,
  access: any,
  accessPerAccount: any,
  creates: any,
  retires: any,
  deletes: any,
  overTime: { day: 99_999, week: 99_999 },
  absentLinksPercent: 100,
};

/** About 10 mutations for each unit of `size`. */
export function chaosOrganisation({ seed, size }: { readonly seed: number; readonly size: number }): Organisation {
  const prng = new Prng(seed);
  const parts = [
    ...times(size, (number) => changed(number, prng)),
    ...times(size, (number) => created(number, prng)),
    ...times(Math.ceil(size / 10), (number) => gone(number, prng)),
    ...times(Math.ceil(size / 10), (number) => handedOver(number)),
    ...times(Math.ceil(size / 5), (number) => equal(number, prng)),
  ];
  return {
    seed: {
      accounts: parts.flatMap(({ accounts }) => accounts),
      people: [
        ...staff.map(({ name, id }) => person(name, { id })),
        ...outsiders.map((id, index) => person(`x-${index + 1}`, { id })),
      ],
      domains: ['example.nl'],
      divisions: [],
      guests: [],
    },
    mailboxes: parts.flatMap(({ mailboxes }) => mailboxes),
    links: parts.flatMap(({ links }) => links),
    lookUps: new Map(parts.flatMap(({ gone = [] }) => gone).map((id) => [id, 'not-found' as const])),
    policy: policy({ sync: { missing: 'delete' }, guards: limitless }),
  };
}

/** Another name, two people come, one goes, one alias comes, one goes. */
function changed(number: number, prng: Prng): Part {
  const name = `old-${number}`;
  const [stays, goes, ...come] = prng.sample(staff, 4) as [Person, Person, ...Person[]];
  const account = known(name, number, {
    displayName: `Name ${number}`,
    members: [stays.id, goes.id],
    aliases: [`${name}-a@example.nl`],
  });
  return {
    accounts: [account],
    mailboxes: [
      mailbox(name, {
        displayName: `New name ${number}`,
        aliases: [`${name}-b@example.nl`],
        trustees: [stays, ...come].map((each) => trustee(each.name)),
      }),
    ],
    links: [linked(account)],
  };
}

function created(number: number, prng: Prng): Part {
  const name = `new-${number}`;
  const trustees = prng.sample(staff, 3).map((each) => trustee(each.name));
  return { accounts: [], mailboxes: [mailbox(name, { aliases: [`${name}-a@example.nl`], trustees })], links: [] };
}

/** Its mailbox is gone: the account is deleted. */
function gone(number: number, prng: Prng): Part {
  const members = prng.sample(staff, 2).map(({ id }) => id);
  const account = known(`gone-${number}`, 20_000 + number, { members, aliases: [`gone-${number}-a@example.nl`] });
  const own = linked(account);
  return { accounts: [account], mailboxes: [], links: [own], gone: [own.mailboxId] };
}

/** One account gives an alias up that another one takes. */
function handedOver(number: number): Part {
  const alias = `moves-${number}@example.nl`;
  const [one] = staff as [Person];
  const from = known(`gives-${number}`, 30_000 + number, { members: [one.id], aliases: [alias] });
  const to = known(`takes-${number}`, 40_000 + number, { members: [one.id] });
  return {
    accounts: [from, to],
    mailboxes: [
      mailbox(`gives-${number}`, { trustees: [trustee(one.name)] }),
      mailbox(`takes-${number}`, { trustees: [trustee(one.name)], aliases: [alias] }),
    ],
    links: [linked(from), linked(to)],
  };
}

function equal(number: number, prng: Prng): Part {
  const { name: who, id } = prng.pick(staff);
  const account = known(`same-${number}`, 50_000 + number, { members: [id] });
  return {
    accounts: [account],
    mailboxes: [mailbox(`same-${number}`, { trustees: [trustee(who)] })],
    links: [linked(account)],
  };
}

function known(name: string, number: number, fields: Partial<FunctionalAccount>): FunctionalAccount {
  const extension = { ExternalAccountId: `E-${number}` };
  return anAccount({ id: uuid(number), address: `${name}@example.nl`, displayName: name, extension, ...fields });
}

function linked({ id, address, members }: FunctionalAccount): Link {
  const [name = ''] = address.split('@');
  return link(name, { accountId: id, seenDelegates: members });
}

function times<T>(count: number, make: (number: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}
