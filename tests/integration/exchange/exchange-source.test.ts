import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { World, WorldExchangeFaults, WorldMailbox, WorldRecipient } from '../../../sandbox/tenant/world.ts';
import type { Progress } from '../../../src/sync/model/progress.ts';
import type { ExchangeSourceOptions } from '../../../src/sync/source/exchange/exchange-source.ts';
import {
  certificatePassword,
  type ExchangeInABox,
  exchangeBoxes,
  idOf,
  noFaults,
  worldGroup,
  worldMailbox,
  worldPerson,
} from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';

const tokenOf = (accessToken: string) => async () =>
  await Promise.resolve({ accessToken, expiresAt: '2036-01-01T00:00:00.000Z' });
const signIn = { kind: 'online-sign-in', userName: 'admin@example.nl', token: tokenOf('a token') } as const;
const serverOf = (text: string) =>
  ({ kind: 'on-premise', serverUrl: text, kerberos: true, userName: text, password: () => text }) as const;
const certificate = (certificateFile: string) =>
  ({
    kind: 'online-certificate',
    certificateFile,
    certificatePassword: () => certificatePassword,
    applicationId: '11111111-2222-3333-4444-555555555555',
    organization: 'example.onmicrosoft.com',
  }) as const;
const options = { signal: new AbortController().signal };
const unreadable = { state: 'unreadable', reason: 'permissions-unreadable' };

