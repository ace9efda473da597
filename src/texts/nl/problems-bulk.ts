import type { problemsBulk as en } from '../en/problems-bulk.ts';
import type { SameKeys } from '../same-keys.ts';

/** Waarom machtigingen postvak voor postvak zijn gelezen waar ze uit de lijst zouden komen, per code. */
export const problemsBulk: SameKeys<typeof en> = {
  'bulk-permissions-differ': {
    what: 'De lijst en de postvakken zeggen niet hetzelfde',
    cause: (p) =>
      `Van een steekproef van ${p.sample} postvakken die op beide manieren zijn gelezen, toonde er minstens één zelf andere personen dan in de lijst.`,
    solution:
      'Niets te doen: elk postvak wordt zelf gelezen. Een machtiging die in die minuut is gewijzigd kan de reden zijn. Gebeurt het elke keer, zet dan `bulkPermissions: off`.',
  },
  'bulk-permissions-unchecked': {
    what: 'De lijst kon niet worden gecontroleerd',
    cause: (p) => `Maar ${p.sample} postvakken van de steekproef waren zelf te lezen.`,
    solution: 'Los op waarom postvakken niet te lezen zijn. Tot die tijd wordt elk postvak zelf gelezen.',
  },
  'bulk-permissions-unclear': {
    what: 'De lijst zegt niet wie toegang heeft',
    cause:
      'Geen enkele beveiligingsdescriptor erin was aanwezig, had een bekende vorm en noemde personen die Exchange kent.',
    solution: 'Zet `bulkPermissions: off`: elk postvak wordt toch al zelf gelezen.',
  },
  'bulk-permissions-refused': {
    what: 'Exchange weigert de lijst met beveiligingsdescriptors',
    cause: (p) => `Exchange meldde: “${p.said}”`,
    solution: 'Zet `bulkPermissions: off`, of geef het account de rechten die het antwoord noemt.',
  },
  'bulk-permissions-old-module': {
    what: 'De PowerShell-module voor Exchange Online kent geen beveiligingsdescriptors',
    cause: (p) => `ExchangeOnlineManagement ${p.version} is ouder dan 3.7.1.`,
    solution: 'Voer `Update-Module ExchangeOnlineManagement` uit in PowerShell 7, of zet `bulkPermissions: off`.',
  },
};
