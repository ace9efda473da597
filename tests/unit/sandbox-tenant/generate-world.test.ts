import { describe, expect, it } from 'vitest';
import { generateWorld } from '../../../sandbox/tenant/generate-world.ts';
import type { World } from '../../../sandbox/tenant/world.ts';
import { addressOf, aliasesOf, divisionOf, memberIdsOf } from '../../../sandbox/zivver/scim-resource.ts';
import { ScimStore } from '../../../sandbox/zivver/scim-store.ts';
import { oddities } from '../../support/oddities.ts';
import { readWorld } from '../../support/world-plan.ts';

const usual = generateWorld({ seed: 1, mailboxes: 200 });

describe('a generated world', () => {
  it('is the same for the same seed and size, byte for byte, and another for another seed', () => {
    const again = generateWorld({ seed: 1, mailboxes: 200 });
    const other = generateWorld({ seed: 2, mailboxes: 200 });

    expect(JSON.stringify(again)).toBe(JSON.stringify(usual));
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(usual));
  });

  it.each([1, 7, 20, 200, 1000, 5000])('has %i mailboxes when asked for', (mailboxes) => {
    const world = generateWorld({ seed: 3, mailboxes });

    expect(world.exchange.mailboxes).toHaveLength(mailboxes);
    expect(readWorld(world).mailboxes.length).toBeGreaterThan(0);
  });

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(usual))).toEqual(usual);
  });

  it('records its links under the name of the source that was asked for', () => {
    const world = generateWorld({ seed: 1, mailboxes: 20, source: 'hospital' });

    expect(new Set(world.links.map(({ source }) => source))).toEqual(new Set(['hospital']));
  });

  it.each([1, 2, 3])('has no id twice and no address twice among people, groups and accounts (seed %i)', (seed) => {
    const { exchange, zivver, links } = generateWorld({ seed, mailboxes: 200 });
    const proxies = exchange.recipients.flatMap(({ emailAddresses }) =>
      emailAddresses.filter((proxy) => /^smtp:/i.test(proxy)).map((proxy) => proxy.slice(5).toLowerCase()),
    );
    const inZivver = [...zivver.groups, ...zivver.users].flatMap((one) => [addressOf(one), ...aliasesOf(one)]);

    expect(
      twice([...exchange.mailboxes, ...exchange.recipients, ...zivver.groups, ...zivver.users].map(({ id }) => id)),
    ).toEqual([]);
    expect(twice(proxies)).toEqual([]);
    expect(twice(inZivver)).toEqual([]);
    expect(twice(links.map(({ mailboxId }) => mailboxId))).toEqual([]);
    expect(twice(links.map(({ accountId }) => accountId))).toEqual([]);
  });

  it('keeps to example domains: every address, and no other name of a host', () => {
    const hosts = JSON.stringify(usual).match(/@[\w.-]+|https?:\/\/[\w.-]+/g) ?? [];

    expect(new Set(hosts.map((host) => host.replace(/^(@|https?:\/\/)/, '').toLowerCase()))).toEqual(
      new Set(['example.nl', 'example.com', 'example.org', 'evil.example']),
    );
  });

  it('refers to recipients that exist and to units that exist', () => {
    const { recipients } = usual.exchange;
    const ids = new Set(recipients.map(({ id }) => id));
    const divisions = usual.zivver.groups
      .map(divisionOf)
      .filter((division) => division !== undefined && division !== '/');

    expect(recipients.flatMap(({ members }) => members).every((id) => ids.has(id))).toBe(true);
    expect(divisions.every((division) => usual.zivver.divisions.includes(String(division)))).toBe(true);
  });

  it('reads the same whether or not the SID column is there', () => {
    const withoutSids: World = {
      ...usual,
      exchange: {
        ...usual.exchange,
        mailboxes: usual.exchange.mailboxes.map((mailbox) => ({
          ...mailbox,
          permissions: mailbox.permissions.map((permission) => ({ ...permission, userSid: '' })),
        })),
      },
    };

    expect(readWorld(withoutSids)).toEqual(readWorld(usual));
  });

  it('writes accounts that the Zivver server would take: claimed domains, lower case, aliases without the primary', () => {
    const store = new ScimStore({ ...usual.zivver, domains: usual.domains, guests: [] });
    for (const group of usual.zivver.groups) {
      const addresses = [addressOf(group), ...aliasesOf(group)];

      expect(addresses).toEqual(addresses.map((address) => address.toLowerCase()));
      expect(addresses.every((address) => usual.domains.some((domain) => address.endsWith(`@${domain}`)))).toBe(true);
      expect(addresses.some((address) => store.isTaken(address, group.id))).toBe(false);
    }
  });
});

describe('the oddities of a world of 200', () => {
  it.each(oddities)('has %s', (_name, isIn) => {
    expect(isIn(usual)).toBe(true);
  });

  it('has people without a Zivver account, suspended ones, and ones whom Zivver knows by another address', () => {
    const userNames = new Set(usual.zivver.users.map(addressOf));
    const people = usual.exchange.recipients.filter(({ kind }) => kind === 'person');
    const unknown = people.filter(({ primaryAddress }) => !userNames.has(primaryAddress.toLowerCase()));
    const byAlias = unknown.filter(({ emailAddresses }) =>
      emailAddresses.some((proxy) => proxy.startsWith('smtp:') && userNames.has(proxy.slice(5))),
    );

    expect(usual.zivver.users.some((user) => user['active'] === false)).toBe(true);
    expect(byAlias.length).toBeGreaterThan(0);
    expect(unknown.length).toBeGreaterThan(byAlias.length);
  });

  it('has empty accounts, and member sets with the own id, another account and an id nobody has', () => {
    const { groups, users } = usual.zivver;
    const accounts = new Set(groups.map(({ id }) => id));
    const people = new Set(users.map(({ id }) => id));
    const ids = groups.flatMap((group) => memberIdsOf(group).map((member) => ({ own: group.id, member })));

    expect(groups.some((group) => memberIdsOf(group).length === 0)).toBe(true);
    expect(ids.some(({ own, member }) => own === member)).toBe(true);
    expect(ids.some(({ own, member }) => own !== member && accounts.has(member))).toBe(true);
    expect(ids.some(({ member }) => !accounts.has(member) && !people.has(member))).toBe(true);
  });
});

function twice(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}
