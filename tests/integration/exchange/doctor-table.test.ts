/**
 * Every failure that an administrator is known to meet, made on demand by real PowerShell and the stand-in modules: which
 * check fails, with which code, in which words. What no check can see beforehand must be said in the documentation.
 */

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificate } from '../../../sandbox/exchange/make-certificate.ts';
import type { WorldExchangeFaults } from '../../../sandbox/tenant/world.ts';
import { doctorCard } from '../../../src/cards/doctor-card.ts';
import { checksText } from '../../../src/cli/doctor.ts';
import { createScreen } from '../../../src/cli/screen.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { checkEverything } from '../../../src/sync/doctor/check-everything.ts';
import type { Check, CheckName } from '../../../src/sync/model/check.ts';
import type { OnlineSignIn, OnPremise } from '../../../src/sync/source/exchange/exchange-access.ts';
import { exchangeErrorCodes } from '../../../src/sync/source/exchange/exchange-errors.ts';
import type { ExchangeSourceOptions } from '../../../src/sync/source/exchange/exchange-source.ts';
import { PowerShellSession, type Session } from '../../../src/sync/source/exchange/session.ts';
import { createZivverTarget } from '../../../src/sync/target/zivver/zivver-target.ts';
import { problemWords } from '../../../src/texts/problem-words.ts';
import { textsFor } from '../../../src/texts/texts.ts';
import { contextIn } from '../../support/example-cards.ts';
import {
  certificatePassword,
  exchangeBoxes,
  idOf,
  noFaults,
  worldGroup,
  worldMailbox,
  worldPerson,
} from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';
import { stringsOf } from '../../support/walk-card.ts';

const options = { signal: new AbortController().signal };
const problemsUrl = 'https://countersign.example.nl/problems';
const standIns = fileURLToPath(new URL('../../../sandbox/exchange', import.meta.url));
const module = 'ExchangeOnlineManagement';

const onPremise: OnPremise = {
  kind: 'on-premise',
  serverUrl: 'http://exchange01.example.nl/PowerShell/',
  kerberos: true,
  userName: 'example\\reader',
  password: () => 'a password',
};

interface Place {
  readonly folder: string;
  readonly executable: string;
}

interface Row {
  /** What the administrator meets. */
  readonly says: string;
  readonly check: CheckName;
  readonly code: string;
  readonly outcome?: 'warning';
  readonly faults?: Partial<WorldExchangeFaults>;
  readonly change?: (place: Place) => Promise<Partial<ExchangeSourceOptions>>;
}

const text = (says: string): Pick<Row, 'says' | 'faults'> => ({ says, faults: { connectError: says } });
const refused = (command: string, says: string): Pick<Row, 'says' | 'faults'> => ({
  says: `${command}: ${says}`,
  faults: { commandErrors: { [command]: says } },
});
const unrecognised = (command: string) =>
  refused(command, `The term '${command}' is not recognized as a name of a cmdlet.`);
const server = (change: Partial<OnPremise> = {}) => ({
  change: async () => ({ connection: { ...onPremise, ...change } }),
});
const busy = 'Error while querying REST service. HttpStatusCode=503 ErrorMessage=The service is unavailable.';
const winrm = 'Connecting to remote server exchange01.example.nl failed with the following error message :';

