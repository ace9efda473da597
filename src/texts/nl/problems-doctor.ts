import type { ErrorContext } from '../../errors.ts';
import type { problemsDoctor as english } from '../en/problems-doctor.ts';
import type { SameKeys } from '../same-keys.ts';

export const problemsDoctor: SameKeys<typeof english> = {
  'doctor-node-too-old': {
    what: 'Node.js is te oud',
    cause: (p: ErrorContext) => `Dit is ${p.version}; ${p.needed} is de oudste die werkt.`,
    solution: 'Installeer Node.js 24 LTS.',
  },
  'doctor-no-mailboxes': {
    what: 'Er is geen gedeeld postvak gevonden',
    cause:
      'Het account mag postvakken opsommen, maar er is er geen van de gekozen typen, of geen in de organisatie-eenheid.',
    solution:
      'Controleer `mailboxes.types` en `exchangeOrganizationalUnit`. Een OU van Exchange is er geen van Active Directory.',
  },
  'doctor-no-permissions': {
    what: 'Exchange toont niet wie toegang heeft',
    cause: (p: ErrorContext) =>
      `${p.command} gaf niets voor elk postvak dat is geprobeerd. Exchange toont in elk geval het postvak zelf, dus het account mag het niet zien.`,
    solution:
      'Geef het account View-Only Recipients of Global Reader. In een voorbeeld zouden deze postvakken bevroren zijn: niemand krijgt of verliest toegang.',
  },
  'doctor-domains-unseen': {
    what: 'Een geclaimd domein heeft nog geen account in Zivver',
    cause: (p: ErrorContext) => `Niemand in Zivver heeft een adres in ${p.domains}.`,
    solution: 'Controleer in Zivver of het domein is geclaimd en of de sleutel bij deze organisatie hoort.',
  },
  'doctor-unit-unseen': {
    what: 'Een organisatie-eenheid wordt in Zivver nog niet gebruikt',
    cause: (p: ErrorContext) =>
      `Geen functioneel account zit in ${p.units}. Zivver weigert een eenheid die het niet kent.`,
    solution: 'Maak de eenheid eerst in Zivver en vergelijk de identificatie met `target.zivverOrganizationalUnit`.',
  },
  'doctor-no-people': {
    what: 'Er is nog niemand in Zivver',
    cause:
      'Er is geen actief persoonlijk account gelezen. Zonder zo’n account kan niemand een functioneel account openen.',
    solution:
      'Richt eerst single sign-on en de persoonlijke accounts in, en synchroniseer daarna functionele accounts.',
  },
  'doctor-clock-off': {
    what: 'De klok van deze machine staat verkeerd',
    cause: (p: ErrorContext) =>
      `Hij loopt ${p.seconds} seconden ${String(p.behind) === 'true' ? 'achter' : 'voor'} op die van Zivver.`,
    solution: 'Zet tijdsynchronisatie aan. Certificaten, tokens en verlopende goedkeuringen hangen ervan af.',
  },
};
