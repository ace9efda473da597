import type { Check, CheckName } from '../../sync/model/check.ts';
import type { doctor as english } from '../en/doctor.ts';
import { ownEntry } from '../own-entry.ts';
import type { SameKeys } from '../same-keys.ts';
import { numberWords } from '../text-params.ts';

const { counted } = numberWords('nl-NL');

type Params = Check['params'];

const names: Readonly<Record<CheckName, string>> = {
  configuration: 'Configuratie',
  node: 'Node.js',
  store: 'Opslag',
  source: 'Bron',
  powershell: 'PowerShell',
  certificate: 'Certificaat',
  module: 'Module voor Exchange',
  connection: 'Verbinding met Exchange',
  rights: 'Recht om postvakken te lezen',
  recipients: 'Recht om personen en groepen te lezen',
  members: 'Recht om leden van groepen te lezen',
  permissions: 'Recht om te lezen wie toegang heeft',
  zivver: 'Zivver is bereikbaar',
  key: 'Sleutel van Zivver',
  domains: 'Geclaimde domeinen',
  unit: 'Organisatie-eenheid',
  people: 'Personen in Zivver',
  clock: 'Klok',
};

const version = (p: Params) => (p.version === undefined ? 'in orde' : `versie ${p.version}`);
const mailboxes = (p: Params) => counted(Number(p.mailboxes), 'postvak', 'postvakken');

const groups: Readonly<Record<string, string>> = {
  read: 'gelezen van één beveiligingsgroep',
  none: 'onder de eerste groepen is geen beveiligingsgroep om het mee te proberen',
  off: 'niet nodig: groepen worden niet uitgeklapt (`delegates.expandGroups`)',
};

const facts: Readonly<Record<CheckName, (p: Params) => string>> = {
  configuration: () => 'geldig',
  node: version,
  store: () => 'kan worden gelezen en geschreven',
  source: (p) => `${mailboxes(p)} gelezen`,
  powershell: version,
  certificate: () => 'gaat open en is langer dan 30 dagen geldig',
  module: version,
  connection: () => 'gemaakt',
  rights: (p) => `kan worden opgesomd: ${p.types}${p.none === '' ? '' : `; er is geen ${p.none}`}`,
  recipients: () => 'ontvangers, gebruikers en groepen kunnen worden opgesomd',
  members: (p) => ownEntry(groups, String(p.groups)) ?? '',
  permissions: (p) =>
    [
      `${mailboxes(p)} gelezen`,
      ...Object.entries(p).flatMap(([name, ms]) => (name.startsWith('Get-') ? [`${name} ${ms} ms per postvak`] : [])),
      ...(p.bulk === undefined
        ? []
        : [
            p.bulk === 'agrees'
              ? 'wie toegang heeft kan ook uit de lijst komen (`bulkPermissions`)'
              : 'wie toegang heeft kan niet uit de lijst komen',
          ]),
    ].join('; '),
  zivver: (p) => (String(p.encrypted) === 'true' ? 'via TLS 1.2 of nieuwer' : 'op deze machine, niet versleuteld'),
  key: () => 'geaccepteerd',
  domains: (p) => `accounts gezien in ${p.domains}`,
  unit: (p) => (p.units === '' ? 'er wordt geen toegewezen' : `gezien: ${p.units}`),
  people: (p) => counted(Number(p.people), 'actieve persoon', 'actieve personen'),
  clock: (p) => `binnen ${counted(Number(p.seconds), 'seconde', 'seconden')} van die van Zivver`,
};

export const doctor: SameKeys<typeof english> = {
  heading: 'Controle van alles wat Countersign nodig heeft',
  allGood: 'Alles is in orde.',
  counts: (failed: number, warnings: number) =>
    `${counted(failed, 'punt is', 'punten zijn')} fout, ${counted(warnings, 'waarschuwing', 'waarschuwingen')}.`,
  explain: 'Countersign heeft alleen gekeken. Er is niets gewijzigd.',
  checked: 'Gecontroleerd',
  found: 'Gevonden',
  outcomes: { ok: 'in orde', warning: 'waarschuwing', failed: 'fout', skipped: 'niet geprobeerd' },
  skipped: 'kon niet worden geprobeerd',
  name: (name: CheckName, where: string | null) => (where === null ? names[name] : `${names[name]} (${where})`),
  fact: (name: CheckName, params: Params) => facts[name](params),
};
