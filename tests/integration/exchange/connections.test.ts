import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeCertificate } from '../../../sandbox/exchange/make-certificate.ts';
import { generateWorld } from '../../../sandbox/tenant/generate-world.ts';
import { recordedReading } from '../../../sandbox/tenant/recorded-reading.ts';
import type { WorldDomain, WorldExchangeFaults, WorldRecipient } from '../../../sandbox/tenant/world.ts';
import type { SignInRequest } from '../../../src/sync/model/progress.ts';
import type {
  ExchangeToken,
  OnlineCertificate,
  OnlineSignIn,
} from '../../../src/sync/source/exchange/exchange-access.ts';
import { PowerShellSession } from '../../../src/sync/source/exchange/session.ts';
import {
  exchangeBoxes,
  idOf,
  noFaults,
  onPremiseServer,
  takenAt,
  unableTo,
  worldGroup,
  worldMailbox,
  worldPerson,
} from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';

const options = { signal: new AbortController().signal };
const people = [worldPerson(101), worldPerson(102)];
const standIns = fileURLToPath(new URL('../../../sandbox/exchange', import.meta.url));

function worldOf(mailboxes = [worldMailbox(1, ['Person 101'])], faults: Partial<WorldExchangeFaults> = {}) {
  return { exchange: { mailboxes, recipients: people, faults: { ...noFaults, ...faults } } };
}

describeWithPowerShell('Connecting with a certificate', (executable) => {
  const boxes = exchangeBoxes(executable);
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'countersign-certificates-'));
  });
  afterAll(async () => {
    await boxes.close();
    await rm(folder, { recursive: true, force: true });
  });

  const good = { password: 'long enough for this', privateKey: true, from: '2026-01-01', until: '2030-01-01' };
  async function connection(name: string, change: Partial<typeof good> = {}): Promise<OnlineCertificate> {
    const { password, privateKey, from, until } = { ...good, ...change };
    const file = join(folder, `${name}.pfx`);
    const dates = { notBefore: new Date(`${from}T00:00:00Z`), notAfter: new Date(`${until}T00:00:00Z`) };
    await makeCertificate(executable, { file, password, privateKey, ...dates });
    return withFile(file, password);
  }
  function withFile(certificateFile: string, password: string): OnlineCertificate {
    const applicationId = '11111111-2222-3333-4444-555555555555';
    const certificatePassword = () => password;
    return { kind: 'online-certificate', certificateFile, certificatePassword, applicationId, organization: 'e.x' };
  }
  async function read(access: OnlineCertificate) {
    const { source } = await boxes.open(worldOf(), { connection: access });
    return await source.read(options);
  }

  it('says that the certificate ends within thirty days, and reads', async () => {
    const reading = await read(await connection('soon', { until: '2026-03-20' }));

    expect(reading.problems).toMatchObject([{ code: 'exchange-certificate-expires', params: { until: '2026-03-20' } }]);
    expect(reading.mailboxes).toHaveLength(1);
  });

  it.each([
    ['exchange-certificate-expired', { until: '2026-03-01' }],
    ['exchange-certificate-not-yet', { from: '2026-04-01' }],
    ['exchange-certificate-no-key', { privateKey: false }],
  ])('refuses it before connecting: %s', async (code, change) => {
    const access = await connection(code, change);

    await expect(read(access)).rejects.toMatchObject({ code, context: { file: access.certificateFile } });
  });

  it('refuses a password that does not open it, and repeats none of it', async () => {
    const { certificateFile } = await connection('locked');

    const error: unknown = await read(withFile(certificateFile, 'not-the-password')).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: 'exchange-certificate-password' });
    expect(JSON.stringify(error) + String(error)).not.toContain('not-the-password');
  });

  it.each([
    ['exchange-certificate-missing', 'nowhere.pfx', undefined],
    ['exchange-certificate-password', 'text.pfx', 'this is no certificate'],
  ])('refuses as %s the file %s', async (code, name, content) => {
    const file = join(folder, name);
    if (content !== undefined) await writeFile(file, content);

    await expect(read(withFile(file, 'a password that is long'))).rejects.toMatchObject({ code });
  });

  it('refuses the module version that can no longer connect', async () => {
    const modules = join(folder, 'old');
    await mkdir(modules, { recursive: true });
    await cp(standIns, modules, { recursive: true });
    const manifest = join(modules, 'ExchangeOnlineManagement', 'ExchangeOnlineManagement.psd1');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace("'3.9.2'", "'2.0.3'"));
    const powershell = { executable, standInModules: modules, standInEnvironment: {}, environment: process.env };
    const { source } = await boxes.open(worldOf(), { powershell });

    await expect(source.read(options)).rejects.toMatchObject({
      code: 'exchange-module-too-old',
      context: { version: '2.0.3' },
    });
  });
});

