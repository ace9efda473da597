import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/config.ts';
import { type ConfigProblem, InvalidConfigError } from '../../../src/config/config-problem.ts';
import { type LoadedConfig, loadConfig } from '../../../src/config/load-config.ts';
import type { Flags } from '../../../src/config/overrides.ts';
import { waivableFindings } from '../../../src/sync/model/finding.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const key = { COUNTERSIGN_ZIVVER_API_KEY: 'a-key-for-tests' };
const least = `sources:
  - type: spreadsheet
    file: mailboxes.xlsx
target:
  domains: [example.nl]
`;
const certificate = `sources:
  - type: exchange-online-certificate
    certificateFile: exchange.pfx
    applicationId: 11111111-2222-3333-4444-555555555555
    organization: example.onmicrosoft.com
target: { domains: [example.nl] }
`;

const mfa = `sources:
  - type: exchange-online-mfa
    userName: admin@example.nl
    tenantId: 11111111-2222-3333-4444-555555555555
    applicationId: 11111111-2222-3333-4444-555555555555
target: { domains: [example.nl] }
`;
const server = `sources:
  - type: exchange-on-premise
    serverUrl: http://exchange01.example.nl/PowerShell/
    userName: example\\reader
target: { domains: [example.nl] }
`;
const everySecret = {
  ...key,
  COUNTERSIGN_CERTIFICATE_PASSWORD: 'a long password',
  COUNTERSIGN_SIGN_IN_SECRET: 'a long secret',
  COUNTERSIGN_EXCHANGE_PASSWORD: 'a long password',
};
const standInRefused = {
  path: 'sources[0].powershell.standInModules',
  code: 'stand-in-needs-loopback',
  found: '"./stand-ins"',
};

function fileWith(text: string): string {
  const file = join(temporaryFolder(), 'countersign.yaml');
  writeFileSync(file, text);
  return file;
}

const guid = '11111111-2222-3333-4444-555555555555';

function load(
  text: string,
  { flags = {}, env = key }: { flags?: Flags; env?: Record<string, string> } = {},
): LoadedConfig {
  return loadConfig({ file: fileWith(text), flags, env });
}

function problemsOf(
  text: string,
  options: { flags?: Flags; env?: Record<string, string> } = {},
): readonly ConfigProblem[] {
  try {
    load(text, options);
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.problems;
    throw error;
  }
  return [];
}

function summary(problems: readonly ConfigProblem[]): string[] {
  return problems.map(
    ({ path, code, origin }) => `${origin.kind === 'file' ? `${origin.line}:${origin.column} ` : ''}${path} ${code}`,
  );
}

describe('a configuration with only what is needed', () => {
  it('has the safe defaults', () => {
    const { config, warnings } = load(least);

    expect(config.policy.guards).toEqual({
      removals: { absolute: 10, percent: 5, floor: 3 },
      removalsPerAccount: { absolute: 25, percent: 75, floor: 5 },
      emptied: { absolute: 3, percent: 2, floor: 1 },
      access: { absolute: 200, percent: 25, floor: 25 },
      accessPerAccount: { absolute: 50, percent: 100, floor: 25 },
      creates: { absolute: 250, percent: 25, floor: 50 },
      retires: { absolute: 5, percent: 2, floor: 2 },
      deletes: { absolute: 2, percent: 1, floor: 1 },
      overTime: { day: 2, week: 5 },
      sensitiveMailboxes: null,
      waivable: waivableFindings.toSorted(),
      shrink: { percent: 20, floor: 5 },
      absentLinksPercent: 20,
      createWithoutDelegates: false,
    });
    expect(config.policy.sync).toEqual({ newOrChanged: true, missing: 'keep', addedInZivver: 'propose' });
    expect(config.policy.approval.secondPersonFor).toEqual(['destruction', 'removal']);
    expect(config.policy.scope).toMatchObject({
      sources: ['spreadsheet spreadsheet mailboxes.xlsx'],
      filter: null,
      domains: ['example.nl'],
      division: { kind: 'none' },
    });
    expect(config.policy.scope.types).toHaveLength(6);
    expect(config).toMatchObject({
      expandGroups: true,
      approval: { expiresAfterMs: 86_400_000, rereadAfterMs: 900_000 },
      target: { url: 'https://app.zivver.com/api/scim/v2', rate: { calls: 50, perMs: 10_000 } },
      bot: { host: '127.0.0.1', port: 3978, publicUrl: 'http://127.0.0.1:3978', authentication: { kind: 'none' } },
      reports: { linkLivesMs: 900_000 },
      timeZone: 'Europe/Amsterdam',
      language: 'en',
    });
    expect(warnings.map(({ code }) => code)).toEqual(['file-not-found']);
  });

  it('is frozen to the bottom', () => {
    const { config } = load(least);

    expect(() => Object.assign(config.policy.guards.removals, { absolute: 1000 })).toThrow(TypeError);
    expect(Object.isFrozen(config.policy.scope.domains)).toBe(true);
  });

  it('never shows a secret when it is printed', () => {
    const { config } = load(least);

    expect(JSON.stringify(config)).not.toContain('a-key-for-tests');
    expect(config.target.apiKey.reveal()).toBe('a-key-for-tests');
  });

  it('takes relative paths from the folder of the file', () => {
    const file = fileWith(least);

    const { config } = loadConfig({ file, flags: {}, env: key });

    expect(config.store.path).toBe(join(file, '../data/countersign.sqlite'));
    expect(config.sources[0]).toMatchObject({ type: 'spreadsheet', file: join(file, '../mailboxes.xlsx') });
  });
});

