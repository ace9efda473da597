import { describe, expect, it } from 'vitest';
import type { Trustee } from '../../../src/sync/model/mailbox.ts';
import type { PermissionRow } from '../../../src/sync/source/exchange/permission-row.ts';
import { buildRecipientIndex, type PrincipalRow } from '../../../src/sync/source/exchange/recipient-index.ts';
import {
  createDelegateResolver,
  groupsIn,
  type Memberships,
} from '../../../src/sync/source/exchange/resolve-delegates.ts';

function principal(name: string, type = 'UserMailbox', change: Partial<PrincipalRow> = {}): PrincipalRow {
  return {
    id: `id-${name}`,
    guid: `guid-${name}`,
    name,
    displayName: `${name} shown`,
    alias: `${name}.alias`,
    primaryAddress: `${name}@example.nl`,
    emailAddresses: [`SMTP:${name}@example.nl`, `smtp:${name}.other@example.nl`, `SIP:${name}@example.nl`],
    type,
    userPrincipalName: `${name}@example.org`,
    sid: `S-1-5-21-9-9-9-${name}`,
    samAccountName: `${name}.account`,
    linkedMasterAccount: '',
    groupType: '',
    distinguishedName: `CN=${name},DC=example,DC=com`,
    ...change,
  };
}

function allow(user: string, change: Partial<PermissionRow> = {}): PermissionRow {
  return { user, sid: '', rights: ['FullAccess'], deny: false, inherited: false, ...change };
}

const group = (name: string) => principal(name, 'MailUniversalSecurityGroup', { userPrincipalName: '' });
const index = buildRecipientIndex([
  principal('anna'),
  principal('bram'),
  principal('carla'),
  principal('nomail', 'User', { primaryAddress: '', emailAddresses: [] }),
  principal('twin1', 'UserMailbox', { displayName: 'Twin' }),
  principal('twin2', 'UserMailbox', { displayName: 'Twin' }),
  group('finance'),
  group('interns'),
  group('audit'),
  principal('list', 'MailUniversalDistributionGroup'),
  principal('dynamic', 'DynamicDistributionGroup'),
  principal('team', 'GroupMailbox'),
  principal('role', 'RoleGroup'),
  principal('global', 'NonUniversalGroup', { primaryAddress: '', emailAddresses: [], userPrincipalName: '' }),
  principal('local', 'MailNonUniversalGroup', { userPrincipalName: '' }),
  principal('twin-group', 'NonUniversalGroup', { displayName: 'Anna or a group' }),
  principal('twin-person', 'UserMailbox', { displayName: 'Anna or a group' }),
  group('holding'),
  group('admins'),
  principal('twin-role', 'RoleGroup', { displayName: 'Carla or a role' }),
  principal('twin-carla', 'UserMailbox', { displayName: 'Carla or a role' }),
]);
const memberships: Memberships = new Map<string, readonly string[] | 'unreadable'>([
  ['id-finance', ['id-bram', 'id-interns', 'id-gone']],
  ['id-interns', ['id-carla', 'id-finance', 'id-bram']],
  ['id-audit', 'unreadable'],
  ['id-holding', ['id-bram', 'id-global']],
  ['id-admins', ['id-bram', 'id-role']],
]);

function trusteesOf(
  rows: readonly PermissionRow[],
  groups: Memberships | null = memberships,
): readonly Trustee[] | string {
  const reading = createDelegateResolver(index, groups).resolve(rows);
  return reading.state === 'read' ? reading.trustees : reading.reason;
}

function summary(rows: readonly PermissionRow[], groups: Memberships | null = memberships): unknown {
  const trustees = trusteesOf(rows, groups);
  if (typeof trustees === 'string') return trustees;
  return trustees.map((each) => (each.kind === 'person' ? each.address : `${each.name}: ${each.reason}`));
}

const anna = ['anna@example.nl'];