describeWithPowerShell('Connecting as an administrator who signed in', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  const many = Array.from({ length: 45 }, (_, at) => worldMailbox(at + 1, ['Person 101']));
  function signIn(tokens: readonly ExchangeToken[], request: SignInRequest | null = null) {
    let given = 0;
    const dropped: (string | undefined)[] = [];
    const access: OnlineSignIn = {
      kind: 'online-sign-in',
      userName: 'admin@example.nl',
      token: async ({ onSignIn, refused }) => {
        dropped.push(refused);
        if (request !== null) onSignIn?.(request);
        if (request !== null) onSignIn?.(null);
        const token = tokens[Math.min(given++, tokens.length - 1)];
        return await Promise.resolve(token ?? { accessToken: '', expiresAt: takenAt });
      },
    };
    return { access, given: () => given, dropped };
  }
  const soon = (accessToken: string) => ({ accessToken, expiresAt: '2026-03-02T08:02:00.000Z' });
  const late = (accessToken: string) => ({ accessToken, expiresAt: '2026-03-02T09:00:00.000Z' });

  it('hands the token over and reads everything with it', async () => {
    const { access, given } = signIn([late('token-1')]);
    const { source } = await boxes.open(worldOf(many), { connection: access });

    const reading = await source.read(options);

    expect(reading.mailboxes.map(({ delegates }) => delegates.state)).toEqual(many.map(() => 'read'));
    expect(given()).toBe(1);
  });

  it('takes a new token between questions when the old one is about to end, and goes on where it was', async () => {
    const { access, given } = signIn([soon('token-1'), soon('token-2'), late('token-3')]);
    const { source } = await boxes.open(worldOf(many), { connection: access });
    const done: number[] = [];

    const reading = await source.read({
      ...options,
      onProgress: (progress) => progress.what === 'delegates' && done.push(progress.done),
    });

    expect(given()).toBe(3);
    expect(reading.mailboxes.map(({ delegates }) => delegates.state)).toEqual(many.map(() => 'read'));
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  it('takes a new token when the old one ends in the middle of a question, and reads everything', async () => {
    const { access, dropped } = signIn([late('token-1'), late('token-2')]);
    const faults = { sessionEndsAt: { 'Get-EXOMailboxPermission': 30 } };
    const { source } = await boxes.open(worldOf(many, faults), { connection: access });

    const reading = await source.read(options);

    expect(reading.mailboxes.map(({ delegates }) => delegates.state)).toEqual(many.map(() => 'read'));
    expect(dropped).toEqual([undefined, undefined]);
  });

  it('drops a token that Exchange refuses, and connects with another one', async () => {
    const { access, dropped } = signIn([late('token-1'), late('token-2')]);
    const world = worldOf(many, { refusedTokens: ['token-1'] });
    const { source, connects } = await boxes.open(world, { connection: access });

    const reading = await source.read(options);

    expect(reading.mailboxes.map(({ delegates }) => delegates.state)).toEqual(many.map(() => 'read'));
    expect(dropped).toEqual([undefined, 'token-1']);
    expect(connects()).toBe(1);
  });

  it('drops the token that was used so far when Exchange takes it no longer, and goes on', async () => {
    const { access, given, dropped } = signIn([late('token-1'), late('token-1'), late('token-2')]);
    const sessionEndsAt = { 'Get-EXOMailboxPermission': 30 };
    const box = await boxes.open(worldOf(many, { sessionEndsAt }), {
      connection: {
        ...access,
        token: async (asking) => {
          if (given() === 1) await box.show(worldOf(many, { sessionEndsAt, refusedTokens: ['token-1'] }));
          return await access.token(asking);
        },
      },
    });

    const reading = await box.source.read(options);

    expect(reading.mailboxes.map(({ delegates }) => delegates.state)).toEqual(many.map(() => 'read'));
    expect(dropped).toEqual([undefined, undefined, 'token-1']);
  });

  it('gives up when the second token is refused as well, and asks for no third', async () => {
    const { access, given } = signIn([late('token-1'), late('token-2'), late('token-3')]);
    const world = worldOf(many, { refusedTokens: ['token-1', 'token-2'] });
    const { source } = await boxes.open(world, { connection: access });

    await expect(source.read(options)).rejects.toMatchObject({ code: 'exchange-session-ended' });

    expect(given()).toBe(2);
  });

  it('says who must sign in and where, and stops saying so afterwards', async () => {
    const request = { url: 'https://login.example.com/', account: 'admin@example.nl', code: null };
    const { access } = signIn([late('token-1')], request);
    const { source } = await boxes.open(worldOf(), { connection: access });
    const said: (SignInRequest | undefined)[] = [];

    await source.read({ ...options, onProgress: (progress) => said.push(progress.signIn) });

    expect(said.filter((each) => each !== undefined)).toEqual([request]);
    expect(said.at(-1)).toBeUndefined();
  });

  it('does not repeat the token when Exchange refuses it', async () => {
    const { access } = signIn([late('token-that-is-secret')]);
    const connectError = 'Response status code 403 (Forbidden) for token-that-is-secret';
    const { source } = await boxes.open(worldOf(many, { connectError }), { connection: access });

    const error: unknown = await source.read(options).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: 'exchange-not-allowed' });
    expect(JSON.stringify(error) + String(error)).not.toContain('token-that-is-secret');
  });
});