/** The table of what administrators meet, first; then what else is known. */
const rows: readonly Row[] = [
  {
    ...text('The remote server outlook.office365.com returned an error: (403) Forbidden.'),
    check: 'connection',
    code: 'exchange-not-allowed',
  },
  {
    says: 'WINRM client received an HTTP bad request status (400): https:// with Kerberos',
    ...server({ serverUrl: 'https://exchange01.example.nl/PowerShell/' }),
    check: 'connection',
    code: 'exchange-kerberos-needs-http',
  },
  {
    says: 'a module that this PowerShell is too old for',
    change: (place) => modules(place, { PowerShellVersion: '99.0' }),
    check: 'powershell',
    code: 'powershell-too-old',
  },
  {
    says: 'PowerShell 7.2',
    change: async () => ({ startSession: asVersion('7.2.18') }),
    check: 'powershell',
    code: 'powershell-too-old',
  },
  {
    says: 'Windows PowerShell 5.1',
    change: async () => ({ startSession: asVersion('5.1.22621.4391') }),
    check: 'powershell',
    code: 'powershell-too-old',
  },
  {
    ...text('System.Management.Automation.PSSnapInException: Cannot load Windows PowerShell snap-in.'),
    check: 'powershell',
    code: 'powershell-too-old',
  },
  {
    ...text("Could not load file or assembly 'Microsoft.PowerShell.Commands.Utility, Version=7.0.0.0'."),
    check: 'powershell',
    code: 'powershell-too-old',
  },
  {
    ...text('System.Net.Http.HttpRequestException: Unable to connect to the remote server'),
    check: 'connection',
    code: 'exchange-unreachable',
  },
  {
    ...text(`${winrm} The following error with errorcode 0x80090322 occurred while using Kerberos authentication.`),
    ...server(),
    check: 'connection',
    code: 'exchange-credentials-refused',
  },
  { ...text(`${winrm} Access is denied.`), ...server(), check: 'connection', code: 'exchange-access-denied' },
  {
    says: 'no module',
    change: (place) => withoutModule(place, module),
    check: 'module',
    code: 'exchange-module-missing',
  },
  {
    ...text("The term 'Connect-ExchangeOnline' is not recognized as a name of a cmdlet."),
    check: 'module',
    code: 'exchange-module-missing',
  },
  {
    says: 'module 2.0.3',
    change: (place) => modules(place, { ModuleVersion: '2.0.3' }),
    check: 'module',
    code: 'exchange-module-too-old',
  },
  {
    says: 'module 3.10 with PowerShell 7.4',
    change: async (place) => ({
      ...(await modules(place, { ModuleVersion: '3.10.0' })),
      startSession: asVersion('7.4.6'),
    }),
    check: 'module',
    code: 'exchange-module-needs-powershell',
  },
  {
    says: 'module 3.0 and an administrator who signs in',
    change: async (place) => ({ ...(await modules(place, { ModuleVersion: '3.0.0' })), connection: signedIn() }),
    check: 'module',
    code: 'exchange-module-no-token',
  },
  {
    ...text("The term 'Update-ModuleManifest' is not recognized as a name of a cmdlet."),
    check: 'module',
    code: 'exchange-powershellget-missing',
  },
  {
    says: 'no module ActiveDirectory',
    change: async (place) => ({ ...(await withoutModule(place, 'ActiveDirectory')), connection: onPremise }),
    check: 'module',
    code: 'exchange-active-directory-missing',
  },
  { ...text('Keyset does not exist'), check: 'certificate', code: 'exchange-certificate-key' },
  { ...text('Bad Key.'), check: 'certificate', code: 'exchange-certificate-key' },
  {
    ...text('Fail to create a runspace because you have exceeded the maximum number of connections allowed : 3'),
    check: 'connection',
    code: 'exchange-throttled',
  },
  {
    says: '429 for longer than is waited',
    faults: { throttledPermissionCalls: 1000 },
    check: 'permissions',
    code: 'exchange-throttled',
  },
  {
    ...refused('Get-EXOMailbox', 'Maximum retry count reached. Please retry later.'),
    check: 'rights',
    code: 'exchange-throttled',
  },
  {
    ...text("AADSTS700016: Application with identifier '11111111' was not found in the directory."),
    check: 'connection',
    code: 'exchange-application-unknown',
  },
  {
    ...text("AADSTS90002: Tenant 'example.onmicrosoft.com' not found."),
    check: 'connection',
    code: 'exchange-organization-unknown',
  },
  { ...text(busy), check: 'connection', code: 'exchange-unavailable' },
  {
    ...text('The access token has expired or is not yet valid: token has expired.'),
    check: 'connection',
    code: 'exchange-session-ended',
  },
  {
    says: 'no certificate file',
    change: (place) => certificate(place, null),
    check: 'certificate',
    code: 'exchange-certificate-missing',
  },
  {
    says: 'a folder in the place of the certificate file, which nobody may read as a file',
    change: (place) => certificateAt(place, place.folder),
    check: 'certificate',
    code: 'exchange-file-denied',
  },
  {
    says: 'a certificate file that PowerShell opens in a way nobody has seen before',
    change: (place) => certificateAt(place, ''),
    check: 'certificate',
    code: 'exchange-failed',
  },
  {
    says: 'a module that says something nobody has seen before while it is loaded',
    change: (place) => moduleSaying(place, 'Something that nobody has seen before.'),
    check: 'module',
    code: 'exchange-failed',
  },
  {
    says: 'a module of which a file may not be read',
    change: (place) => moduleSaying(place, `Access to the path '${place.folder}' is denied.`),
    check: 'module',
    code: 'exchange-file-denied',
  },
  {
    says: 'a module of which a file is missing: no word about the certificate, which was opened',
    change: (place) => moduleSaying(place, `Could not find file '${place.folder}/netFramework.dll'.`),
    check: 'module',
    code: 'exchange-failed',
  },
  {
    ...text("Access to the path '/tmp/tmpEXO_a1b2' is denied."),
    check: 'connection',
    code: 'exchange-file-denied',
  },
  {
    says: 'another password',
    change: (place) => certificate(place, {}, 'not the password'),
    check: 'certificate',
    code: 'exchange-certificate-password',
  },
  {
    says: 'a certificate without its key',
    change: (place) => certificate(place, { privateKey: false }),
    check: 'certificate',
    code: 'exchange-certificate-no-key',
  },
  {
    says: 'an expired certificate',
    change: (place) => certificate(place, { until: '2026-03-01' }),
    check: 'certificate',
    code: 'exchange-certificate-expired',
  },
  {
    says: 'a certificate of tomorrow',
    change: (place) => certificate(place, { from: '2026-04-01' }),
    check: 'certificate',
    code: 'exchange-certificate-not-yet',
  },
  {
    says: 'a certificate that ends in three weeks',
    change: (place) => certificate(place, { until: '2026-03-20' }),
    check: 'certificate',
    code: 'exchange-certificate-expires',
    outcome: 'warning',
  },
  { says: 'no pwsh', change: async () => program('/nowhere/pwsh'), check: 'powershell', code: 'powershell-missing' },
  {
    says: 'a pwsh that ends at once',
    change: async () => program('/bin/false'),
    check: 'powershell',
    code: 'powershell-did-not-start',
  },
  {
    says: 'an Exchange server from elsewhere than Windows',
    change: async ({ executable }) => ({ ...program(executable), connection: onPremise }),
    check: 'powershell',
    code: 'exchange-on-premise-needs-windows',
  },
  {
    says: 'an organisational unit that Exchange does not know',
    change: async () => ({ organizationalUnit: 'example.nl/Nowhere' }),
    check: 'rights',
    code: 'exchange-unit-unknown',
  },
  {
    says: 'the same on a server',
    change: async () => ({ organizationalUnit: 'example.nl/Nowhere', connection: onPremise }),
    check: 'rights',
    code: 'exchange-unit-unknown',
  },
  {
    says: 'one type of mailbox that may not be listed',
    faults: { listError: 'Access is denied.', listErrorType: 'RoomMailbox' },
    check: 'rights',
    code: 'exchange-access-denied',
  },
  { ...unrecognised('Get-EXOMailbox'), check: 'rights', code: 'exchange-command-missing' },
  { ...unrecognised('Get-EXORecipient'), check: 'recipients', code: 'exchange-command-missing' },
  { ...unrecognised('Get-User'), check: 'recipients', code: 'exchange-command-missing', outcome: 'warning' },
  { ...unrecognised('Get-Group'), check: 'recipients', code: 'exchange-command-missing', outcome: 'warning' },
  { ...refused('Get-DistributionGroupMember', 'Access is denied.'), check: 'members', code: 'exchange-access-denied' },
  {
    says: 'Active Directory that shows no members',
    faults: { commandErrors: { 'Get-ADGroupMember': 'Access is denied', 'Get-ADGroup': 'Access is denied' } },
    ...server(),
    check: 'members',
    code: 'exchange-access-denied',
  },
  {
    says: 'a directory that cannot be reached',
    faults: { withoutDomains: true },
    ...server(),
    check: 'recipients',
    code: 'exchange-directory-unreachable',
    outcome: 'warning',
  },
  {
    says: 'no Get-ADGroup',
    faults: {
      commandErrors: {
        'Get-ADGroupMember': "The term 'Get-ADGroupMember' is not recognized.",
        'Get-ADGroup': "The term 'Get-ADGroup' is not recognized.",
      },
    },
    ...server(),
    check: 'members',
    code: 'exchange-active-directory-missing',
  },
  { ...unrecognised('Get-EXOMailboxPermission'), check: 'permissions', code: 'exchange-command-missing' },
  {
    ...unrecognised('Get-MailboxPermission'),
    check: 'permissions',
    code: 'exchange-command-missing',
    outcome: 'warning',
  },
  {
    says: 'one mailbox that does not show who has access',
    faults: { unreadablePermissions: [idOf(2)] },
    check: 'permissions',
    code: 'exchange-unavailable',
  },
  {
    says: 'mailboxes that show nobody at all',
    faults: { emptyPermissions: [1, 2].map(idOf) },
    check: 'permissions',
    code: 'doctor-no-permissions',
  },
  {
    ...refused('Get-EXORecipient', 'Something that nobody has seen before.'),
    check: 'recipients',
    code: 'exchange-failed',
  },
];