describe('A permission', () => {
  it.each([
    ['display name', 'anna shown'],
    ['name', 'anna'],
    ['alias', 'ANNA.ALIAS'],
    ['user principal name', 'Anna@Example.org'],
    ['primary address', 'anna@example.nl'],
    ['another address', 'anna.other@example.nl'],
    ['id', 'id-anna'],
    ['GUID', 'guid-anna'],
    ['SID', 'S-1-5-21-9-9-9-anna'],
    ['domain and account name', 'EXAMPLE\\Anna.Account'],
  ])('finds its person by %s', (_, user) => {
    expect(summary([allow(user)])).toEqual(anna);
  });

  it('goes by the SID when it has one, whatever the name says', () => {
    expect(summary([allow('Twin', { sid: 'S-1-5-21-9-9-9-twin2' })])).toEqual(['twin2@example.nl']);
  });

  it('never goes to a namesake of somebody of the same domain who stands in no list', () => {
    const own = { sid: 'S-1-5-21-9-9-9-100' };
    const known = buildRecipientIndex([principal('anna', 'UserMailbox', { sid: 'S-1-5-21-9-9-9-101' })]);
    const { resolve } = createDelegateResolver(known, memberships);

    expect(resolve([allow('anna shown', own)])).toMatchObject({
      trustees: [{ kind: 'unresolved', reason: 'unknown' }],
    });
    expect(resolve([allow('anna shown')])).toMatchObject({ trustees: [{ address: 'anna@example.nl' }] });
  });

  it.each([
    ['is inherited', allow('anna', { inherited: true })],
    ['gives something else', allow('anna', { rights: ['SendAs', 'ReadPermission'] })],
    ['is of the mailbox itself', allow('NT AUTHORITY\\SELF')],
    ['is of the mailbox itself in another language', allow('NT-AUTORITÄT\\SELBST', { sid: 'S-1-5-10' })],
    ['is of the system', allow('NT AUTHORITY\\SYSTEM')],
    ['is of a system role group', allow('EXAMPLE\\Organization Management')],
    ['is of a role group of the tenant', allow('role')],
  ])('does not count when it %s', (_, row) => {
    expect(summary([row])).toEqual([]);
  });

  it('counts when other rights stand beside FullAccess, in a list or in one text', () => {
    const beside = [
      allow('anna', { rights: ['SendAs', 'FullAccess'] }),
      allow('bram', { rights: ['FullAccess, SendAs'] }),
    ];

    expect(summary(beside)).toEqual(['anna@example.nl', 'bram@example.nl']);
  });

  it.each([
    ['fits two people', 'Twin', 'Twin: ambiguous'],
    ['is a SID nobody has', 'S-1-5-21-1-2-3-4', 'S-1-5-21-1-2-3-4: orphaned'],
    ['is nobody', 'Zoë', 'Zoë: unknown'],
    ['is a distribution list', 'list', 'list shown: group-cannot-hold-full-access'],
    ['is a dynamic group', 'dynamic', 'dynamic shown: group-cannot-hold-full-access'],
    ['is a Microsoft 365 group', 'team', 'team shown: group-cannot-hold-full-access'],
    ['is somebody without mail', 'nomail', 'nomail shown: no-address'],
    ['is a group whose members could not be read', 'audit', 'audit shown: group-not-expanded'],
    ['is a global group, for security or not', 'global', 'global shown: group-not-expanded'],
    ['is a domain-local group with mail', 'local', 'local shown: group-not-expanded'],
  ])('is reported, not guessed, when its name %s', (_, user, said) => {
    expect(summary([allow(user)])).toEqual([said]);
  });
});

