import { describe, expect, it } from 'vitest';
import { type ReadingOptions, recordedReading } from '../../../sandbox/tenant/recorded-reading.ts';
import type { World, WorldMailbox, WorldPermission, WorldRecipient } from '../../../sandbox/tenant/world.ts';

const options: ReadingOptions = { source: 'exchange', takenAt: '2026-01-05T08:00:00.000Z' };

function person(name: string, more: Partial<WorldRecipient> = {}): WorldRecipient {
  const address = `${name}@example.nl`;
  return {
    kind: 'person',
    id: `id-${name}`,
    sid: `S-1-5-21-1-${name}`,
    displayName: `Name of ${name}`,
    alias: `alias-${name}`,
    userPrincipalName: `upn-${name}@example.nl`,
    primaryAddress: address,
    emailAddresses: [`SMTP:${address}`],
    members: [],
    ...more,
  };
}

function group(
  name: string,
  members: readonly string[],
  kind: WorldRecipient['kind'] = 'security-group',
): WorldRecipient {
  return person(name, { kind, displayName: name, userPrincipalName: null, members: members.map((id) => `id-${id}`) });
}

function row(user: string, more: Partial<WorldPermission> = {}): WorldPermission {
  return { user, userSid: '', accessRights: ['FullAccess'], deny: false, isInherited: false, ...more };
}

function mailbox(id: string, more: Partial<WorldMailbox> = {}): WorldMailbox {
  return {
    id,
    displayName: id,
    userPrincipalName: `${id}@example.nl`,
    primaryAddress: `${id}@example.nl`,
    emailAddresses: [`SMTP:${id}@example.nl`, 'X500:/o=Example'],
    type: 'SharedMailbox',
    organizationalUnit: 'example.nl',
    permissions: [],
    ...more,
  };
}

function world(
  mailboxes: readonly WorldMailbox[],
  recipients: readonly WorldRecipient[] = [],
  unreadable: readonly string[] = [],
): World {
  return {
    seed: 1,
    organisation: 'Example',
    domains: ['example.nl'],
    exchange: { mailboxes, recipients, faults: { unreadablePermissions: unreadable, connectError: null, delayMs: 0 } },
    zivver: { apiKey: 'k', users: [], groups: [], divisions: [] },
    links: [],
  };
}

/** `ann`, `bob via Finance›Interns`, `!orphaned S-1-…` */
function delegates(
  rows: readonly WorldPermission[],
  recipients: readonly WorldRecipient[],
  more: Partial<ReadingOptions> = {},
): string[] {
  const reading = recordedReading(world([mailbox('m', { permissions: rows })], recipients), { ...options, ...more });
  const read = reading.mailboxes[0]?.delegates;
  if (read?.state !== 'read') throw new Error('the delegates were not read');
  return read.trustees.map((trustee) => {
    if (trustee.kind === 'unresolved') return `!${trustee.reason} ${trustee.name}`;
    const name = trustee.address.split('@')[0] ?? '';
    return trustee.via.length === 0 ? name : `${name} via ${trustee.via.join('›')}`;
  });
}

const [ann, bob, cas] = [person('ann'), person('bob'), person('cas')];