/** Why no check sees it beforehand stands in docs/operations.md. */
const unseen = ['exchange-object-gone'];

const mailboxes = [worldMailbox(1, ['Person 101']), worldMailbox(2, ['Group 201'], { type: 'RoomMailbox' })];
const recipients = [worldPerson(101), worldGroup(201, [101])];

const screenIn = (language: 'en' | 'nl') =>
  createScreen({ language, timeZone: 'Europe/Amsterdam', colours: false, all: false, program: 'countersign' });

describeWithPowerShell('What an administrator meets, and which check says so', (executable) => {
  const boxes = exchangeBoxes(executable);
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'countersign-doctor-'));
  });
  afterAll(async () => {
    await boxes.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function checksOf({ faults, change }: Pick<Row, 'faults' | 'change'>): Promise<readonly Check[]> {
    const exchange = { mailboxes, recipients, faults: { ...noFaults, ...faults } };
    const place = { folder: await mkdtemp(join(folder, 'case-')), executable };
    const { source } = await boxes.open({ exchange }, await change?.(place));
    return (await source.check?.(options)) ?? [];
  }

  it.each(rows)('$check: $code ($says)', async ({ check: name, code, outcome = 'failed', ...row }) => {
    const checks = await checksOf(row);

    const wrong = checks.filter((each) => each.outcome === 'failed' || each.outcome === 'warning');
    expect(wrong.map((each) => [each.name, each.code, each.outcome])).toEqual([[name, code, outcome]]);
    for (const language of ['en', 'nl'] as const) {
      const texts = textsFor(language);
      const words = problemWords(code, wrong[0]?.params ?? {}, texts);
      expect(`${words?.what} ${words?.cause} ${words?.solution}`).not.toMatch(/undefined|null|NaN/);
      const card = stringsOf(doctorCard(contextIn(language, { problemsUrl }), { checks })).join('\n');
      expect(card).toContain(words?.what);
      expect(card).toContain(`(${problemsUrl}#${code})`);
      const printed = checksText(checks, screenIn(language));
      for (const part of [words?.what, words?.cause, words?.solution, `problems.md#${code}`])
        expect(printed).toContain(part);
    }
  });

  it('tries everything that does not hang on what is wrong: a bad certificate and a missing module are told together', async () => {
    const change = async (place: Place) => ({
      ...(await certificate(place, null)),
      ...(await withoutModule(place, module)),
    });

    const checks = await checksOf({ change });

    expect(checks.map(({ name, outcome, code }) => `${name} ${code ?? outcome}`)).toEqual([
      'powershell ok',
      'certificate exchange-certificate-missing',
      'module exchange-module-missing',
      'connection skipped',
      'rights skipped',
      'recipients skipped',
      'members skipped',
      'permissions skipped',
    ]);
  });

  it('tells all that is refused after connecting, not only the first', async () => {
    const says = 'Access is denied.';
    const commands = [
      'Get-EXORecipient',
      'Get-DistributionGroupMember',
      'Get-MailboxPermission',
      'Get-EXOMailboxPermission',
    ];

    const checks = await checksOf({
      faults: { commandErrors: Object.fromEntries(commands.map((each) => [each, says])) },
    });

    expect(checks.slice(4).map(({ name, code }) => `${name} ${code}`)).toEqual([
      'rights null',
      'recipients exchange-access-denied',
      'members exchange-access-denied',
      'permissions exchange-access-denied',
    ]);
  });
});

