/** What the organisation of chaos is made of: each part brings about one kind of work. Pure: same numbers, same part. */

import type { Prng } from '../../sandbox/tenant/prng.ts';
import type { FunctionalAccount } from '../../src/sync/model/functional-account.ts';
import type { Link } from '../../src/sync/model/link.ts';
import type { SharedMailbox } from '../../src/sync/model/mailbox.ts';
import { link, mailbox, trustee } from '../support/build.ts';
import { anAccount, uuid } from '../support/target-seed.ts';

export const unit = 'NL-01';
export const otherUnit = 'NL-02';

/** Accounts whose mailbox no longer exists are named so: no other account may ever go. */
export const goneName = 'gone-';

export const staff = Array.from({ length: 40 }, (_, index) => ({ name: `p-${index + 1}`, id: uuid(80_001 + index) }));
type Person = (typeof staff)[number];

export interface Part {
  readonly accounts: readonly FunctionalAccount[];
  readonly mailboxes: readonly SharedMailbox[];
  readonly links: readonly Link[];
  /** Mailboxes that a look-up by id no longer finds. */
  readonly gone?: readonly string[];
}

/** Another name, two people come, one goes, one alias comes, one goes; every third one moves to another unit. */
export function changed(number: number, prng: Prng): Part {
  const name = `old-${number}`;
  const [stays, goes, ...come] = prng.sample(staff, 4) as [Person, Person, ...Person[]];
  const account = known(name, number, {
    displayName: `Name ${number}`,
    members: [stays.id, goes.id],
    aliases: [`${name}-a@example.nl`],
    division: number % 3 === 0 ? otherUnit : unit,
  });
  const now = mailbox(name, {
    displayName: `New name ${number}`,
    aliases: [`${name}-b@example.nl`],
    trustees: [stays, ...come].map((each) => trustee(each.name)),
  });
  return { accounts: [account], mailboxes: [now], links: [linked(account)] };
}

export function created(number: number, prng: Prng): Part {
  const name = `new-${number}`;
  return { accounts: [], mailboxes: [newMailbox(name, prng)], links: [] };
}

/** Its mailbox is gone: the account is deleted, or retired, as the rules of the organisation say. */
export function gone(number: number, prng: Prng): Part {
  const name = `${goneName}${number}`;
  const members = prng.sample(staff, 2).map(({ id }) => id);
  const account = known(name, 20_000 + number, { members, aliases: [`${name}-a@example.nl`] });
  const own = linked(account);
  return { accounts: [account], mailboxes: [], links: [own], gone: [own.mailboxId] };
}

/** One account gives an alias up that another one takes. */
export function handedOver(number: number): Part {
  const alias = `moves-${number}@example.nl`;
  return together(
    still(`gives-${number}`, 30_000 + number, { before: [alias], after: [] }),
    still(`takes-${number}`, 40_000 + number, { before: [], after: [alias] }),
  );
}

/** Two accounts exchange an alias: both give before either takes. */
export function exchanged(number: number): Part {
  const [one, two] = [`one-${number}@example.nl`, `two-${number}@example.nl`];
  return together(
    still(`first-${number}`, 60_000 + number, { before: [one], after: [two] }),
    still(`second-${number}`, 65_000 + number, { before: [two], after: [one] }),
  );
}

/** A linked mailbox has another address: a free one, or what was an alias. Every third old address goes to a new mailbox. */
export function readdressed(number: number, prng: Prng): Part {
  const [was, is] = [`was-${number}`, `is-${number}`];
  const [one] = prng.sample(staff, 1) as [Person];
  const promoted = number % 3 === 1;
  const account = known(was, 70_000 + number, {
    members: [one.id],
    ...(promoted && { aliases: [`${is}@example.nl`] }),
  });
  const moved = mailbox(was, {
    primaryAddress: `${is}@example.nl`,
    trustees: [trustee(one.name)],
    aliases: promoted ? [`${was}@example.nl`] : [],
  });
  const next = number % 3 === 0 ? [{ ...newMailbox(was, prng), id: `m-next-${number}` }] : [];
  return { accounts: [account], mailboxes: [moved, ...next], links: [linked(account)] };
}

/** An account that is there and was never ours: it is adopted, and gains a name, a person and an alias. */
export function adopted(number: number, prng: Prng): Part {
  const name = `found-${number}`;
  const [stays, comes] = prng.sample(staff, 2) as [Person, Person];
  const account = known(name, 75_000 + number, { members: [stays.id] });
  const now = mailbox(name, {
    displayName: `Found ${number}`,
    aliases: [`${name}-a@example.nl`],
    trustees: [stays, comes].map((each) => trustee(each.name)),
  });
  return { accounts: [account], mailboxes: [now], links: [] };
}

export function equal(number: number): Part {
  return still(`same-${number}`, 50_000 + number, { before: [], after: [] });
}

/** Nothing differs but its aliases. */
function still(
  name: string,
  number: number,
  { before, after }: { readonly before: readonly string[]; readonly after: readonly string[] },
): Part {
  const [one] = staff as [Person];
  const account = known(name, number, { members: [one.id], aliases: before });
  return {
    accounts: [account],
    mailboxes: [mailbox(name, { trustees: [trustee(one.name)], aliases: after })],
    links: [linked(account)],
  };
}

function newMailbox(name: string, prng: Prng): SharedMailbox {
  const trustees = prng.sample(staff, 3).map((each) => trustee(each.name));
  return mailbox(name, { displayName: `The ${name}`, aliases: [`${name}-x@example.nl`], trustees });
}

function together(one: Part, two: Part): Part {
  return {
    accounts: [...one.accounts, ...two.accounts],
    mailboxes: [...one.mailboxes, ...two.mailboxes],
    links: [...one.links, ...two.links],
  };
}

function known(name: string, number: number, fields: Partial<FunctionalAccount>): FunctionalAccount {
  const extension = { ExternalAccountId: `E-${number}` };
  const rest = { division: unit, extension, ...fields };
  return anAccount({ id: uuid(number), address: `${name}@example.nl`, displayName: name, ...rest });
}

function linked({ id, address, members }: FunctionalAccount): Link {
  const [name = ''] = address.split('@');
  return link(name, { accountId: id, seenDelegates: members });
}