describe('the recorded reading of a world: mailboxes', () => {
  it('holds every type but Remote*, which it only counts', () => {
    const types = ['RoomMailbox', 'RemoteSharedMailbox', 'GroupMailbox', 'RemoteRoomMailbox', 'RemoteSharedMailbox'];

    const reading = recordedReading(world(types.map((type, index) => mailbox(`m${index}`, { type }))), options);

    expect(reading.mailboxes.map(({ type }) => type)).toEqual(['RoomMailbox', 'GroupMailbox']);
    expect(reading.notRead).toEqual({ RemoteRoomMailbox: 1, RemoteSharedMailbox: 2 });
    expect(reading).toMatchObject({ ...options, list: { complete: true }, problems: [] });
  });

  it('sorts by id in lower case and keeps everything else as the world has it', () => {
    const odd = mailbox('b', { displayName: ' Odd ', primaryAddress: '', emailAddresses: ['X500:/o=Example'] });

    const reading = recordedReading(world([odd, mailbox('A')]), options);

    expect(reading.mailboxes.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(reading.mailboxes[1]).toEqual({
      id: 'b',
      source: 'exchange',
      displayName: ' Odd ',
      primaryAddress: '',
      proxyAddresses: ['X500:/o=Example'],
      type: 'SharedMailbox',
      delegates: { state: 'read', trustees: [] },
    });
  });

  it('says that the delegates of a mailbox could not be read', () => {
    const reading = recordedReading(
      world([mailbox('m', { permissions: [row('ann@example.nl')] })], [ann], ['m']),
      options,
    );

    expect(reading.mailboxes[0]?.delegates).toEqual({ state: 'unreadable', reason: 'permissions-unreadable' });
  });
});

describe('the recorded reading of a world: permission rows', () => {
  it.each<[string, WorldPermission, string[]]>([
    ['full access', row('ann@example.nl'), ['ann']],
    ['full access beside SendAs', row('ann@example.nl', { accessRights: ['SendAs', 'FullAccess'] }), ['ann']],
    ['SendAs alone', row('ann@example.nl', { accessRights: ['SendAs'] }), []],
    ['an inherited row', row('ann@example.nl', { isInherited: true }), []],
    ['SELF', row('NT AUTHORITY\\SELF', { userSid: 'S-1-5-10' }), []],
    ['SELF in another language', row('NT-AUTORITÄT\\SELBST', { userSid: 'S-1-5-10' }), []],
    ['a system account', row('NT AUTHORITY\\SYSTEM'), []],
    ['a system role group', row('EXAMPLE\\Organization Management'), []],
    ['a SID nobody has', row('S-1-5-21-9-9'), ['!orphaned S-1-5-21-9-9']],
    ['a name nobody has', row('Who'), ['!unknown Who']],
  ])('reads %s', (_what, permission, expected) => {
    expect(delegates([permission], [ann])).toEqual(expected);
  });

  it.each([
    ['address', 'ANN@example.nl'],
    ['user principal name', 'upn-ann@example.nl'],
    ['display name', 'name of ann'],
    ['alias', 'alias-ann'],
    ['domain and alias', 'EXAMPLE\\alias-ann'],
    ['id', 'id-ann'],
    ['SID', 'S-1-5-21-1-ann'],
    ['further address', 'annie@example.nl'],
  ])('finds a person by %s', (_what, user) => {
    const known = person('ann', { emailAddresses: ['SMTP:ann@example.nl', 'smtp:Annie@example.nl'] });

    expect(delegates([row(user)], [known, bob])).toEqual(['ann']);
  });

  it('finds nobody under a key that two recipients have, unless the SID tells them apart', () => {
    const twins = [person('ann', { displayName: 'Alex' }), person('bob', { displayName: 'Alex' })];

    expect(delegates([row('Alex')], twins)).toEqual(['!ambiguous Alex']);
    expect(delegates([row('Alex', { userSid: 'S-1-5-21-1-bob' })], twins)).toEqual(['bob']);
  });

  it('gives a person with name and further addresses', () => {
    const known = person('ann', {
      emailAddresses: ['smtp:A.nn@example.org', 'SMTP:ann@example.nl', 'SIP:ann@example.nl'],
    });

    const reading = recordedReading(world([mailbox('m', { permissions: [row('ann@example.nl')] })], [known]), options);

    expect(reading.mailboxes[0]?.delegates).toEqual({
      state: 'read',
      trustees: [
        { kind: 'person', address: 'ann@example.nl', aliases: ['A.nn@example.org'], name: 'Name of ann', via: [] },
      ],
    });
  });

  it('cannot use a person without an address', () => {
    const bare = person('ann', { primaryAddress: '', emailAddresses: [] });

    expect(delegates([row('alias-ann')], [bare])).toEqual(['!no-address Name of ann']);
  });

  it('takes away whom a Deny names, also one who has a direct permission', () => {
    const staff = group('Staff', ['ann', 'bob', 'cas']);
    const rows = [
      row('Staff'),
      row('bob@example.nl'),
      row('bob@example.nl', { deny: true }),
      row('S-1-5-21-1-gone', { deny: true }),
    ];

    expect(delegates(rows, [ann, bob, cas, staff])).toEqual(['ann via Staff', 'cas via Staff']);
  });

  it('does not say who has access where a Deny names somebody unknown, unless nobody is allowed', () => {
    const twins = ['dee', 'eve'].map((name) => person(name, { displayName: 'Alex' }));
    const state = (...rows: readonly WorldPermission[]) => {
      const recipients = [ann, ...twins, group('Staff', ['ann'])];
      const exchange = world([mailbox('m', { permissions: rows })], recipients);
      const read = recordedReading(exchange, { ...options, expandGroups: false }).mailboxes[0]?.delegates;
      return read?.state === 'unreadable' ? read.reason : 'read';
    };
    const denied = (user: string) => row(user, { deny: true });

    expect(state(row('ann@example.nl'), denied('Who'))).toBe('deny-unidentified');
    expect(state(row('ann@example.nl'), denied('PARTNER\\ann'))).toBe('deny-unidentified');
    expect(state(row('ann@example.nl'), denied('Staff'))).toBe('deny-group-unreadable');
    expect(state(row('ann@example.nl'), denied('Alex'))).toBe('read');
    expect(state(row('dee@example.nl'), denied('Alex'))).toBe('deny-unidentified');
    expect(state(row('Who'), denied('Who'))).toBe('read');
  });

  it('takes away everybody in a denied group, and ignores an inherited Deny', () => {
    const staff = group('Staff', ['ann', 'bob']);
    const rows = [row('ann@example.nl'), row('cas@example.nl'), row('Staff', { deny: true })];

    expect(delegates(rows, [ann, bob, cas, staff])).toEqual(['cas']);
    expect(delegates([row('ann@example.nl'), row('Staff', { deny: true, isInherited: true })], [ann, staff])).toEqual([
      'ann',
    ]);
  });
});

describe('the recorded reading of a world: groups', () => {
  it('expands nested groups with the path, and loops once', () => {
    const groups = [group('Top', ['ann', 'Sub']), group('Sub', ['bob', 'Top', 'Sub'])];

    expect(delegates([row('Top')], [ann, bob, ...groups])).toEqual(['ann via Top', 'bob via Top›Sub']);
  });

  it('prefers a direct permission, then the shortest path, then the first by name', () => {
    const groups = [
      group('B', ['ann', 'bob', 'cas']),
      group('A', ['bob']),
      group('Deep', ['Deeper']),
      group('Deeper', ['cas']),
    ];
    const rows = [row('Deep'), row('B'), row('A'), row('ann@example.nl')];

    expect(delegates(rows, [ann, bob, cas, ...groups])).toEqual(['ann', 'bob via A', 'cas via B']);
  });

  it('takes the first by name of two equally long paths inside one group', () => {
    const groups = [group('Top', ['Z', 'Y']), group('Z', ['End']), group('Y', ['End']), group('End', ['ann'])];

    expect(delegates([row('Top')], [ann, ...groups])).toEqual(['ann via Top›Y›End']);
  });

  it('finds nobody in an empty group, and says nothing of it', () => {
    expect(delegates([row('Empty')], [group('Empty', [])])).toEqual([]);
  });

  it.each(['distribution-group', 'dynamic-group', 'm365-group'] as const)(
    'cannot use a %s, alone or nested',
    (kind) => {
      const groups = [group('Odd', ['ann'], kind), group('Top', ['bob', 'Odd'])];

      expect(delegates([row('Odd')], [ann, ...groups])).toEqual(['!group-cannot-hold-full-access Odd']);
      expect(delegates([row('Top'), row('Odd')], [ann, bob, ...groups])).toEqual([
        'bob via Top',
        '!group-cannot-hold-full-access Odd',
      ]);
    },
  );

  it('does not look into groups when expansion is off', () => {
    const expected = ['bob', '!group-not-expanded Top'];

    const found = delegates([row('Top'), row('bob@example.nl')], [ann, bob, group('Top', ['ann'])], {
      expandGroups: false,
    });

    expect(found).toEqual(expected);
  });

  it('sorts people by address, then what is unresolved by name', () => {
    const rows = ['Zed', 'cas@example.nl', 'S-1-5-21-9', 'ann@example.nl', 'Zed'].map((user) => row(user));

    expect(delegates(rows, [ann, cas])).toEqual(['ann', 'cas', '!orphaned S-1-5-21-9', '!unknown Zed']);
  });
});