describe('values', () => {
  it('are brought to one form', () => {
    const { config } = load(`
sources: [{ type: spreadsheet, file: /data/boxes.csv }]
target:
  url: http://127.0.0.1:8080/scim/v2/
  domains: [Example.NL, bücher.example]
  rate: { calls: 5, per: 2s }
  zivverOrganizationalUnit: { custom: NL-01 }
mailboxes:
  types: [RoomMailbox, SharedMailbox]
  filter: { exclude: "test OR (demo AND example.nl)" }
  protectedAddresses: [Board@Example.nl]
approval: { expiresAfter: 2d, rereadAfter: 90s }
reports: { linkLives: 1h }
`);

    expect(config.target).toMatchObject({ url: 'http://127.0.0.1:8080/scim/v2', rate: { calls: 5, perMs: 2000 } });
    expect(config.policy.scope).toMatchObject({
      domains: ['example.nl', 'xn--bcher-kva.example'],
      types: ['RoomMailbox', 'SharedMailbox'],
      filter: { kind: 'exclude', expression: 'test OR (demo AND example.nl)' },
      protectedAddresses: ['board@example.nl'],
      division: { kind: 'custom', identifier: 'NL-01' },
    });
    expect(config.approval).toEqual({ expiresAfterMs: 172_800_000, rereadAfterMs: 90_000 });
    expect(config.reports.linkLivesMs).toBe(3_600_000);
  });

  it.each<[string, Flags, Record<string, string>, Config['language']]>([
    ['the default', {}, {}, 'en'],
    ['the environment over the file', {}, { COUNTERSIGN_LANGUAGE: 'nl' }, 'nl'],
    ['the flag over the environment', { '--language': 'en' }, { COUNTERSIGN_LANGUAGE: 'nl' }, 'en'],
  ])('come from %s', (_name, flags, env, language) => {
    const { config } = load(`${least}language: en\n`, { flags, env: { ...key, ...env } });

    expect(config.language).toBe(language);
  });

  it.each([
    ['', ''],
    [', recordedOrganizationalUnit: example.nl/Shared', ', exchangeOrganizationalUnit: example.nl/Shared'],
  ])('of a recording have the policy of the source it was recorded from%s', (recordedUnit, unit) => {
    const source = (type: string) =>
      `sources: [{ ${type}, name: exchange }]\ntarget: { url: "http://127.0.0.1:1", domains: [example.nl] }\n`;
    const password = { ...key, COUNTERSIGN_CERTIFICATE_PASSWORD: 'long-enough-for-a-test' };

    const recording = load(
      source(
        'type: recorded, file: a.json, recordedFrom: exchange-online-certificate, recordedPlace: example.onmicrosoft.com' +
          recordedUnit,
      ),
    );
    const exchange = load(
      source(
        'type: exchange-online-certificate, certificateFile: a, applicationId: 11111111-2222-3333-4444-555555555555, organization: example.onmicrosoft.com' +
          unit,
      ),
      { env: password },
    );

    expect(recording.config.policy).toEqual(exchange.config.policy);
  });

  it.each([
    ['another file', 'file: b.xlsx'],
    ['another sheet', 'file: a.xlsx, sheet: Two'],
  ])('of %s are another scope: the first plan takes nothing away', (_, other) => {
    const scopeOf = (place: string) =>
      load(`sources: [{ type: spreadsheet, ${place} }]\ntarget: { url: "http://127.0.0.1:1", domains: [example.nl] }\n`)
        .config.policy.scope;

    expect(scopeOf(other)).not.toEqual(scopeOf('file: a.xlsx'));
  });
});