describe('Somebody of another domain or forest', () => {
  const linked = principal('jan', 'LinkedMailbox', { linkedMasterAccount: 'PARTNER\\jan' });
  const domains = [
    { name: 'EXAMPLE', dnsRoot: 'example.com' },
    { name: 'SUB', dnsRoot: 'sub.example.com' },
  ];
  const known = buildRecipientIndex(
    [
      principal('jan2', 'UserMailbox', { alias: 'jan', samAccountName: 'jan' }),
      principal('jan3', 'UserMailbox', { samAccountName: 'jan', distinguishedName: 'CN=jan,DC=sub,DC=example,DC=com' }),
      principal('piet', 'UserMailbox', { alias: 'piet', name: 'piet', samAccountName: 'piet' }),
      principal('team', 'SharedMailbox', { linkedMasterAccount: 'PARTNER\\piet' }),
      linked,
    ],
    { domains },
  );
  const said = (user: string, sid = '') => {
    const reading = createDelegateResolver(known, null).resolve([allow(user, { sid })]);
    const [only] = reading.state === 'read' ? reading.trustees : [];
    return only?.kind === 'person' ? only.address : only?.reason;
  };

  it.each([
    ['of the own domain, by its account name', 'EXAMPLE\\jan', 'jan2@example.nl'],
    ['of a further domain of the forest', 'sub\\JAN', 'jan3@example.nl'],
    ['whose account opens a linked mailbox', 'PARTNER\\jan', 'jan@example.nl'],
    ['of whom the own domain has a namesake', 'PARTNER\\piet', 'foreign'],
    ['of whom there is nobody here', 'PARTNER\\klaas', 'foreign'],
    ['of the own domain, under an alias that is no account name', 'EXAMPLE\\jan3.alias', 'unknown'],
  ])('%s', (_, user, expected) => {
    expect(said(user)).toBe(expected);
  });

  it('is told by the SID first, and never taken for a namesake with another SID', () => {
    expect(said('PARTNER\\piet', 'S-1-5-21-7-7-7-1')).toBe('foreign');
    expect(said('EXAMPLE\\piet', 'S-1-5-21-9-9-9-gone')).toBe('unknown');
    expect(said('PARTNER\\piet', 'S-1-5-21-9-9-9-piet')).toBe('piet@example.nl');
    expect(said('piet', 'S-1-5-21-7-7-7-1')).toBe('foreign');
    expect(said('piet@example.nl', 'S-1-5-21-7-7-7-1')).toBe('piet@example.nl');
  });

  it.each(['Info @ Post', 'Sales = Support', 'Sales\\Support', 'EXAMPLE\\info', 'info@example.com'])(
    'is not the namesake here who is called %s',
    (displayName) => {
      const namesake = principal('names', 'UserMailbox', { displayName, name: displayName, alias: displayName });
      const { resolve } = createDelegateResolver(buildRecipientIndex([namesake], { domains }), null);

      expect(resolve([allow(displayName, { sid: 'S-1-5-21-7-7-7-1' })])).toMatchObject({
        trustees: [{ kind: 'unresolved', name: displayName, reason: 'foreign' }],
      });
      expect(resolve([allow(displayName)])).toMatchObject({ trustees: [{ address: 'names@example.nl' }] });
    },
  );

  it.each([
    'names@example.nl',
    'names@example.org',
    'EXAMPLE\\names.account',
    'CN=names,DC=example,DC=com',
    'id-names',
  ])('opens the mailbox here that Exchange tells by %s', (user) => {
    const { resolve } = createDelegateResolver(buildRecipientIndex([principal('names')], { domains }), null);

    expect(resolve([allow(user, { sid: 'S-1-5-21-7-7-7-1' })])).toMatchObject({
      trustees: [{ address: 'names@example.nl' }],
    });
  });

  it('is nobody when the directory does not tell which domains are its own', () => {
    const unnamed = buildRecipientIndex([principal('piet', 'UserMailbox', { samAccountName: 'piet' })], {
      domains: [],
    });

    expect(createDelegateResolver(unnamed, null).resolve([allow('EXAMPLE\\piet')])).toMatchObject({
      trustees: [{ kind: 'unresolved', reason: 'unknown' }],
    });
  });

  it('may be of a domain that did not tell its name: SIDs decide as before', () => {
    const rows = [principal('anna'), principal('piet')];
    const partly = buildRecipientIndex(rows, { domains: domains.slice(0, 1), domainNamesWhole: false });
    const { resolve } = createDelegateResolver(partly, null);
    const gone = allow('S-1-5-21-9-9-9-404', { deny: true });

    expect(resolve([allow('SUB\\piet')])).toMatchObject({ trustees: [{ kind: 'unresolved', reason: 'unknown' }] });
    expect(resolve([allow('SUB\\piet', { sid: 'S-1-5-21-7-7-7-1' })])).toMatchObject({
      trustees: [{ kind: 'unresolved', reason: 'foreign' }],
    });
    expect(resolve([allow('anna'), gone])).toMatchObject({ trustees: [{ address: 'anna@example.nl' }] });
  });

  it('inside a group is reported under his SID', () => {
    const groups = new Map([['id-crew', ['id-piet', 'S-1-5-21-7-7-7-1', 'S-1-5-11']]]);
    const crew = buildRecipientIndex([principal('piet'), group('crew')]);

    expect(createDelegateResolver(crew, groups).resolve([allow('crew')])).toMatchObject({
      trustees: [
        { address: 'piet@example.nl' },
        { name: 'S-1-5-11', reason: 'unknown' },
        { name: 'S-1-5-21-7-7-7-1', reason: 'foreign' },
      ],
    });
  });
});