describe('What an administrator meets on the way to Zivver', () => {
  it.each([
    ['a firewall, or nobody who listens', 'https://127.0.0.1:1/api/scim/v2', 'zivver', 'target-unreachable'],
  ] as const)('%s', async (_, url, name, code) => {
    const target = createZivverTarget({
      url,
      rate: { calls: 50, perMs: 10_000 },
      apiKey: () => 'a-key',
      userAgent: 'Countersign/test',
      clock: systemClock,
    });
    onTestFinished(() => target.close());
    const facts = { get: async () => undefined, set: async () => {}, replace: async () => true };
    const store = { facts };
    const parts = { sources: [], target, store, clock: systemClock, domains: [], division: { kind: 'none' } as const };

    const checks = await checkEverything(parts, options);

    const wrong = checks.filter(({ outcome }) => outcome === 'failed');
    expect(wrong.map((each) => [each.name, each.code])).toEqual([[name, code]]);
    for (const language of ['en', 'nl'] as const) {
      const words = problemWords(code, wrong[0]?.params ?? {}, textsFor(language));
      expect(words?.solution).toContain('https://*.zivver.com');
      expect(words?.solution).toContain('443');
    }
  });
});

describe('What Exchange is known to say', () => {
  it('is each told by a check, or the documentation says why it cannot be', async () => {
    const tried = new Set(rows.map(({ code }) => code));
    expect(exchangeErrorCodes.filter((code) => !tried.has(code))).toEqual(unseen);

    const docs = await readFile('docs/operations.md', 'utf8');
    const section = docs.split('\n## ').find((part) => part.startsWith('What doctor tries')) ?? '';
    for (const code of unseen) expect(section).toContain(`\`${code}\``);
    for (const { code } of rows.filter((row) => row.check !== 'powershell')) expect(docs).toContain(`\`${code}\``);
  });
});