describe('problems', () => {
  it('are all told at once, each with its line and column', () => {
    const problems = problemsOf(
      `sources:
  - type: spreadsheat
    file: a.xlsx
  - type: exchange-online-certificate
    certificateFile: a.pfx
    applicationId: not-a-guid
    organization: example.nl
mailboxes:
  types: []
  filter: { include: "(a OR b", exclude: b }
target:
  domains: [no_domain]
  ur: https://example.nl
approvals: {}
guards: { removals: { absolute: 0 } }
approval: { expiresAfter: tomorrow }
schedule: { timeZone: Mars/Base }
language: de
`,
      { env: {} },
    );

    expect(summary(problems)).toEqual([
      '2:11 sources[0].type not-one-of',
      '6:20 sources[1].applicationId guid',
      '7:19 sources[1].organization organization',
      '9:10 mailboxes.types too-few',
      '10:22 mailboxes.filter.include filter',
      '12:13 target.domains[0] domain',
      '13:3 target.ur unknown-key',
      '14:1 approvals unknown-key',
      '15:33 guards.removals.absolute too-small',
      '16:27 approval.expiresAfter duration',
      '17:23 schedule.timeZone time-zone',
      '18:11 language not-one-of',
      'COUNTERSIGN_ZIVVER_API_KEY secret-missing',
    ]);
  });

  it.each([
    ['an unknown key', 'mailbox: {}', 'mailboxes'],
    ['an unknown key further down', 'mailboxes: { fitler: x }', 'filter'],
    ['an unknown mailbox type', 'mailboxes: { types: [SharedMailbx] }', 'SharedMailbox'],
    ['an unknown kind of source', 'sources: [{ type: spreadsheets, file: a }]', 'spreadsheet'],
    ['an unknown key of a source', 'sources: [{ type: spreadsheet, file: a, shet: b }]', 'sheet'],
  ])('name the nearest known word for %s', (_name, extra, nearest) => {
    const base = extra.startsWith('sources') ? 'target: { domains: [example.nl] }\n' : least;

    const [problem] = problemsOf(`${base}${extra}\n`);

    expect(problem?.params['nearest']).toBe(nearest);
  });

  it('name both places when include and exclude are both set', () => {
    const [problem] = problemsOf(`${least}mailboxes:\n  filter:\n    include: a\n    exclude: b\n`);

    expect(problem).toMatchObject({
      code: 'include-and-exclude',
      path: 'mailboxes.filter.include',
      origin: { line: 8 },
      params: { other: 'mailboxes.filter.exclude', line: 9 },
    });
  });

  it('say where a filter cannot be read', () => {
    const [problem] = problemsOf(`${least}mailboxes: { filter: { include: "sales OR (info" } }\n`);

    expect(problem).toMatchObject({ code: 'filter', params: { problem: 'unclosed-parenthesis', line: 1, column: 10 } });
  });

  it('never repeat a secret that was written into the file', () => {
    const problems = problemsOf(`${least}  apiKey: very-secret-value\n`);

    expect(problems).toMatchObject([
      {
        code: 'secret-in-file',
        path: 'target.apiKey',
        found: null,
        params: { variable: 'COUNTERSIGN_ZIVVER_API_KEY' },
      },
    ]);
    expect(JSON.stringify(problems)).not.toContain('very-secret-value');
  });

  it('name the flag or the variable a bad value came from', () => {
    const problems = problemsOf(least, {
      flags: { '--language': 'fr' },
      env: { ...key, COUNTERSIGN_BOT_PORT: 'many' },
    });

    expect(problems.map(({ path, origin }) => [path, origin])).toEqual(
      expect.arrayContaining([
        ['language', { kind: 'flag', name: '--language' }],
        ['bot.port', { kind: 'environment', name: 'COUNTERSIGN_BOT_PORT' }],
      ]),
    );
  });

  it.each([
    ['a file that is not there', undefined, 'file-unreadable'],
    ['broken YAML', 'sources: [', 'yaml-syntax'],
    ['a key written twice', `${least}target: {}\n`, 'yaml-syntax'],
    ['an empty file', '', 'missing'],
    ['a file that is a list', '- a\n', 'wrong-type'],
  ])('are told for %s', (_name, text, code) => {
    const problems = text === undefined ? catchProblems('/nowhere/countersign.yaml') : problemsOf(text);

    expect(problems[0]?.code).toBe(code);
  });
});

