import { describe, expect, it } from 'vitest';
import { indexRecipients } from '../../../sandbox/tenant/directory.ts';
import { generateWorld } from '../../../sandbox/tenant/generate-world.ts';
import { oddMailboxNames, oddPersonNames } from '../../../sandbox/tenant/name-lists.ts';
import type { World, WorldPermission } from '../../../sandbox/tenant/world.ts';
import { addressOf, aliasesOf, divisionOf, memberIdsOf } from '../../../sandbox/zivver/scim-resource.ts';
import { ScimStore } from '../../../sandbox/zivver/scim-store.ts';
import type { Trustee } from '../../../src/sync/model/mailbox.ts';
import { readWorld } from './world-plan.ts';

const usual = generateWorld({ seed: 1, mailboxes: 200 });

function rowsOf(world: World): readonly WorldPermission[] {
  return world.exchange.mailboxes.flatMap((mailbox) => mailbox.permissions);
}

function trusteesOf(world: World): readonly Trustee[] {
  return readWorld(world).mailboxes.flatMap(({ delegates }) => (delegates.state === 'read' ? delegates.trustees : []));
}

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
  it('has every odd name, of mailboxes and of people', () => {
    const mailboxes = usual.exchange.mailboxes.map(({ displayName }) => displayName);
    const recipients = usual.exchange.recipients.map(({ displayName }) => displayName);

    expect(mailboxes).toEqual(expect.arrayContaining(oddMailboxNames.map(({ name }) => name)));
    expect(recipients).toEqual(expect.arrayContaining(oddPersonNames.map(({ name }) => name)));
  });

  it.each([
    'SharedMailbox',
    'RoomMailbox',
    'EquipmentMailbox',
    'SchedulingMailbox',
    'TeamMailbox',
    'LinkedRoomMailbox',
    'GroupMailbox',
    'LinkedMailbox',
    'LegacyMailbox',
    'RemoteSharedMailbox',
    'RemoteRoomMailbox',
    'RemoteEquipmentMailbox',
  ])('has a mailbox of type %s', (type) => {
    expect(usual.exchange.mailboxes.some((mailbox) => mailbox.type === type)).toBe(true);
  });

  it.each(['orphaned', 'ambiguous', 'unknown', 'no-address', 'group-cannot-hold-full-access'])(
    'has a trustee that is %s',
    (reason) => {
      expect(trusteesOf(usual).some((trustee) => trustee.kind === 'unresolved' && trustee.reason === reason)).toBe(
        true,
      );
    },
  );

  it.each<[string, (row: WorldPermission) => boolean]>([
    ['SELF', (row) => row.userSid === 'S-1-5-10'],
    ['NT AUTHORITY\\SYSTEM', (row) => row.user === 'NT AUTHORITY\\SYSTEM'],
    ['a role group that is not inherited', (row) => row.user.endsWith('Trusted Subsystem') && !row.isInherited],
    ['an inherited Deny', (row) => row.deny && row.isInherited],
    ['an explicit Deny', (row) => row.deny && !row.isInherited],
    ['an inherited allow of a person', (row) => row.isInherited && !row.deny && row.user.includes('.at.')],
    ['SendAs beside FullAccess', (row) => row.accessRights.includes('SendAs') && row.accessRights.length > 1],
    ['SendAs alone', (row) => row.accessRights.join() === 'SendAs'],
    ['a trustee as DOMAIN\\name', (row) => row.user.startsWith('EXAMPLE\\') && row.user.includes('.at.')],
  ])('has %s among the permission rows', (_what, isSuch) => {
    expect(rowsOf(usual).some(isSuch)).toBe(true);
  });

  it.each(['dynamic-group', 'm365-group', 'distribution-group'])('has a %s', (kind) => {
    expect(usual.exchange.recipients.some((recipient) => recipient.kind === kind)).toBe(true);
  });

  it('has an empty group, a loop of groups, and people who come through three groups', () => {
    const groups = usual.exchange.recipients.filter(({ kind }) => kind === 'security-group');
    const { byId } = indexRecipients(usual.exchange.recipients);
    const loop = groups.some((group) => group.members.some((id) => byId.get(id)?.members.includes(group.id)));
    const longest = Math.max(
      ...trusteesOf(usual).map((trustee) => (trustee.kind === 'person' ? trustee.via.length : 0)),
    );

    expect(groups.some(({ members }) => members.length === 0)).toBe(true);
    expect(loop).toBe(true);
    expect(longest).toBeGreaterThanOrEqual(3);
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

  it('has addresses in mixed case, foreign aliases, X500 and SIP addresses, a mailbox without any', () => {
    const proxies = usual.exchange.mailboxes.flatMap(({ emailAddresses }) => emailAddresses);

    expect(proxies.some((proxy) => /^SMTP:[A-Z]/.test(proxy))).toBe(true);
    expect(proxies.some((proxy) => /^smtp:.*@example\.org$/.test(proxy))).toBe(true);
    expect(proxies.some((proxy) => proxy.startsWith('X500:'))).toBe(true);
    expect(proxies.some((proxy) => proxy.startsWith('SIP:'))).toBe(true);
    expect(usual.exchange.mailboxes.some(({ primaryAddress }) => primaryAddress === '')).toBe(true);
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
