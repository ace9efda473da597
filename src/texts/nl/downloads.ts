import type { downloads as en } from '../en/downloads.ts';
import type { SameKeys } from '../same-keys.ts';

export const downloads: SameKeys<typeof en> = {
  title: 'Rapport',
  about: (of) => `Rapport van ${of}`,
  for: (name) => `Deze koppeling is gemaakt voor ${name}.`,
  until: (time) => `Ze werkt tot ${time}.`,
  logged: 'Elke download komt in het controlespoor.',
  button: (format) => (format === 'html' ? 'Rapport openen' : `Downloaden als ${format.toUpperCase()}`),
  goneTitle: 'Deze koppeling werkt niet meer',
  gone: 'Ze is verlopen of niet volledig. Typ `report` in de chat met Countersign voor een nieuwe.',
  deniedTitle: 'Dit rapport is niet meer voor jou',
  denied:
    'De persoon voor wie deze koppeling is gemaakt, mag geen rapporten meer lezen. Vraag de beheerder van Countersign.',
  brokenTitle: 'Het rapport kon niet worden gemaakt',
  broken: 'Probeer het over een minuut opnieuw.',
  problemsTitle: 'Wat de probleemcodes van Countersign betekenen',
};