function catchProblems(file: string): readonly ConfigProblem[] {
  try {
    loadConfig({ file, flags: {}, env: key });
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.problems;
  }
  return [];
}

describe('what must stay on this machine', () => {
  it.each([
    [
      'a recording',
      'sources: [{ type: recorded, file: a.json }]\ntarget: { domains: [example.nl] }\n',
      ['sources[0].type stand-in-needs-loopback'],
    ],
    ['plain http', `${least}  url: http://zivver.example.nl/scim\n`, ['target.url https-needed']],
    [
      'a bot without sign-in',
      `${least}bot: { authentication: none, host: 0.0.0.0, publicUrl: "https://bot.example.nl" }\n`,
      [
        'bot.authentication no-sign-in-needs-loopback',
        'bot.authentication no-sign-in-needs-loopback',
        'bot.authentication no-sign-in-needs-loopback',
      ],
    ],
  ])('%s is refused elsewhere', (_name, text, expected) => {
    const problems = problemsOf(text);

    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });

  it.each([
    ['exchange-online-certificate', certificate],
    ['exchange-online-mfa', mfa],
    ['exchange-on-premise', server],
  ])('stand-in modules of a source of type %s go to a Zivver on this machine only', (_type, text) => {
    const env = everySecret;
    const withStandIns = text.replace('\ntarget:', '\n    powershell: { standInModules: ./stand-ins }\ntarget:');
    const to = (url: string) => withStandIns.replace('{ domains', `{ url: "${url}", domains`);

    expect(problemsOf(withStandIns, { env })).toMatchObject([standInRefused]);
    expect(problemsOf(to('https://zivver.example.nl/scim'), { env })).toMatchObject([standInRefused]);
    expect(problemsOf(to('http://127.0.0.1:8080/scim'), { env })).toEqual([]);
    expect(problemsOf(text, { env })).toEqual([]);
  });

  it('a bot without sign-in is refused in production', () => {
    const text = `${least}  url: http://127.0.0.1:1\nbot: { authentication: none }\n`;

    expect(problemsOf(text, { env: { ...key, NODE_ENV: 'production' } }).map(({ code }) => code)).toEqual([
      'no-sign-in-in-production',
    ]);
    expect(problemsOf(text)).toEqual([]);
  });

  it('a bot section without an identity is not taken for a trial', () => {
    const problems = problemsOf(`${least}bot: { port: 3978 }\n`, { env: { ...key, COUNTERSIGN_BOT_SECRET: 'x' } });

    expect(problems.map(({ path }) => path)).toEqual(['bot.appId', 'bot.tenantId']);
  });
});