describeWithPowerShell('Connecting to an Exchange server', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  const access = onPremiseServer;
  /** Microsoft 365 groups live online only; the rest is the same organisation. */
  const seeds = [1, 2, 3, 4];

  it.each(seeds)('reads the same as was made up, with commands only and no language, seed %i', async (seed) => {
    const world = generateWorld({ seed, mailboxes: 60 });
    const { source } = await boxes.open(world, { connection: access });

    const reading = await source.read(options);

    const expected = recordedReading(world, {
      source: 'exchange',
      takenAt,
      permissionCommand: 'Get-MailboxPermission',
    });
    const mailboxes = expected.mailboxes.filter(({ type }) => type !== 'GroupMailbox');
    // The made-up groups of Microsoft 365 are seen as recipients, and counted as what is not read here.
    const { GroupMailbox = 0, ...notRead } = reading.notRead;
    const silent = mailboxes.filter(
      ({ delegates }) => delegates.state === 'unreadable' && delegates.reason === 'permissions-unreadable',
    );
    const params = { said: expect.stringContaining('HttpStatusCode=503') as string };
    const problems = expected.problems.map((problem) => ({ ...problem, params, unread: silent.length }));
    expect({ ...reading, notRead }).toEqual({ ...expected, mailboxes, problems });
    expect(problems).toHaveLength(1);
    expect(GroupMailbox).toBeGreaterThanOrEqual(expected.mailboxes.length - mailboxes.length);
  });

  it('freezes a mailbox that cannot be read, leaves out one that vanished, and finds by id', async () => {
    const three = [1, 2, 3].map((number) => worldMailbox(number, ['Person 101']));
    const world = worldOf(three, { unreadablePermissions: [idOf(1)], vanished: [idOf(3)] });
    const { source } = await boxes.open(world, { connection: access });

    const reading = await source.read(options);
    const answers = await source.lookUp([idOf(2), idOf(9)], options);
    const holders = await source.lookUpAddresses(['mailbox2@example.nl', 'nothing@example.nl'], options);

    expect(reading.mailboxes.map(({ id, delegates }) => [id, delegates.state])).toEqual([
      [idOf(1), 'unreadable'],
      [idOf(2), 'read'],
    ]);
    expect(reading.problems.map(({ code, unread }) => [code, unread])).toEqual([['exchange-unavailable', 1]]);
    expect([...answers.values()]).toEqual(['found', 'not-found']);
    expect([...holders.values()]).toEqual(['found', 'not-found']);
  });

  it('reads a group with more members than Active Directory answers, and names the stranger from another forest', async () => {
    const crowd = Array.from({ length: 20 }, (_, at) => worldPerson(300 + at));
    const inner = worldGroup(
      201,
      crowd.map((_, at) => 300 + at),
    );
    const outer = { ...worldGroup(202, [101, 201]), members: [idOf(101), idOf(201), 'S-1-5-21-7-7-7-1234'] };
    const world = worldOf([worldMailbox(1, ['Group 202'])], { directoryLimit: 10 });
    const exchange = { ...world.exchange, recipients: [...people, ...crowd, inner, outer] };
    const { source } = await boxes.open({ exchange }, { connection: access });

    const reading = await source.read(options);

    const { delegates } = reading.mailboxes[0] ?? {};
    const trustees = delegates?.state === 'read' ? delegates.trustees : [];
    expect(trustees).toHaveLength(22);
    expect(trustees).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ address: 'person101@example.nl', via: ['Group 202'] }),
        expect.objectContaining({ address: 'person319@example.nl', via: ['Group 202', 'Group 201'] }),
        { kind: 'unresolved', name: 'S-1-5-21-7-7-7-1234', reason: 'foreign' },
      ]),
    );
  });

  const foreign = 'S-1-5-21-7-7-7';
  async function trusteesFor(
    permissions: readonly (readonly [user: string, sid: string])[],
    change: {
      readonly recipients?: readonly WorldRecipient[];
      readonly domains?: readonly WorldDomain[];
      readonly faults?: Partial<WorldExchangeFaults>;
    } = {},
  ) {
    const rows = permissions.map(([user, userSid]) => ({
      user,
      userSid,
      accessRights: ['FullAccess'],
      deny: false,
      isInherited: false,
    }));
    const { exchange } = worldOf([worldMailbox(1, [], { permissions: rows })], change.faults);
    const { domains = [{ netBiosName: 'EXAMPLE', dnsRoot: 'example.com' }] } = change;
    const recipients = [...people, ...(change.recipients ?? [])];
    const { source } = await boxes.open({ exchange: { ...exchange, recipients, domains } }, { connection: access });
    const { mailboxes, problems, namesIncomplete } = await source.read(options);
    const { delegates } = mailboxes[0] ?? {};
    const trustees = delegates?.state === 'read' ? delegates.trustees : [];
    return {
      problems,
      namesIncomplete,
      said: trustees.map((each) => (each.kind === 'person' ? each.address : `${each.name}: ${each.reason}`)),
    };
  }

  it('never takes somebody of a trusted forest for the namesake here', async () => {
    const linked = worldPerson(105, { linkedMasterAccount: 'PARTNER\\jan' });

    const { said } = await trusteesFor(
      [
        ['PARTNER\\person101', `${foreign}-1101`],
        ['PARTNER\\person102', ''],
        ['PARTNER\\jan', `${foreign}-1102`],
        ['EXAMPLE\\person102', ''],
      ],
      { recipients: [linked] },
    );

    expect(said).toEqual([
      'person102@example.nl',
      'person105@example.nl',
      'PARTNER\\person101: foreign',
      'PARTNER\\person102: foreign',
    ]);
  });

  it('goes by the name that the directory gives its domain, whatever the DNS name suggests', async () => {
    const { said } = await trusteesFor(
      [
        ['CORP\\person101', ''],
        ['EXAMPLE\\person102', ''],
      ],
      { domains: [{ netBiosName: 'CORP', dnsRoot: 'example.com' }] },
    );

    expect(said).toEqual(['person101@example.nl', 'EXAMPLE\\person102: foreign']);
  });

  it('goes by SIDs alone, and says so, when the directory does not tell its domains', async () => {
    const { said, problems, namesIncomplete } = await trusteesFor(
      [
        ['EXAMPLE\\person101', ''],
        ['EXAMPLE\\person102', 'S-1-5-21-1-2-3-102'],
      ],
      { faults: { withoutDomains: true } },
    );

    expect(said).toEqual(['person102@example.nl', 'EXAMPLE\\person101: unknown']);
    expect(problems).toMatchObject([{ place: 'domains' }]);
    expect(namesIncomplete).toBe(true);
  });

  it('takes nobody for a stranger, and nothing for certain, because one domain of the forest did not answer', async () => {
    const { said, problems, namesIncomplete } = await trusteesFor(
      [
        ['EXAMPLE\\person101', ''],
        ['SUB\\person105', ''],
        ['SUB\\gone', 'S-1-5-21-1-2-3-102'],
        ['PARTNER\\person102', `${foreign}-1102`],
      ],
      {
        recipients: [worldPerson(105, { domain: 'sub.example.com', sid: 'S-1-5-21-4-5-6-105' })],
        domains: [
          { netBiosName: 'EXAMPLE', dnsRoot: 'example.com' },
          { netBiosName: 'SUB', dnsRoot: 'sub.example.com' },
        ],
        faults: { silentDomains: ['sub.example.com'] },
      },
    );

    expect(said).toEqual([
      'person101@example.nl',
      'person102@example.nl',
      'PARTNER\\person102: foreign',
      'SUB\\person105: unknown',
    ]);
    expect(problems).toMatchObject([{ place: 'sub.example.com' }]);
    expect(namesIncomplete).toBe(true);
  });

  it('reports a member of a group who comes from a trusted forest, and finds the mailbox that he opens', async () => {
    const away = worldPerson(900, { elsewhere: true, sid: `${foreign}-900` });
    const opener = worldPerson(901, { elsewhere: true, sid: `${foreign}-901` });
    const linked = worldPerson(105, { linkedMasterAccount: `${foreign}-901` });

    const { said } = await trusteesFor([['Group 201', '']], {
      recipients: [away, opener, linked, worldGroup(201, [101, 900, 901])],
    });

    expect(said).toEqual(['person101@example.nl', 'person105@example.nl', `${foreign}-900: foreign`]);
  });

  it.each([
    ['security-group', '1001', {}, ['person101@example.nl']],
    ['distribution-group', '1001', {}, ['Group 201: group-cannot-hold-full-access']],
    ['security-group', '513', {}, ['Group 201: group-not-expanded']],
    ['security-group', '1001', { directoryLimit: 1 }, ['Group 201: group-not-expanded']],
  ] as const)('goes by what the server says of a global group: %s, number %s, %o', async (...row) => {
    const [kind, number, faults, expected] = row;
    const change = { kind, sid: `S-1-5-21-1-2-3-${number}`, groupScope: 'Global' } as const;
    const members = 'directoryLimit' in faults ? [101, 102] : [101];

    const { said } = await trusteesFor([['Group 201', '']], { recipients: [worldGroup(201, members, change)], faults });

    expect(said).toEqual(expected);
  });

  it.each([
    ['user', undefined, ['person101@example.nl', 'Group 201: group-not-expanded']],
    ['group', undefined, ['person101@example.nl', 'Group 201: group-not-expanded']],
    ['computer', undefined, ['person101@example.nl']],
    ['contact', undefined, ['person101@example.nl']],
    ['user', 1, ['person101@example.nl', 'Group 201: group-not-expanded']],
  ])('does not take a group for wholly known whose member no list has: a %s, at most %s shown', async (...row) => {
    const [objectClass, directoryLimit, expected] = row;
    const unlisted = worldPerson(900, { elsewhere: true, objectClass });

    const { said } = await trusteesFor([['Group 201', '']], {
      recipients: [unlisted, worldGroup(201, [101, 900])],
      faults: directoryLimit === undefined ? {} : { directoryLimit },
    });

    expect(said).toEqual(expected);
  });

  it.each(['groups', 'users'] as const)(
    'never takes members of a group for nobody because the list of %s could not be read',
    async (list) => {
      const withoutMail = { primaryAddress: '', emailAddresses: [] };
      const inner = worldGroup(201, [102], withoutMail);
      const outer = worldGroup(202, list === 'groups' ? [101, 201] : [101, 103]);
      const recipients = [...people, worldPerson(103, withoutMail), inner, outer];
      const world = worldOf([worldMailbox(1, ['Group 202'])], {});
      const { source } = await boxes.open(
        { exchange: { ...world.exchange, recipients } },
        {
          connection: access,
          startSession: async (...start) => unableTo(list, await PowerShellSession.start(...start)),
        },
      );

      const reading = await source.read(options);

      expect(reading.problems).toMatchObject([{ place: list }]);
      expect(reading.mailboxes[0]?.delegates).toMatchObject({
        trustees: [
          { kind: 'person', address: 'person101@example.nl' },
          { kind: 'unresolved', name: 'Group 202', reason: 'group-not-expanded' },
        ],
      });
    },
  );

  it('shows when each mailbox changed to a memory that asks for it, in the list and by id', async () => {
    const world = worldOf([worldMailbox(1, [], { whenChanged: '2026-02-01T10:00:00Z' })]);
    const marks = async (changeMarks: boolean) => {
      const { source } = await boxes.open(world, { connection: access, changeMarks });
      const readings = [await source.read(options), await source.reread([idOf(1)], options)];
      return readings.map(({ mailboxes }) => mailboxes[0]?.changeMark);
    };

    expect(await marks(true)).toEqual(['2026-02-01T10:00:00', '2026-02-01T10:00:00']);
    expect(await marks(false)).toEqual([undefined, undefined]);
  });

  it('reads only the mailboxes of the OU it is told to read', async () => {
    const other = worldMailbox(3, [], { organizationalUnit: 'example.nl/Rooms' });
    const world = worldOf([worldMailbox(1, []), other]);
    const { source } = await boxes.open(world, { connection: access, organizationalUnit: 'example.nl/Rooms' });

    const reading = await source.read(options);

    expect(reading.mailboxes.map(({ id }) => id)).toEqual([idOf(3)]);
  });

  it.each([
    ['exchange-kerberos-needs-http', { serverUrl: 'https://exchange01.example.nl/PowerShell/' }],
    ['exchange-access-denied', { password: () => '' }],
  ])('understands what the server says: %s', async (code, change) => {
    const { source } = await boxes.open(worldOf(), { connection: { ...access, ...change } });

    await expect(source.read(options)).rejects.toMatchObject({ code });
  });

  it.runIf(process.platform !== 'win32')('is refused with the reason where PowerShell cannot do it', async () => {
    const powershell = { executable, standInModules: null, standInEnvironment: {}, environment: process.env };
    const { source } = await boxes.open(worldOf(), { connection: access, powershell });

    await expect(source.read(options)).rejects.toMatchObject({
      code: 'exchange-on-premise-needs-windows',
      context: { platform: process.platform },
    });
  });
});

describeWithPowerShell('A long reading', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  it('goes on in a fresh process after so many questions, and loses nothing', async () => {
    const many = Array.from({ length: 90 }, (_, at) => worldMailbox(at + 1, ['Person 101']));
    const { source, connects } = await boxes.open(worldOf(many), { recycleAfter: 2, types: ['SharedMailbox'] });

    const reading = await source.read(options);

    // One list, three lists of principals, five batches of mailboxes.
    expect(connects()).toBe(5);
    expect(reading.mailboxes.map(({ delegates }) => delegates.state)).toEqual(many.map(() => 'read'));
  });
});
