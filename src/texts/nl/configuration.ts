import type { ConfigProblemCode, ConfigWarningCode } from '../../config/config-problem.ts';
import type { configuration as en } from '../en/configuration.ts';
import { ownEntry } from '../own-entry.ts';
import type { SameKeys } from '../same-keys.ts';
import { pointed } from '../text-params.ts';

type Params = Readonly<Record<string, string | number>>;

const bedoeldeJe = (nearest: string | number | undefined) => (nearest ? `; bedoelde je "${nearest}"?` : '');

const types: Readonly<Record<string, string>> = {
  string: 'een tekst',
  boolean: 'true of false',
  number: 'een getal',
  int: 'een geheel getal',
  array: 'een lijst',
  object: 'een groep sleutels',
  record: 'een groep sleutels',
};

const filterMistakes: Readonly<Record<string, string>> = {
  'unclosed-quote': 'een aanhalingsteken dat niet wordt gesloten',
  'unclosed-parenthesis': 'een haakje dat niet wordt gesloten',
  'unexpected-parenthesis': 'een haakje dat niet was geopend',
  'value-expected': 'er ontbreekt een waarde',
  empty: 'het is leeg',
};

const expected: Readonly<Record<ConfigProblemCode, (params: Params) => string>> = {
  'file-unreadable': ({ file, detail }) => `een leesbaar bestand op ${file} (${detail})`,
  'yaml-syntax': ({ detail }) => `geldige YAML: ${detail}`,
  'unknown-key': ({ key, nearest, known }) =>
    nearest ? `geen sleutel "${key}"; bedoelde je "${nearest}"?` : `geen sleutel "${key}"; hier bekend: ${known}`,
  'secret-in-file': ({ variable }) =>
    `geen geheim in dit bestand; zet het in de omgevingsvariabele ${variable}, of zet in ${variable}_FILE het pad van een bestand waar het in staat`,
  missing: ({ options, type }) =>
    options ? `een van ${options}` : type ? (ownEntry(types, String(type)) ?? String(type)) : 'een waarde',
  'wrong-type': ({ type }) => (type ? (ownEntry(types, String(type)) ?? String(type)) : 'een ander soort waarde'),
  'not-one-of': ({ options, nearest }) => `een van ${options}${bedoeldeJe(nearest)}`,
  'too-small': ({ minimum }) => `ten minste ${minimum}`,
  'too-big': ({ maximum }) => `ten hoogste ${maximum}`,
  'too-few': ({ minimum }) => `ten minste ${minimum} in deze lijst`,
  guid: () => 'een id zoals 11111111-2222-3333-4444-555555555555',
  organization: () => 'het eerste domein van de tenant, zoals contoso.onmicrosoft.com',
  url: () => 'een adres dat begint met https:// en geen naam, wachtwoord, ? of # bevat',
  'https-needed': () => 'een adres dat begint met https:// (alleen een adres op deze machine mag zonder)',
  duration: () => 'een tijdsduur zoals 30s, 15m, 24h of 7d',
  domain: () => 'een domein zoals example.com',
  address: () => 'een e-mailadres',
  'time-zone': () => 'de naam van een tijdzone, zoals Europe/Amsterdam',
  filter: ({ problem, line, column, written }) =>
    `een leesbaar filter: ${filterMistakes[problem ?? '']} (regel ${line}, teken ${column} van het filter)${pointed(written, column)}`,
  'include-and-exclude': ({ other, line }) =>
    `include of exclude; ${other}${line ? ` (regel ${line})` : ''} is ook ingevuld`,
  'include-or-exclude-missing': () => 'include of exclude; laat het filter weg om elk postvak mee te nemen',
  'duplicate-name': ({ other }) => `een eigen naam; ${other} heet hetzelfde (vul "name" in)`,
  'server-name': () => 'de volledige naam van de server, zoals exchange01.example.nl: geen IP-nummer, geen korte naam',
  'domain-user': () => 'een gebruiker zoals bedrijf\\naam',
  'kerberos-needs-http': () =>
    'een adres dat begint met http:// (met Kerberos is het verkeer toch versleuteld), of kerberos: false',
  'https-without-kerberos': () => 'een adres dat begint met https://, of kerberos: true',
  'secret-missing': ({ other }) =>
    `een geheim in deze variabele, of in ${other} het pad van een bestand waar het in staat`,
  'short-reading-key': ({ length, minimum }) =>
    `ten minste ${minimum} tekens, deze heeft er ${length}: wie hem raadt kan lezingen schrijven die worden geloofd. \`openssl rand -hex 32\` maakt er een; zet dezelfde op beide machines`,
  'secret-twice': ({ other }) => `deze variabele of ${other}, niet allebei`,
  'secret-file-unreadable': ({ file }) => `een leesbaar bestand met het geheim op ${file}`,
  'stand-in-needs-loopback': ({ target }) =>
    `een bron met echte postvakken: verzonnen postvakken mogen alleen naar een Zivver op deze machine, niet naar ${target}`,
  'no-sign-in-needs-loopback': ({ where, value }) =>
    `single-tenant: een bot zonder aanmelding blijft op deze machine, en ${where} is ${value}`,
  'no-sign-in-in-production': () => 'single-tenant: NODE_ENV is production',
  'bot-identity-missing': ({ key }) =>
    `de ${key} van de botregistratie (voor een proef op deze machine: authentication: none)`,
  'not-an-approver': () => 'iemand die ook in access.approvers staat',
  'tenants-differ': ({ other }) => `de tenant van de bot, ${other}`,
};

const warned: Readonly<Record<ConfigWarningCode, (params: Params) => string>> = {
  'short-certificate-password': ({ length, minimum }) =>
    `het wachtwoord van het certificaat heeft ${length} tekens; gebruik er ten minste ${minimum}`,
  'file-not-found': ({ file }) => `er staat geen bestand op ${file}`,
  'missing-is-taken': () =>
    'accounts waarvan het postvak weg is, worden voorgesteld voor verwijdering; elk zo’n plan vraagt een eigen goedkeuring',
  'rate-over-known': ({ calls, seconds }) =>
    `${calls} aanroepen in ${seconds} s is meer dan Zivver voor zover bekend toestaat (50 in 10 s)`,
  'nobody-approves': () => 'niemand mag goedkeuren in de chat',
  'nobody-signs-mixed': ({ classes, people, votes }) =>
    `${people === 0 ? 'niemand is' : people === 1 ? 'één persoon is' : `${people} personen zijn`} genoemd voor ${classes} samen, en een plan met al deze klassen vraagt er ${votes}: het kan alleen in delen worden getekend`,
};

export const configuration: SameKeys<typeof en> = {
  problems: (count, file) => (count === 1 ? `1 probleem in ${file}` : `${count} problemen in ${file}`),
  warnings: (count) => (count === 1 ? '1 waarschuwing' : `${count} waarschuwingen`),
  valid: (file) => `${file} is geldig`,
  found: 'gevonden',
  nothingFound: 'niets',
  expected: 'verwacht',
  line: (line, column) => `regel ${line}, kolom ${column}`,
  fromEnvironment: (name) => `uit de omgeving, ${name}`,
  fromFlag: (name) => `uit de vlag ${name}`,
  wholeFile: 'het bestand',
  expectation: (code, params) => expected[code](params),
  warning: (code, params) => warned[code](params),
};
