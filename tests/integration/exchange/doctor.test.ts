import { afterAll, expect, it } from 'vitest';
import type { WorldExchangeFaults, WorldMailbox } from '../../../sandbox/tenant/world.ts';
import type { Check } from '../../../src/sync/model/check.ts';
import type { ExchangeSourceOptions } from '../../../src/sync/source/exchange/exchange-source.ts';
import { PowerShellSession } from '../../../src/sync/source/exchange/session.ts';
import {
  exchangeBoxes,
  idOf,
  noFaults,
  worldGroup,
  worldMailbox,
  worldPerson,
} from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';

const options = { signal: new AbortController().signal };

describeWithPowerShell('What doctor finds about Exchange', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  const seven = Array.from({ length: 7 }, (_, at) => worldMailbox(at + 1, ['Person 101']));
  async function check(
    mailboxes: readonly WorldMailbox[],
    faults: Partial<WorldExchangeFaults> = {},
    change: Partial<ExchangeSourceOptions> = {},
  ): Promise<readonly Check[]> {
    const exchange = { mailboxes, recipients: [worldPerson(101)], faults: { ...noFaults, ...faults } };
    const { source } = await boxes.open({ exchange }, change);
    return (await source.check?.(options)) ?? [];
  }
  const told = (checks: readonly Check[]) => checks.map(({ name, outcome, code }) => `${name} ${code ?? outcome}`);

  it('is all in order, with versions and the time of both commands on five mailboxes', async () => {
    const checks = await check(seven);

    expect(told(checks)).toEqual([
      'powershell ok',
      'certificate ok',
      'module ok',
      'connection ok',
      'rights ok',
      'recipients ok',
      'members ok',
      'permissions ok',
    ]);
    const params = Object.fromEntries(checks.map((each) => [each.name, each.params]));
    expect(params['module']).toEqual({ version: '3.9.2' });
    expect(params['powershell']).toEqual({ version: expect.stringMatching(/^7\.\d+/) as string });
    expect(params['permissions']).toEqual({
      mailboxes: 5,
      'Get-EXOMailboxPermission': expect.any(Number) as number,
      'Get-MailboxPermission': expect.any(Number) as number,
      bulk: 'bulk-permissions-unclear',
    });
  });

  const access = [
    {
      user: 'Person 101',
      userSid: 'S-1-5-21-1-2-3-101',
      accessRights: ['FullAccess'],
      deny: false,
      isInherited: false,
    },
  ];
  const withSids = seven.map((mailbox) => ({ ...mailbox, permissions: access }));
  it.each<[string, Partial<WorldExchangeFaults>, string]>([
    ['says the same as the mailboxes', {}, 'agrees'],
    ['says something else', { staleDescriptors: [idOf(2)] }, 'bulk-permissions-differ'],
    ['is refused', { withoutDescriptors: true }, 'bulk-permissions-refused'],
    ['says nothing', { garbledDescriptors: withSids.map(({ id }) => id) }, 'bulk-permissions-unclear'],
  ])('tells whether who has access could come from the list: it %s', async (_, faults, bulk) => {
    const off = (await check(withSids, faults)).at(-1);
    const auto = (await check(withSids, faults, { bulkPermissions: 'auto' })).at(-1);

    expect(off).toMatchObject({ outcome: 'ok', params: { bulk } });
    expect(auto).toMatchObject(
      bulk === 'agrees' ? { outcome: 'ok', params: { bulk } } : { outcome: 'warning', code: bulk },
    );
  });

  it.each([
    ['Response status code 403 (Forbidden)', 'exchange-not-allowed'],
    ["AADSTS700016: Application with identifier 'x' was not found.", 'exchange-application-unknown'],
    ['Unable to connect to the remote server', 'exchange-unreachable'],
  ])('names the step that failed, and tries nothing after it: %s', async (connectError, code) => {
    expect(told(await check(seven, { connectError }))).toEqual([
      'powershell ok',
      'certificate ok',
      'module ok',
      `connection ${code}`,
      'rights skipped',
      'recipients skipped',
      'members skipped',
      'permissions skipped',
    ]);
  });

  it('names the certificate when that is what is wrong', async () => {
    const connection = {
      kind: 'online-certificate',
      certificateFile: '/nowhere/exchange.pfx',
      certificatePassword: () => 'a password',
      applicationId: idOf(1),
      organization: 'example.onmicrosoft.com',
    } as const;

    expect(told(await check(seven, {}, { connection }))).toEqual([
      'powershell ok',
      'certificate exchange-certificate-missing',
      'module ok',
      'connection skipped',
      'rights skipped',
      'recipients skipped',
      'members skipped',
      'permissions skipped',
    ]);
  });

  it('says that PowerShell is not there', async () => {
    const powershell = { executable: '/nowhere/pwsh', standInModules: null, standInEnvironment: {}, environment: {} };

    const checks = await check(seven, {}, { powershell, startSession: PowerShellSession.start });

    expect(told(checks)[0]).toBe('powershell powershell-missing');
    expect(checks.slice(1).map(({ outcome }) => outcome)).toEqual(checks.slice(1).map(() => 'skipped'));
  });

  it('says that mailboxes may not be listed, or that there are none', async () => {
    const listError = "The term 'Get-Mailbox' is not recognized as a name of a cmdlet.";

    expect(told(await check(seven, { listError, listErrorType: 'SharedMailbox' })).slice(4)).toEqual([
      'rights exchange-command-missing',
      'recipients ok',
      'members ok',
      'permissions skipped',
    ]);
    expect(told(await check([])).slice(4)).toEqual([
      'rights doctor-no-mailboxes',
      'recipients ok',
      'members ok',
      'permissions skipped',
    ]);
  });

  it('tries every type of mailbox that is asked for, and says which there are none of', async () => {
    const rooms = [8, 9].map((number) => worldMailbox(number, ['Person 101'], { type: 'RoomMailbox' }));
    const types = ['SharedMailbox', 'RoomMailbox', 'TeamMailbox'] as const;

    const checks = await check([...seven, ...rooms], {}, { types });

    const params = Object.fromEntries(checks.map((each) => [each.name, each.params]));
    expect(params['rights']).toEqual({ types: 'SharedMailbox, RoomMailbox', none: 'TeamMailbox' });
    expect(params['permissions']?.['mailboxes']).toBe(5);
  });

  it.each([
    ['read', [worldGroup(201, [101])], true],
    ['none', [], true],
    ['off', [worldGroup(201, [101])], false],
  ] as const)('says of members of groups: %s', async (groups, more, expandGroups) => {
    const exchange = { mailboxes: seven, recipients: [worldPerson(101), ...more], faults: noFaults };
    const { source } = await boxes.open({ exchange }, { expandGroups });

    const checks = (await source.check?.(options)) ?? [];

    expect(checks.find(({ name }) => name === 'members')).toMatchObject({ outcome: 'ok', params: { groups } });
  });

  it('tries permissions again after a moment when Exchange is busy, and leaves out a mailbox that vanished', async () => {
    const checks = await check(seven, { throttledPermissionCalls: 3, vanished: [idOf(1)] });

    expect(told(checks).at(-1)).toBe('permissions ok');
  });

  it('says that permissions may not be read', async () => {
    const checks = await check(seven, { unreadablePermissions: [idOf(2)] });

    expect(told(checks).at(-1)).toBe('permissions exchange-unavailable');
  });

  it('knows no certificate and no second command on an Exchange server', async () => {
    const connection = {
      kind: 'on-premise',
      serverUrl: 'http://exchange01.example.nl/PowerShell/',
      kerberos: true,
      userName: 'example\\reader',
      password: () => 'a password',
    } as const;

    const checks = await check(seven, {}, { connection });

    expect(told(checks)).toEqual([
      'powershell ok',
      'module ok',
      'connection ok',
      'rights ok',
      'recipients ok',
      'members ok',
      'permissions ok',
    ]);
    expect(Object.keys(checks.at(-1)?.params ?? {})).toEqual(['Get-MailboxPermission', 'mailboxes']);
  });
});
