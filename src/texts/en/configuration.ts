import type { ConfigProblemCode, ConfigWarningCode } from '../../config/config-problem.ts';
import { ownEntry } from '../own-entry.ts';
import { pointed } from '../text-params.ts';

type Params = Readonly<Record<string, string | number>>;

const didYouMean = (nearest: string | number | undefined) => (nearest ? `; did you mean "${nearest}"?` : '');

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

const filterMistakes: Readonly<Record<string, string>> = {
  'unclosed-quote': 'a quote that is never closed',
  'unclosed-parenthesis': 'a parenthesis that is never closed',
  'unexpected-parenthesis': 'a parenthesis that was never opened',
  'value-expected': 'a value is missing',
  empty: 'it is empty',
};

/** What was expected, for each code. */
const expected: Readonly<Record<ConfigProblemCode, (params: Params) => string>> = {
  'file-unreadable': ({ file, detail }) => `a readable file at ${file} (${detail})`,
  'yaml-syntax': ({ detail }) => `valid YAML: ${detail}`,
  'unknown-key': ({ key, nearest, known }) =>
    nearest ? `no key "${key}"; did you mean "${nearest}"?` : `no key "${key}"; known here: ${known}`,
  'secret-in-file': ({ variable }) =>
    `no secret in this file; set ${variable} in the environment, or ${variable}_FILE to a file that holds it`,
  missing: ({ options, type }) =>
    options ? `one of ${options}` : type ? (ownEntry(types, String(type)) ?? String(type)) : 'a value',
  'wrong-type': ({ type }) => (type ? (ownEntry(types, String(type)) ?? String(type)) : 'another kind of value'),
  'not-one-of': ({ options, nearest }) => `one of ${options}${didYouMean(nearest)}`,
  'too-small': ({ minimum }) => `at least ${minimum}`,
  'too-big': ({ maximum }) => `at most ${maximum}`,
  'too-few': ({ minimum }) => `at least ${minimum} in this list`,
  guid: () => 'an id such as 11111111-2222-3333-4444-555555555555',
  organization: () => 'the first domain of the tenant, such as contoso.onmicrosoft.com',
  url: () => 'an address that begins with https:// and holds no name, password, ? or #',
  'https-needed': () => 'an address that begins with https:// (only an address on this machine may do without)',
  duration: () => 'a time such as 30s, 15m, 24h or 7d',
  domain: () => 'a domain such as example.com',
  address: () => 'an e-mail address',
  'time-zone': () => 'the name of a time zone, such as Europe/Amsterdam',
  filter: ({ problem, line, column, written }) =>
    `a filter that can be read: ${filterMistakes[problem ?? '']} (line ${line}, character ${column} of the filter)${pointed(written, column)}`,
  'include-and-exclude': ({ other, line }) =>
    `either include or exclude; ${other}${line ? ` (line ${line})` : ''} is set as well`,
  'include-or-exclude-missing': () => 'include or exclude; leave the filter out to take every mailbox',
  'duplicate-name': ({ other }) => `a name of its own; ${other} has the same one (set "name")`,
  'server-name': () => 'the full name of the server, such as exchange01.example.nl: no IP number, no short name',
  'domain-user': () => 'a user such as company\\name',
  'kerberos-needs-http': () =>
    'an address that begins with http:// (with Kerberos the traffic is encrypted all the same), or kerberos: false',
  'https-without-kerberos': () => 'an address that begins with https://, or kerberos: true',
  'secret-missing': ({ other }) => `a secret in this variable, or the path of a file that holds it in ${other}`,
  'short-reading-key': ({ length, minimum }) =>
    `at least ${minimum} characters, this one has ${length}: whoever guesses it can write readings that are believed. \`openssl rand -hex 32\` makes one; set the same on both machines`,
  'secret-twice': ({ other }) => `either this variable or ${other}, not both`,
  'secret-file-unreadable': ({ file }) => `a readable file with the secret in it at ${file}`,
  'stand-in-needs-loopback': ({ target }) =>
    `a source with real mailboxes: made-up ones may only go to a Zivver on this machine, not to ${target}`,
  'no-sign-in-needs-loopback': ({ where, value }) =>
    `single-tenant: a bot without sign-in stays on this machine, and ${where} is ${value}`,
  'no-sign-in-in-production': () => 'single-tenant: NODE_ENV is production',
  'bot-identity-missing': ({ key }) =>
    `the ${key} of the bot registration (for a trial on this machine: authentication: none)`,
  'not-an-approver': () => 'somebody who is in access.approvers as well',
  'tenants-differ': ({ other }) => `the tenant of the bot, ${other}`,
};

const warned: Readonly<Record<ConfigWarningCode, (params: Params) => string>> = {
  'short-certificate-password': ({ length, minimum }) =>
    `the password of the certificate has ${length} characters; use at least ${minimum}`,
  'file-not-found': ({ file }) => `there is no file at ${file}`,
  'missing-is-taken': () =>
    'accounts whose mailbox is gone will be proposed for removal; each such plan needs its own approval',
  'rate-over-known': ({ calls, seconds }) =>
    `${calls} calls in ${seconds} s is more than Zivver is known to allow (50 in 10 s)`,
  'nobody-approves': () => 'nobody may approve in chat',
  'nobody-signs-mixed': ({ classes, people, votes }) =>
    `${people === 0 ? 'nobody is' : people === 1 ? 'one person is' : `${people} people are`} named for ${classes} together, and a plan with all of these needs ${votes}: it can be signed in parts only`,
};

/** Problems of a configuration file. */
export const configuration = {
  problems: (count: number, file: string) => (count === 1 ? `1 problem in ${file}` : `${count} problems in ${file}`),
  warnings: (count: number) => (count === 1 ? '1 warning' : `${count} warnings`),
  valid: (file: string) => `${file} is valid`,
  found: 'found',
  nothingFound: 'nothing',
  expected: 'expected',
  line: (line: number, column: number) => `line ${line}, column ${column}`,
  fromEnvironment: (name: string) => `from the environment, ${name}`,
  fromFlag: (name: string) => `from the flag ${name}`,
  wholeFile: 'the file',
  expectation: (code: ConfigProblemCode, params: Params) => expected[code](params),
  warning: (code: ConfigWarningCode, params: Params) => warned[code](params),
};