describe('secrets', () => {
  it('may stand in a file of their own; white space around them is dropped', () => {
    const file = fileWith('  key-from-a-file\n');

    const { config } = load(least, { env: { COUNTERSIGN_ZIVVER_API_KEY_FILE: file } });

    expect(config.target.apiKey.reveal()).toBe('key-from-a-file');
  });

  it.each([
    ['both forms at once', { ...key, COUNTERSIGN_ZIVVER_API_KEY_FILE: '/x' }, 'secret-twice'],
    ['a file that cannot be read', { COUNTERSIGN_ZIVVER_API_KEY_FILE: '/nowhere/key' }, 'secret-file-unreadable'],
    ['nothing', {}, 'secret-missing'],
  ])('are refused with %s', (_name, env, code) => {
    expect(problemsOf(least, { env }).map((problem) => problem.code)).toEqual([code]);
  });

  it.each([
    [31, ['short-reading-key']],
    [32, []],
  ])('a reading key of %i characters gives %j, wherever it is set and whatever it is for', (length, codes) => {
    const env = { ...key, COUNTERSIGN_READING_KEY: 'x'.repeat(length) };
    const signed =
      'sources: [{ type: recorded, file: a.ndjson, signed: true, recordedPlace: x }]\ntarget: { url: "http://127.0.0.1:1", domains: [example.nl] }\n';

    for (const text of [least, signed]) expect(problemsOf(text, { env }).map(({ code }) => code)).toEqual(codes);
  });

  it('of Zivver and Teams are not asked for by who speaks to neither, and cannot be used then', () => {
    const bot = `bot: { appId: ${guid}, tenantId: ${guid}, publicUrl: "https://countersign.example.nl" }\n`;
    const file = fileWith(`${least}${bot}`);

    const { config } = loadConfig({ file, flags: {}, env: {}, needs: 'sources' });

    expect(() => config.target.apiKey.reveal()).toThrow('not asked for');
    expect(problemsOf(`${least}${bot}`, { env: {} }).map(({ path }) => path)).toEqual([
      'COUNTERSIGN_ZIVVER_API_KEY',
      'COUNTERSIGN_BOT_SECRET',
    ]);
  });

  it.each([
    [11, ['short-certificate-password', 'file-not-found']],
    [12, ['file-not-found']],
  ])('a certificate password of %i characters gives the warnings %j', (length, expected) => {
    const { warnings } = load(certificate, { env: { ...key, COUNTERSIGN_CERTIFICATE_PASSWORD: 'x'.repeat(length) } });

    expect(warnings.map(({ code }) => code)).toEqual(expected);
  });
});

describe('a source of Exchange Online with an administrator who signs in', () => {
  const mfa = `sources:
  - type: exchange-online-mfa
    userName: Admin@Example.nl
    tenantId: 99999999-8888-4777-8666-555555555555
    applicationId: 11111111-2222-3333-4444-555555555555
target: { domains: [example.nl] }
`;

  it('takes one account, a link to sign in with, and a secret', () => {
    const { config } = load(mfa, { env: { ...key, COUNTERSIGN_SIGN_IN_SECRET: 'a-secret' } });

    expect(config.sources[0]).toMatchObject({
      name: 'exchange',
      userName: 'admin@example.nl',
      deviceCode: false,
      consolePort: 3979,
      workers: 1,
      permissionCommand: 'Get-EXOMailboxPermission',
      bulkPermissions: 'off',
      permissionsMaxAgeMs: null,
    });
    expect(JSON.stringify(config)).not.toContain('a-secret');
  });

  it('needs its secret, unless signing in with a code is switched on', () => {
    const withCode = mfa.replace('type: exchange-online-mfa', 'type: exchange-online-mfa\n    deviceCode: true');

    expect(summary(problemsOf(mfa))).toEqual(['COUNTERSIGN_SIGN_IN_SECRET secret-missing']);
    expect(problemsOf(withCode)).toEqual([]);
  });
});

describe('a source of an Exchange server', () => {
  const env = { ...key, COUNTERSIGN_EXCHANGE_PASSWORD: 'a password' };
  const server = (url: string, more = '', user = 'company\\reader') => `sources:
  - type: exchange-on-premise
    serverUrl: ${url}
    userName: ${user}
${more}target: { domains: [example.nl] }
`;

  it.each([
    ['http://exchange01.example.nl/PowerShell/', ''],
    ['https://exchange01.example.nl/PowerShell/', '    kerberos: false\n'],
  ])('is read from %s %s', (url, more) => {
    expect(problemsOf(server(url, more), { env })).toEqual([]);
  });

  it.each([
    ['https://exchange01.example.nl/PowerShell/', '', '3:16 sources[0].serverUrl kerberos-needs-http'],
    ['http://exchange01.example.nl/', '    kerberos: false\n', '3:16 sources[0].serverUrl https-without-kerberos'],
    ['http://10.0.0.4/PowerShell/', '', '3:16 sources[0].serverUrl server-name'],
    ['http://[fe80::1]/PowerShell/', '', '3:16 sources[0].serverUrl server-name'],
    ['http://exchange01/PowerShell/', '', '3:16 sources[0].serverUrl server-name'],
  ])('is refused at %s %s before anything connects', (url, more, problem) => {
    expect(summary(problemsOf(server(url, more), { env }))).toEqual([problem]);
  });

  it.each(['reader', 'reader@example.nl', 'company/reader'])('is refused with the user %s', (user) => {
    const problems = problemsOf(server('http://exchange01.example.nl/', '', user), { env });

    expect(summary(problems)).toEqual(['4:15 sources[0].userName domain-user']);
  });

  it('needs its password', () => {
    expect(summary(problemsOf(server('http://exchange01.example.nl/')))).toEqual([
      'COUNTERSIGN_EXCHANGE_PASSWORD secret-missing',
    ]);
  });
});

