import type { Check, CheckName } from '../../sync/model/check.ts';
import { ownEntry } from '../own-entry.ts';
import { numberWords } from '../text-params.ts';

const { counted } = numberWords('en-GB');

type Params = Check['params'];

const names: Readonly<Record<CheckName, string>> = {
  configuration: 'Configuration',
  node: 'Node.js',
  store: 'Store',
  source: 'Source',
  powershell: 'PowerShell',
  certificate: 'Certificate',
  module: 'Module for Exchange',
  connection: 'Connection to Exchange',
  rights: 'Rights to read mailboxes',
  recipients: 'Rights to read people and groups',
  members: 'Rights to read members of groups',
  permissions: 'Rights to read who has access',
  zivver: 'Zivver can be reached',
  key: 'Zivver’s key',
  domains: 'Claimed domains',
  unit: 'Organisational unit',
  people: 'People in Zivver',
  clock: 'Clock',
};

const version = (p: Params) => (p.version === undefined ? 'in order' : `version ${p.version}`);

const groups: Readonly<Record<string, string>> = {
  read: 'read of one security group',
  none: 'among the first groups is no security group to try it on',
  off: 'not needed: groups are not expanded (`delegates.expandGroups`)',
};

/** What was found where nothing is wrong. */
const facts: Readonly<Record<CheckName, (p: Params) => string>> = {
  configuration: () => 'valid',
  node: version,
  store: () => 'can be read and written',
  source: (p) => `${counted(Number(p.mailboxes), 'mailbox', 'mailboxes')} read`,
  powershell: version,
  certificate: () => 'opens, and is valid for more than 30 days',
  module: version,
  connection: () => 'made',
  rights: (p) => `can be listed: ${p.types}${p.none === '' ? '' : `; there are none of ${p.none}`}`,
  recipients: () => 'recipients, users and groups can be listed',
  members: (p) => ownEntry(groups, String(p.groups)) ?? '',
  permissions: (p) =>
    [
      `${counted(Number(p.mailboxes), 'mailbox', 'mailboxes')} read`,
      ...Object.entries(p).flatMap(([name, ms]) => (name.startsWith('Get-') ? [`${name} ${ms} ms a mailbox`] : [])),
      ...(p.bulk === undefined
        ? []
        : [
            p.bulk === 'agrees'
              ? 'who has access can come from the list as well (`bulkPermissions`)'
              : 'who has access cannot come from the list',
          ]),
    ].join('; '),
  zivver: (p) => (String(p.encrypted) === 'true' ? 'over TLS 1.2 or newer' : 'on this machine, not encrypted'),
  key: () => 'accepted',
  domains: (p) => `accounts seen in ${p.domains}`,
  unit: (p) => (p.units === '' ? 'none is assigned' : `seen: ${p.units}`),
  people: (p) => counted(Number(p.people), 'active person', 'active people'),
  clock: (p) => `within ${counted(Number(p.seconds), 'second', 'seconds')} of Zivver’s`,
};

/** `doctor`: what was looked at, and what was found. The words for what is wrong are those of its code. */
export const doctor = {
  heading: 'Check of everything Countersign needs',
  allGood: 'Everything is in order.',
  counts: (failed: number, warnings: number) =>
    `${counted(failed, 'thing is', 'things are')} wrong, ${counted(warnings, 'warning', 'warnings')}.`,
  explain: 'Countersign only looked. Nothing was changed.',
  checked: 'Checked',
  found: 'Found',
  outcomes: { ok: 'in order', warning: 'warning', failed: 'wrong', skipped: 'not tried' },
  skipped: 'could not be tried',
  name: (name: CheckName, where: string | null) => (where === null ? names[name] : `${names[name]} (${where})`),
  fact: (name: CheckName, params: Params) => facts[name](params),
};