describe('A group', () => {
  it('gives access to its people and those of the groups inside, once, with the path, although it loops', () => {
    expect(trusteesOf([allow('finance')])).toMatchObject([
      { address: 'bram@example.nl', via: ['finance shown'] },
      { address: 'carla@example.nl', via: ['finance shown', 'interns shown'] },
    ]);
  });

  it('steps back behind a direct permission', () => {
    expect(trusteesOf([allow('finance'), allow('bram')])).toMatchObject([
      { address: 'bram@example.nl', via: [] },
      { address: 'carla@example.nl' },
    ]);
  });

  it('is reported as it is when groups are not expanded', () => {
    expect(summary([allow('finance')], null)).toEqual(['finance shown: group-not-expanded']);
  });

  it.each([
    ['Global, SecurityEnabled', 'S-1-5-21-9-9-9-1001', 'bram@example.nl'],
    ['DomainLocal, SecurityEnabled', 'S-1-5-21-9-9-9-1001', 'desk shown: group-not-expanded'],
    ['Global', 'S-1-5-21-9-9-9-1001', 'desk shown: group-cannot-hold-full-access'],
    ['Global, SecurityEnabled', 'S-1-5-21-9-9-9-513', 'desk shown: group-not-expanded'],
    ['DomainLocal, BuiltinLocal, SecurityEnabled', 'S-1-5-32-545', 'desk shown: group-not-expanded'],
    ['-2147483646', 'S-1-5-21-9-9-9-1001', 'desk shown: group-not-expanded'],
    ['', 'S-1-5-21-9-9-9-1001', 'desk shown: group-not-expanded'],
  ])('that is not universal is what its group type "%s" says, with the SID %s', (groupType, sid, expected) => {
    const desk = principal('desk', 'MailNonUniversalGroup', { userPrincipalName: '', sid: '' });
    const known = buildRecipientIndex([principal('bram'), desk, { ...desk, groupType, sid }]);
    const reading = createDelegateResolver(known, new Map([['id-desk', ['id-bram']]])).resolve([allow('desk')]);

    const said = reading.state === 'read' ? reading.trustees : [];
    expect(said.map((each) => (each.kind === 'person' ? each.address : `${each.name}: ${each.reason}`))).toEqual([
      expected,
    ]);
  });

  it('gives what it gives, whatever role group is in it', () => {
    expect(summary([allow('admins')])).toEqual(['bram@example.nl']);
  });

  it('that holds a global group is not wholly known', () => {
    expect(summary([allow('holding')])).toEqual(['bram@example.nl', 'global shown: group-not-expanded']);
  });

  it('is asked for its members only when a counted permission names it', () => {
    const rows = [
      allow('finance'),
      allow('interns', { inherited: true }),
      allow('list'),
      allow('anna'),
      allow('finance'),
    ];

    expect(groupsIn(rows, index)).toEqual(['id-finance']);
  });
});

describe('A group with a member whom no list has, while that may be somebody', () => {
  const resolve = (...rows: PermissionRow[]) =>
    createDelegateResolver({ ...index, strangersMayBePeople: true }, memberships).resolve(rows);

  it('is not wholly known: nobody loses access by that', () => {
    expect(resolve(allow('finance'))).toMatchObject({
      trustees: [
        { address: 'bram@example.nl' },
        { address: 'carla@example.nl' },
        { kind: 'unresolved', name: 'finance shown', reason: 'group-not-expanded' },
      ],
    });
  });

  it('freezes the mailbox when it is denied', () => {
    expect(resolve(allow('anna'), allow('finance', { deny: true }))).toMatchObject({ state: 'unreadable' });
  });
});