describeWithPowerShell('The Exchange source', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  async function open(
    mailboxes: readonly WorldMailbox[],
    recipients: readonly WorldRecipient[],
    more: { readonly faults?: Partial<WorldExchangeFaults>; readonly options?: Partial<ExchangeSourceOptions> } = {},
  ): Promise<ExchangeInABox> {
    const world: Pick<World, 'exchange'> = {
      exchange: { mailboxes, recipients, faults: { ...noFaults, ...more.faults } },
    };
    return await boxes.open(world, more.options);
  }

  const people = [worldPerson(101), worldPerson(102)];
  const fortyFive = Array.from({ length: 45 }, (_, at) => worldMailbox(at + 1, ['person101@example.nl']));
  const two = [worldMailbox(1, ['person101@example.nl']), worldMailbox(2, ['Person 102'])];

  it('freezes a mailbox whose permissions cannot be read, and reads the others', async () => {
    const { source, pauses } = await open(two, people, { faults: { unreadablePermissions: [idOf(1)] } });

    const reading = await source.read(options);

    expect(reading.mailboxes.map(({ delegates }) => delegates)).toMatchObject([unreadable, { state: 'read' }]);
    expect(reading.list).toEqual({ complete: true });
    expect(pauses).toEqual([500, 1000]);
  });

  it('leaves out a mailbox that vanished after the list was read', async () => {
    const { source } = await open(two, people, { faults: { vanished: [idOf(1)] } });

    const reading = await source.read(options);

    expect(reading.mailboxes.map(({ id }) => id)).toEqual([idOf(2)]);
  });

  it('waits when Exchange asks to slow down, says until when, and reads everything', async () => {
    const { source, pauses } = await open(two, people, { faults: { throttledPermissionCalls: 2 } });
    const waits: (string | null)[] = [];

    const reading = await source.read({ ...options, onProgress: ({ waitingUntil }) => waits.push(waitingUntil) });

    expect(reading.mailboxes.map(({ delegates }) => delegates.state)).toEqual(['read', 'read']);
    expect(pauses).toEqual([20_000]);
    expect(new Set(waits)).toEqual(new Set([null, '2026-03-02T08:00:20.000Z']));
  });

  it('connects again and goes on when the process dies in the middle, without losing a mailbox', async () => {
    const { source } = await open(fortyFive, people, { faults: { dieAtPermissionCall: 30 } });

    const reading = await source.read(options);

    expect(reading.mailboxes.map(({ delegates }) => delegates.state)).toEqual(fortyFive.map(() => 'read'));
  });

  it.each(['Get-EXOMailboxPermission', 'Get-MailboxPermission'] as const)(
    'connects again when the session ends in the middle and the process lives, at %s',
    async (permissionCommand) => {
      const faults = { sessionEndsAt: { [permissionCommand]: 30 } };
      const box = await open(fortyFive, people, { faults, options: { permissionCommand } });

      const reading = await box.source.read(options);

      expect(reading.mailboxes.map(({ delegates }) => delegates.state)).toEqual(fortyFive.map(() => 'read'));
      expect(box.connects()).toBe(2);
    },
  );

  it('connects again when the session ends while members of groups are read, and expands every group', async () => {
    const groups = fortyFive.map((_, at) => worldGroup(at + 201, [101]));
    const mailbox = worldMailbox(1, groups.map(({ displayName }) => displayName).slice(1));
    const second = worldMailbox(2, ['Group 201']);
    const faults = { sessionEndsAt: { 'Get-DistributionGroupMember': 30 } };
    const box = await open([mailbox, second], [...people, ...groups], { faults });

    const reading = await box.source.read(options);

    const trustees = reading.mailboxes.map(({ delegates }) => (delegates.state === 'read' ? delegates.trustees : []));
    expect(trustees).toMatchObject([[{ address: 'person101@example.nl' }], [{ address: 'person101@example.nl' }]]);
    expect(box.connects()).toBe(2);
  });

  it('connects again when the session ends while mailboxes and holders of addresses are looked up', async () => {
    const faults = { sessionEndsAt: { 'Get-EXOMailbox': 30, 'Get-EXORecipient': 30 } };
    const box = await open(fortyFive, people, { faults });

    const ids = await box.source.lookUp(
      fortyFive.map(({ id }) => id),
      options,
    );
    const connectsForIds = box.connects();
    const addresses = await box.source.lookUpAddresses(
      fortyFive.map(({ primaryAddress }) => primaryAddress),
      options,
    );

    expect([...ids.values(), ...addresses.values()]).toEqual([...fortyFive, ...fortyFive].map(() => 'found'));
    expect([connectsForIds, box.connects() - connectsForIds]).toEqual([2, 2]);
  });

  it('connects again when the session of an Exchange server ends', async () => {
    const faults = { sessionEndsAt: { 'Get-MailboxPermission': 30 } };
    const connection = { ...serverOf('a password'), serverUrl: 'http://exchange01.example.nl/PowerShell/' };
    const box = await open(fortyFive, people, { faults, options: { connection } });

    const reading = await box.source.read(options);

    expect(reading.mailboxes.map(({ delegates }) => delegates.state)).toEqual(fortyFive.map(() => 'read'));
    expect(box.connects()).toBe(2);
  });

  it('freezes the mailboxes of a process that dies every time', async () => {
    const { source } = await open(two, people, { faults: { dieAtPermissionCall: 1 } });

    const reading = await source.read(options);

    expect(reading.mailboxes.map(({ delegates }) => delegates)).toEqual([unreadable, unreadable]);
  });

  const place = 'Get-EXOMailboxPermission';
  const throttled = 'Request failed: 429 TooManyRequests. Maximum retry count reached.';
  const four = [1, 2, 3, 4].map((number) => worldMailbox(number, ['Person 101', 'Group 201']));
  it.each<[string, Partial<WorldExchangeFaults>, readonly (readonly [string, string, number])[]]>([
    ['is unavailable', { unreadablePermissions: [1, 3].map(idOf) }, [['exchange-unavailable', place, 2]]],
    ['refuses access', { commandErrors: { [place]: 'Access is denied.' } }, [['exchange-access-denied', place, 4]]],
    ['asks to slow down for ever', { throttledPermissionCalls: 1000 }, [['exchange-throttled', place, 4]]],
    ['answers with nothing', { emptyPermissions: [2, 4].map(idOf) }, [['exchange-nothing-shown', place, 2]]],
    ['loses its process every time', { dieAtPermissionCall: 1 }, [['powershell-ended', place, 4]]],
    [
      'ends the session',
      { commandErrors: { [place]: 'The access token has expired or is not yet valid: token has expired.' } },
      [['exchange-session-ended', place, 4]],
    ],
    [
      'fails for some in two ways, and for a group',
      { unreadablePermissions: [idOf(1)], emptyPermissions: [idOf(2)], unreadableGroups: [idOf(201)] },
      [
        ['exchange-unavailable', place, 1],
        ['exchange-nothing-shown', place, 1],
        ['exchange-unavailable', 'Get-DistributionGroupMember', 1],
      ],
    ],
  ])('names the reason once, with how many got no answer, when Exchange %s', async (_, faults, expected) => {
    const { source } = await open(four, [...people, worldGroup(201, [102])], { faults });

    const { problems } = await source.read(options);

    expect(problems.map(({ code, place: where, unread }) => [code, where, unread])).toEqual(expected);
  });

  it('says of what got no answer what the first one said, and nothing of what vanished', async () => {
    const faults = { throttledPermissionCalls: 1000 };
    const gone = { vanished: [1, 2].map(idOf) };

    const { problems } = await (await open(two, people, { faults })).source.read(options);
    const { problems: none } = await (await open(two, people, { faults: gone })).source.read(options);

    expect(problems).toEqual([{ code: 'exchange-throttled', place, params: { said: throttled }, unread: 2 }]);
    expect(none).toEqual([]);
  });

  it('finds the mailboxes that a short list left out, and calls the list incomplete', async () => {
    const { source } = await open(two, people, { faults: { missingFromList: [idOf(2)] } });

    const reading = await source.read(options);

    expect(reading.list).toEqual({ complete: false, reason: 'list-shorter-than-total', have: 1, expected: 2 });
    expect(reading.mailboxes.map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
  });

  it('calls the list incomplete when one type of mailbox could not be listed', async () => {
    const listError = 'Error while querying REST service. HttpStatusCode=500';
    const faults = { listError, listErrorType: 'RoomMailbox' };
    const { source } = await open([...two, worldMailbox(3, [], { type: 'RoomMailbox' })], people, { faults });

    const reading = await source.read(options);

    expect(reading.list).toEqual({ complete: false, reason: 'read-failed', have: 2, expected: null });
    expect(reading.problems).toEqual([
      { code: 'exchange-unavailable', place: 'RoomMailbox', params: { said: listError } },
    ]);
  });

  it('throws when Exchange refuses the connection, and does not repeat the password', async () => {
    const connectError = `Response status code 403 (Forbidden) for ${certificatePassword}`;
    const { source } = await open(two, people, { faults: { connectError } });

    const reading = source.read(options);

    await expect(reading).rejects.toMatchObject({
      code: 'exchange-not-allowed',
      context: { said: 'Response status code 403 (Forbidden) for ***' },
    });
  });

  it('reports a group whose members cannot be read, and still reads the people who hold access directly', async () => {
    const groups = [worldGroup(201, [101])];
    const mailbox = worldMailbox(1, ['Group 201', 'Person 102']);
    const { source } = await open([mailbox], [...people, ...groups], { faults: { unreadableGroups: [idOf(201)] } });

    const reading = await source.read(options);

    expect(reading.mailboxes[0]?.delegates).toMatchObject({
      state: 'read',
      trustees: [
        { kind: 'person', address: 'person102@example.nl' },
        { kind: 'unresolved', name: 'Group 201', reason: 'group-not-expanded' },
      ],
    });
  });

  it('reads more than a thousand mailboxes and members, where Exchange stops unless it is told otherwise', async () => {
    const crowd = Array.from({ length: 1100 }, (_, at) => worldPerson(2000 + at));
    const group = worldGroup(
      201,
      crowd.map((_, at) => 2000 + at),
    );
    const rooms = Array.from({ length: 1100 }, (_, at) => worldMailbox(at + 5000, at === 0 ? ['Group 201'] : []));
    const { source } = await open(rooms, [...crowd, group]);

    const reading = await source.read(options);

    expect(reading.mailboxes).toHaveLength(1100);
    expect(reading.mailboxes[0]?.delegates).toMatchObject({ trustees: { length: 1100 } });
  });

  it.each(['Get-EXOMailboxPermission', 'Get-MailboxPermission'] as const)(
    'reads more than a thousand people with access to one mailbox, where %s stops unless it is told otherwise',
    async (permissionCommand) => {
      const crowd = Array.from({ length: 1100 }, (_, at) => worldPerson(2000 + at));
      const mailbox = worldMailbox(
        1,
        crowd.map(({ primaryAddress }) => primaryAddress),
      );
      const { source } = await open([mailbox], crowd, { options: { permissionCommand } });

      const reading = await source.read(options);

      expect(reading.mailboxes[0]?.delegates).toMatchObject({ trustees: { length: 1100 } });
    },
  );

  it('tells a group from a mailbox of the same name by the SID', async () => {
    const group = worldGroup(201, [101], { displayName: 'Finance' });
    const row = { user: 'Finance', accessRights: ['FullAccess'], deny: false, isInherited: false };
    const permissions = [{ ...row, userSid: group.sid }];
    const { source } = await open([worldMailbox(1, [], { displayName: 'Finance', permissions })], [...people, group]);

    const reading = await source.read(options);

    expect(reading.mailboxes[0]?.delegates).toMatchObject({
      trustees: [{ kind: 'person', address: 'person101@example.nl', via: ['Finance'] }],
    });
  });

  it.each([
    ['nobody can tell whose access it takes', '', { state: 'unreadable', reason: 'deny-unidentified' }],
    ['its SID tells', 'S-1-5-21-1-2-3-102', { state: 'read', trustees: [{ address: 'person101@example.nl' }] }],
  ])(
    'freezes a mailbox that denies somebody Exchange names like nobody else, unless %s',
    async (_, userSid, expected) => {
      const row = { userSid: '', accessRights: ['FullAccess'], deny: false, isInherited: false };
      const permissions = [
        { ...row, user: 'Person 101' },
        { ...row, user: 'Person 102' },
        { ...row, user: 'EURPR00A000\\renamed', userSid, deny: true },
      ];
      const { source } = await open([worldMailbox(1, [], { permissions }), worldMailbox(2, ['Person 101'])], people);

      const reading = await source.read(options);

      expect(reading.mailboxes.map(({ delegates }) => delegates)).toMatchObject([expected, { state: 'read' }]);
    },
  );

  it('reports a name that fits two recipients when no SID tells them apart', async () => {
    const twins = [
      worldPerson(101, { displayName: 'Jan de Vries' }),
      worldPerson(102, { displayName: 'Jan de Vries' }),
    ];
    const { source } = await open([worldMailbox(1, ['Jan de Vries'])], twins);

    const reading = await source.read(options);

    expect(reading.mailboxes[0]?.delegates).toMatchObject({
      trustees: [{ kind: 'unresolved', name: 'Jan de Vries', reason: 'ambiguous' }],
    });
  });

  it('evaluates nothing that stands in a name', async () => {
    const names = ['$(Remove-Item x)', "'; exit 1 #", '"quoted"', '‘smart’', 'two\nlines', 'nul\u0000', '`$env:PATH`'];
    const recipients = names.map((displayName, at) => worldPerson(101 + at, { displayName }));
    const mailboxes = names.map((displayName, at) =>
      worldMailbox(at + 1, [displayName], { displayName: `${displayName} mail` }),
    );
    const { source } = await open(mailboxes, recipients);

    const reading = await source.read(options);

    expect(reading.mailboxes.map(({ displayName }) => displayName)).toEqual(names.map((name) => `${name} mail`));
    expect(reading.mailboxes.map(({ delegates }) => delegates)).toMatchObject(
      names.map((name) => ({ trustees: [{ kind: 'person', name }] })),
    );
  });

  it.each([
    ['an organisational unit', (text: string) => ({ organizationalUnit: text })],
    ['an organisation', (text: string, file: string) => ({ connection: { ...certificate(file), organization: text } })],
    [
      'an application id',
      (text: string, file: string) => ({ connection: { ...certificate(file), applicationId: text } }),
    ],
    ['a certificate file', (text: string) => ({ connection: certificate(text) })],
    [
      'a password',
      (text: string, file: string) => ({ connection: { ...certificate(file), certificatePassword: () => text } }),
    ],
    ['a user name', (text: string) => ({ connection: { ...signIn, userName: text } })],
    ['a token', (text: string) => ({ connection: { ...signIn, token: tokenOf(text) } })],
    ['a server, its user and its password', (text: string) => ({ connection: serverOf(text) })],
  ])('evaluates nothing that stands in %s', async (_, withText) => {
    const { folder } = await open(two, people);
    const marker = join(folder, 'evaluated');
    const write = `[System.IO.File]::WriteAllText('${marker}', 'x')`;
    const before = ['', "';", '";', '\n', '\u0000', '\u2019;'];
    for (const text of before.flatMap((start) => [`${start}$(${write})`, `${start} ${write} #`])) {
      const { source } = await open(two, people, { options: withText(text, join(folder, 'certificate.pfx')) });

      await source.read(options).catch(() => 'refused, as it may be');
    }
    expect(existsSync(marker)).toBe(false);
  });

  it('never asks Exchange for an identity that is no GUID: Exchange would answer everything', async () => {
    const { source } = await open(two, people);
    const odd = ['', '*', '$null', idOf(1).slice(1), "' -or '1'='1"];

    const again = await source.reread(odd, options);
    const answers = await source.lookUp(odd, options);

    expect(again.mailboxes).toEqual([]);
    expect(again.list.complete).toBe(false);
    expect([...answers.values()]).toEqual(odd.map(() => 'unknown'));
  });

  it('looks up a mailbox whatever its type, and says not found only when Exchange does', async () => {
    const group = worldMailbox(3, [], { type: 'GroupMailbox' });
    const { source } = await open([...two, group], people, { options: { types: ['SharedMailbox'] } });

    const answers = await source.lookUp([idOf(1), idOf(3), idOf(9)], options);

    expect([...answers.values()]).toEqual(['found', 'found', 'not-found']);
  });

  it('finds who holds an address among everything Exchange knows, and takes no pattern for an address', async () => {
    const made = worldMailbox(3, [], {
      type: 'RoomMailbox',
      emailAddresses: ['SMTP:three@example.nl', 'smtp:Third@example.nl'],
    });
    const { source } = await open([...two, made], people, { options: { types: ['SharedMailbox'] } });
    const asked = ['third@example.nl', 'nothing@example.nl', '*@example.nl', "x'@example.nl", '$(x)@example.nl', ''];

    const answers = await source.lookUpAddresses(asked, options);

    expect([...answers.values()]).toEqual(['found', 'not-found', 'unknown', 'unknown', 'unknown', 'unknown']);
  });

  it('shows with the list when each mailbox changed, for a memory, and does without where Exchange refuses', async () => {
    const mailboxes = [worldMailbox(1, []), worldMailbox(2, [], { whenChanged: '2026-02-01T10:00:00Z' })];
    const marks = async (faults: Partial<WorldExchangeFaults>, more: Partial<ExchangeSourceOptions>) => {
      const { source } = await open(mailboxes, people, { faults, options: { changeMarks: true, ...more } });
      const reading = await source.read(options);
      return [...reading.mailboxes.map(({ changeMark }) => changeMark), ...reading.problems.map(({ code }) => code)];
    };

    const shown = ['2026-01-01T00:00:00', '2026-02-01T10:00:00'];
    const none = [undefined, undefined];
    expect(await marks({}, {})).toEqual(shown);
    expect(await marks({}, { changeMarks: false })).toEqual(none);
    expect(await marks({ withoutWhenChanged: true }, {})).toEqual(none);
    expect(await marks({ withoutDescriptors: true }, { bulkPermissions: 'auto' })).toEqual([
      ...shown,
      'bulk-permissions-refused',
    ]);
  });

  it('asks only the mailboxes that are chosen from its list, and says of the others that they were not asked', async () => {
    const { source } = await open(two, people);
    const listed: string[] = [];

    const { mailboxes } = await source.read({
      ...options,
      choose: (list) => {
        listed.push(...list.map(({ id }) => id));
        return [idOf(2)];
      },
    });

    expect(listed.toSorted()).toEqual([idOf(1), idOf(2)]);
    expect(mailboxes.map(({ delegates }) => delegates.state === 'unreadable' && delegates.reason)).toEqual([
      'not-asked',
      false,
    ]);
  });

  it('counts the mailboxes of types that are off and those that live elsewhere', async () => {
    const others = [
      worldMailbox(3, [], { type: 'RoomMailbox' }),
      worldMailbox(4, [], { type: 'RemoteSharedMailbox' }),
      worldMailbox(5, [], { type: 'UserMailbox' }),
      worldMailbox(6, [], { type: 'LinkedMailbox' }),
      worldMailbox(7, [], { type: 'GroupMailbox' }),
    ];
    const { source } = await open([...two, ...others], people, { options: { types: ['SharedMailbox'] } });

    const reading = await source.read(options);

    expect(reading.notRead).toEqual({ GroupMailbox: 1, LinkedMailbox: 1, RemoteSharedMailbox: 1, RoomMailbox: 1 });
    expect(reading.mailboxes).toHaveLength(2);
  });

  it('reads the mailboxes of Microsoft 365 groups, linked and legacy ones when they are switched on', async () => {
    const types = ['GroupMailbox', 'LinkedMailbox', 'LegacyMailbox'] as const;
    const switchedOn = types.map((type, at) => worldMailbox(at + 5, ['Person 101'], { type }));
    const { source } = await open([...two, ...switchedOn], people, { options: { types } });

    const reading = await source.read(options);

    expect(reading.mailboxes.map(({ type }) => type)).toEqual(types);
    expect(reading.notRead).toEqual({ SharedMailbox: 2 });
  });

  it('reads only the mailboxes of the OU it is told to read', async () => {
    const other = worldMailbox(3, [], { organizationalUnit: 'example.nl/Rooms' });
    const { source } = await open([...two, other], people, { options: { organizationalUnit: 'example.nl/Rooms' } });

    const reading = await source.read(options);

    expect(reading.mailboxes.map(({ id }) => id)).toEqual([idOf(3)]);
  });

  it('says from the first moment what it is doing and how far it is', async () => {
    const groups = [worldGroup(201, [101, 202]), worldGroup(202, [102, 203]), worldGroup(203, [])];
    const named = [...two, worldMailbox(3, ['Group 201', 'EXAMPLE\\renamed'])];
    const { source } = await open(named, [...people, ...groups]);
    const said: Progress[] = [];

    await source.read({ ...options, onProgress: (progress) => said.push(progress) });

    const steps = said.map(({ what, done, total }) => `${what} ${done} of ${total}`);
    expect([...new Set(steps)]).toEqual([
      'connecting 0 of null',
      'mailboxes 0 of null',
      'mailboxes 1 of null',
      'mailboxes 2 of null',
      'mailboxes 3 of null',
      'mailboxes 3 of 3',
      // Three mailboxes, two people and three groups; then the people and the groups once more, as the directory has them.
      ...Array.from({ length: 14 }, (_, done) => `recipients ${done} of null`),
      'delegates 0 of 3',
      'delegates 1 of 3',
      'delegates 2 of 3',
      'delegates 3 of 3',
      'names 0 of 1',
      'names 1 of 1',
      'groups 0 of 1',
      'groups 1 of 1',
      'groups 1 of 2',
      'groups 2 of 2',
      'groups 2 of 3',
      'groups 3 of 3',
    ]);
  });

  it('stops within a moment in the middle of a slow reading', async () => {
    const many = Array.from({ length: 60 }, (_, at) => worldMailbox(at + 1, []));
    const { source } = await open(many, people, { faults: { delayMs: 300 } });
    const stop = new AbortController();
    const onProgress = ({ what, done }: Progress) =>
      what === 'delegates' && done === 1 && stop.abort(new Error('stopped by a person'));

    await expect(source.read({ signal: stop.signal, onProgress })).rejects.toThrow('stopped by a person');
  });
});
