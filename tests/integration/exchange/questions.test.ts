/** What Exchange is asked, word for word: as the stand-in modules wrote it down. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import type { World } from '../../../sandbox/tenant/world.ts';
import { byText } from '../../../src/sync/model/address.ts';
import { PowerShellSession, sessionDefaults } from '../../../src/sync/source/exchange/session.ts';
import {
  allTypes,
  exchangeBoxes,
  idOf,
  noFaults,
  worldGroup,
  worldMailbox,
  worldPerson,
} from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { signal } = new AbortController();
const fileOf = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const scripts = ['connect', 'exchange'].map((name) => fileOf(`src/sync/source/exchange/${name}.ps1`));
const module = fileOf('sandbox/exchange/ExchangeOnlineManagement/ExchangeOnlineManagement.psd1');

interface Question {
  readonly command: string;
  readonly arguments: Readonly<Record<string, readonly string[]>>;
}

function questionsIn(file: string): readonly Question[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Question);
}

describeWithPowerShell('What Exchange is asked', (executable) => {
  const boxes = exchangeBoxes(executable);
  const home = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  const worldFile = join(home, 'world.json');
  let session: Promise<PowerShellSession> | undefined;
  afterAll(async () => {
    await boxes.close();
    await (await session)?.close();
    rmSync(home, { recursive: true, force: true });
  });

  async function script(): Promise<PowerShellSession> {
    const environment = { PATH: process.env.PATH ?? '', HOME: home, COUNTERSIGN_WORLD: worldFile };
    session ??= PowerShellSession.start({ ...sessionDefaults, executable, scripts, environment }, signal);
    return await session;
  }

  const people = [worldPerson(101), worldPerson(102), worldPerson(103)];
  const groups = [
    worldGroup(201, [101, 202, 203]),
    worldGroup(202, [102, 203, 204]),
    worldGroup(203, [103, 204, 201]),
    worldGroup(204, [101, 102]),
  ];
  const mailboxes = [
    worldMailbox(1, ['Group 201', 'Group 204']),
    worldMailbox(2, ['Group 202', 'Person 101']),
    worldMailbox(3, ['Group 201', 'Group 203'], { type: 'RoomMailbox' }),
  ];
  const worldIn = (questionsFile: string): Pick<World, 'exchange'> => ({
    exchange: { mailboxes, recipients: [...people, ...groups], faults: { ...noFaults, questionsFile } },
  });
  const fresh = () => join(temporaryFolder(), 'questions');

  it('is one type a query, everything at once, and no property that is not used', async () => {
    const file = fresh();
    const { source } = await boxes.open(worldIn(file));

    await source.read({ signal });

    const asked = (name: string) =>
      questionsIn(file)
        .filter(({ command }) => command === name)
        .map((question) => question.arguments);
    const all = { ResultSize: ['Unlimited'] };
    const properties = [
      'ExternalDirectoryObjectId',
      'Guid',
      'Name',
      'DisplayName',
      'Alias',
      'PrimarySmtpAddress',
      'EmailAddresses',
      'RecipientTypeDetails',
      'DistinguishedName',
    ];
    expect(asked('Get-EXOMailbox')).toEqual(
      allTypes.map((type) =>
        type === 'GroupMailbox' ? { ...all, GroupMailbox: ['True'] } : { ...all, RecipientTypeDetails: [type] },
      ),
    );
    expect(asked('Get-EXORecipient')).toEqual([{ ...all, Properties: properties }]);
    expect(asked('Get-User')).toEqual([all]);
    expect(asked('Get-Group')).toEqual([all]);
    expect(asked('Get-EXOMailboxPermission')).toEqual(
      [1, 2, 3].map((number) => ({ ...all, ExternalDirectoryObjectId: [idOf(number)] })),
    );
  });

  it.each([
    ['Exchange Online', {}, 'Get-DistributionGroupMember'],
    [
      'an Exchange server',
      {
        connection: {
          kind: 'on-premise',
          serverUrl: 'http://exchange01.example.nl/PowerShell/',
          kerberos: true,
          userName: 'example\\reader',
          password: () => 'a password',
        },
      },
      'Get-ADGroupMember',
    ],
  ] as const)('is each group once, in however many mailboxes and groups it stands: %s', async (_, change, command) => {
    const file = fresh();
    const { source } = await boxes.open(worldIn(file), change);

    const reading = await source.read({ signal });

    const asked = questionsIn(file)
      .filter((question) => question.command === command)
      .map((question) => question.arguments['Identity']?.join() ?? '');
    expect(reading.mailboxes.map(({ delegates }) => delegates)).toMatchObject(
      mailboxes.map(() => ({ trustees: { length: 3 } })),
    );
    expect(asked.toSorted(byText)).toEqual([201, 202, 203, 204].map(idOf));
  });

  it.each([
    ['permissions', 'ids', { command: 'Get-EXOMailboxPermission' }],
    ['permissions', 'ids', { command: 'Get-MailboxPermission' }],
    ['find', 'ids', { groupMailbox: false }],
    ['find', 'ids', { groupMailbox: true }],
    ['members', 'ids', {}],
    ['holders', 'addresses', {}],
  ])(
    'is never everything: the script itself refuses null, nothing and a star, asked for %s',
    async (operation, list, more) => {
      const file = fresh();
      const live = await script();
      writeFileSync(worldFile, JSON.stringify(worldIn(file)));
      await live.call('import', { path: module }, { signal });
      await live.call('connect-token', { accessToken: 'a token', userName: 'admin@example.nl' }, { signal });
      const rows: unknown[] = [];
      const refused: string[] = [];
      const options = {
        signal,
        onRow: (row: unknown) => rows.push(row),
        onItemError: ({ item, message }: { item: string; message: string }) => refused.push(`${item}: ${message}`),
      };

      await live.call(operation, { ...more, [list]: [null, '', '*'] }, options);
      await live.call(operation, { ...more, [list]: null }, options);
      await live.call(operation, more, options);

      const why = list === 'ids' ? 'not a GUID' : 'not an address';
      expect(refused).toEqual([`: ${why}: ''`, `: ${why}: ''`, `*: ${why}: '*'`]);
      expect(rows).toEqual([]);
      expect(questionsIn(file)).toEqual([]);
    },
  );
});