describe('people named for a class of plans', () => {
  const [ann, bert, carla] = ['a', 'b', 'c'].map((letter) => `11111111-2222-3333-4444-00000000000${letter}`) as [
    string,
    string,
    string,
  ];
  const named = (lists: string, approvers = `${ann}, ${bert}`) =>
    `${least}access: { tenantId: ${ann}, approvers: [${approvers}] }\napproval:\n  approversFor: ${lists}\n`;

  it('are a rule of the plan; who they are is not', () => {
    const { config } = load(named(`{ destruction: [${bert.toUpperCase()}, ${ann}], access: [${ann}] }`));

    expect(config.policy.approval.namedApproversFor).toEqual(['access', 'destruction']);
    expect(config.access.approversFor).toEqual({ access: [ann], destruction: [ann, bert] });
  });

  it.each([
    ['two classes with nobody in common', `{ access: [${ann}], removal: [${bert}] }`, '', [['access, removal', 0, 1]]],
    ['two classes with somebody in common', `{ access: [${ann}], removal: [${ann}, ${bert}] }`, '', []],
    [
      'too few in common for the votes',
      `{ access: [${ann}], removal: [${ann}, ${bert}] }`,
      'removal: 2',
      [['access, removal', 1, 2]],
    ],
    [
      'as many in common as there are votes',
      `{ access: [${ann}, ${bert}], removal: [${bert}, ${ann}] }`,
      'access: 2',
      [],
    ],
    ['one class', `{ access: [${ann}] }`, '', []],
    [
      'three classes, of which each two have somebody in common',
      `{ change: [${ann}, ${bert}], access: [${bert}, ${carla}], removal: [${carla}, ${ann}] }`,
      '',
      [['change, access, removal', 0, 1]],
    ],
    [
      'all classes, told of in the smallest mixes',
      `{ change: [${ann}], access: [${ann}], removal: [${bert}], destruction: [${ann}, ${bert}] }`,
      'destruction: 1',
      [
        ['change, removal', 0, 1],
        ['access, removal', 0, 1],
      ],
    ],
  ])('are warned about where a mixed plan can be signed in parts only: %s', (_name, lists, votes, expected) => {
    const everybody = `${ann}, ${bert}, ${carla}`;

    const { warnings } = load(`${named(lists, everybody)}${votes === '' ? '' : `  votes: { ${votes} }\n`}`);

    const mixed = warnings.filter(({ code }) => code === 'nobody-signs-mixed');
    expect(mixed.map(({ params }) => [params.classes, params.people, params.votes])).toEqual(expected);
    expect(mixed.every(({ path }) => path === 'approval.approversFor')).toBe(true);
  });

  it('are nobody unless somebody is named', () => {
    const { config } = load(least);

    expect(config.policy.approval).not.toHaveProperty('namedApproversFor');
    expect(config.access.approversFor).toEqual({});
  });

  it.each([
    [
      'somebody who is no approver',
      `{ removal: [${bert}] }`,
      ann,
      ['8:29 approval.approversFor.removal[0] not-an-approver'],
    ],
    [
      'fewer people than must approve',
      `{ destruction: [${ann}] }`,
      ann,
      ['8:32 approval.approversFor.destruction too-few'],
    ],
    ['an empty list', '{ access: [] }', ann, ['8:27 approval.approversFor.access too-few']],
    ['a class that does not exist', `{ deletion: [${ann}] }`, ann, ['8:19 approval.approversFor.deletion unknown-key']],
  ])('may not be %s', (_what, lists, approvers, problems) => {
    expect(summary(problemsOf(named(lists, approvers)))).toEqual(problems);
  });
});