function asVersion(version: string): NonNullable<ExchangeSourceOptions['startSession']> {
  return async (...start): Promise<Session> => {
    const session = await PowerShellSession.start(...start);
    return {
      version,
      get alive() {
        return session.alive;
      },
      call: async (...call) => await session.call(...call),
      close: async () => await session.close(),
    };
  };
}

function program(executable: string): Partial<ExchangeSourceOptions> {
  const powershell = { executable, standInModules: null, standInEnvironment: {}, environment: process.env };
  return { powershell, startSession: PowerShellSession.start };
}

function withModules(standInModules: string, { executable }: Place): Partial<ExchangeSourceOptions> {
  return {
    powershell: { executable, standInModules, standInEnvironment: {}, environment: process.env },
    startSession: PowerShellSession.start,
  };
}

async function modules(
  place: Place,
  manifest: Readonly<Record<string, string>>,
): Promise<Partial<ExchangeSourceOptions>> {
  const folder = join(place.folder, 'modules');
  await cp(standIns, folder, { recursive: true });
  const file = join(folder, module, `${module}.psd1`);
  let content = await readFile(file, 'utf8');
  for (const [key, value] of Object.entries(manifest))
    content = content.replace(new RegExp(`${key} = '.*'`), `${key} = '${value}'`);
  await writeFile(file, content);
  return withModules(folder, place);
}

/** The stand-in, and while it is loaded it fails with this. */
async function moduleSaying(place: Place, says: string): Promise<Partial<ExchangeSourceOptions>> {
  const changed = await modules(place, {});
  await writeFile(join(place.folder, 'modules', module, `${module}.psm1`), `throw "${says}"`);
  return changed;
}

async function withoutModule(place: Place, name: string): Promise<Partial<ExchangeSourceOptions>> {
  const folder = join(place.folder, 'modules');
  await cp(standIns, folder, { recursive: true });
  await rm(join(folder, name), { recursive: true });
  return withModules(folder, place);
}

interface Made {
  readonly privateKey?: boolean;
  readonly from?: string;
  readonly until?: string;
}

/** @param made null: there is no file */
async function certificate(
  { folder, executable }: Place,
  made: Made | null,
  password = certificatePassword,
): Promise<Partial<ExchangeSourceOptions>> {
  const certificateFile = join(folder, 'certificate.pfx');
  if (made !== null) {
    const { privateKey = true, from = '2026-01-01', until = '2036-01-01' } = made;
    const dates = { notBefore: new Date(`${from}T00:00:00Z`), notAfter: new Date(`${until}T00:00:00Z`) };
    await makeCertificate(executable, { file: certificateFile, password: certificatePassword, privateKey, ...dates });
  }
  return await certificateAt({ folder, executable }, certificateFile, password);
}

async function certificateAt(
  _: Place,
  certificateFile: string,
  password = certificatePassword,
): Promise<Partial<ExchangeSourceOptions>> {
  const applicationId = '11111111-2222-3333-4444-555555555555';
  const organization = 'example.onmicrosoft.com';
  const kind = 'online-certificate';
  return { connection: { kind, certificateFile, certificatePassword: () => password, applicationId, organization } };
}

function signedIn(): OnlineSignIn {
  const token = async () => ({ accessToken: 'a token', expiresAt: '2026-03-02T09:00:00.000Z' });
  return { kind: 'online-sign-in', userName: 'admin@example.nl', token };
}