describe('A denial', () => {
  const deny = (user: string) => allow(user, { deny: true });

  it('takes away what came through a group', () => {
    expect(summary([allow('finance'), deny('carla')])).toEqual(['bram@example.nl']);
  });

  it('of a group takes away from everybody in it', () => {
    expect(summary([allow('anna'), allow('bram'), allow('carla'), deny('finance')])).toEqual(anna);
  });

  it('that is inherited takes nothing away', () => {
    expect(summary([allow('anna'), allow('anna', { deny: true, inherited: true })])).toEqual(anna);
  });

  it.each([
    ['is nobody', 'Zoë'],
    ['is of another forest', 'PARTNER\\anna'],
    ['fits two people, one of whom is allowed', 'Twin'],
    ['is a SID of another domain', 'S-1-5-21-1-2-3-4'],
  ])('freezes the mailbox when its name %s: nobody can tell whose access it takes', (_, user) => {
    expect(summary([allow('anna'), allow('twin1'), deny(user)])).toBe('deny-unidentified');
  });

  it.each([
    ['fits two people, neither of whom is allowed', 'Twin'],
    ['is an account of the own domain that is gone', 'S-1-5-21-9-9-9-404'],
    ['is a kind of group that stands in no access token', 'list'],
    ['is somebody without mail, who is given nothing', 'nomail'],
  ])('takes nothing away, and is not reported, when its name %s', (_, user) => {
    expect(summary([allow('anna'), deny(user)])).toEqual(anna);
  });

  it('of an account that is gone freezes the mailbox when a list failed: it may be somebody there', () => {
    const short = { ...index, whole: false };
    const rows = [allow('anna'), deny('S-1-5-21-9-9-9-404')];

    expect(createDelegateResolver(short, memberships).resolve(rows)).toMatchObject({ reason: 'deny-unidentified' });
  });

  it('of somebody unknown freezes nothing where nobody is allowed: there is nothing to take away', () => {
    expect(summary([deny('Zoë'), deny('audit')])).toEqual([]);
    expect(summary([allow('Twin'), deny('Zoë')])).toEqual(['Twin: ambiguous']);
  });

  it('of a group freezes the mailbox when groups are not expanded', () => {
    expect(summary([allow('anna'), deny('finance')], null)).toBe('deny-group-unreadable');
  });

  it.each(['global', 'local', 'holding'])(
    'of %s freezes the mailbox: its type does not tell a security group',
    (name) => {
      expect(summary([allow('anna'), deny(name)])).toBe('deny-group-unreadable');
    },
  );

  it('of a name that fits a person and a global group freezes the mailbox', () => {
    expect(summary([allow('anna'), deny('Anna or a group')])).toBe('deny-unidentified');
  });

  it.each(['role', 'admins'])('of %s freezes the mailbox: who is in a role group is not read', (name) => {
    expect(summary([allow('anna'), deny(name)])).toBe('deny-group-unreadable');
  });

  it('of a name that fits a person and a role group freezes the mailbox', () => {
    expect(summary([allow('anna'), deny('Carla or a role')])).toBe('deny-unidentified');
  });

  it('of a role group freezes nothing where nobody is allowed', () => {
    expect(summary([allow('role'), deny('role')])).toEqual([]);
  });

  it('of a group that could not be read freezes the mailbox: who is denied is not known', () => {
    expect(summary([allow('anna'), deny('audit')])).toBe('deny-group-unreadable');
  });
});

it('the order of the permissions changes nothing', () => {
  const rows = [
    allow('finance'),
    allow('anna'),
    allow('Twin'),
    allow('S-1-5-21-1-2-3-4'),
    allow('carla', { deny: true }),
    allow('twin1'),
  ];

  expect(trusteesOf([...rows, allow('Zoë', { deny: true }), allow('audit', { deny: true })])).toBe(
    'deny-group-unreadable',
  );
  expect(trusteesOf([...rows, allow('audit', { deny: true }), allow('Zoë', { deny: true })])).toBe(
    'deny-group-unreadable',
  );
  expect(trusteesOf(rows.toReversed())).toEqual(trusteesOf(rows));
});
