import type { amountFindings as en } from '../en/plan-amounts.ts';
import type { SameKeys } from '../same-keys.ts';
import type { FindingFacts } from '../text-params.ts';
import { numberWords } from '../text-params.ts';

const { figure, counted } = numberWords('nl-NL');

const accounts = (n: number) => counted(n, 'functioneel account', 'functionele accounts');
const over = (limit: number | null) => (limit === null ? '' : ` (de grens is ${figure(limit)})`);
const lately = (f: FindingFacts) => (f.params.days === 7 ? 'in 7 dagen' : 'in 24 uur');

export const amountFindings: SameKeys<typeof en> = {
  'too-many-removals': {
    sentence: (f) => `${counted(f.number, 'intrekking', 'intrekkingen')} in één plan${over(f.limit)}.`,
    remedy:
      'Controleer de bron en het filter. Kloppen de intrekkingen, maak dan previews met minder postvakken tegelijk, hef de blokkade op voor dit plan of verhoog guards.removals.',
  },
  'too-many-removals-lately': {
    sentence: (f) =>
      `${counted(f.number, 'intrekking', 'intrekkingen')} ${lately(f)}${over(f.limit)}, waarvan ${figure(Number(f.params.earlier ?? 0))} door eerdere uitvoeringen.`,
    remedy:
      'Bekijk wat de eerdere uitvoeringen hebben weggenomen. Wacht, hef de blokkade op voor dit plan of verhoog guards.overTime.',
  },
  'too-many-grants': {
    sentence: (f) =>
      `${counted(f.number, 'toegangsrecht', 'toegangsrechten')} erbij op bestaande accounts in één plan${over(f.limit)}.`,
    remedy:
      'Controleer of een grote groep FullAccess heeft gekregen. Klopt het, hef de blokkade dan op voor dit plan of verhoog guards.access.',
  },
  'too-many-grants-lately': {
    sentence: (f) =>
      `${counted(f.number, 'toegangsrecht', 'toegangsrechten')} erbij op bestaande accounts ${lately(f)}${over(f.limit)}, waarvan ${figure(Number(f.params.earlier ?? 0))} door eerdere uitvoeringen.`,
    remedy:
      'Bekijk wat de eerdere uitvoeringen hebben gegeven. Wacht, hef de blokkade op voor dit plan of verhoog guards.overTime.',
  },
  'too-many-creates': {
    sentence: (f) => `${counted(f.number, 'nieuw account', 'nieuwe accounts')} in één plan${over(f.limit)}.`,
    remedy:
      'Controleer het filter en de postvaktypen. Is dit de eerste synchronisatie, maak dan eerst een preview van enkele postvakken en hef de blokkade daarna op voor het geheel.',
  },
  'too-many-creates-lately': {
    sentence: (f) =>
      `${counted(f.number, 'nieuw account', 'nieuwe accounts')} ${lately(f)}${over(f.limit)}, waarvan ${figure(Number(f.params.earlier ?? 0))} door eerdere uitvoeringen.`,
    remedy:
      'Controleer het filter en de postvaktypen. Wacht, hef de blokkade op voor dit plan of verhoog guards.overTime.',
  },
  'too-many-retires': {
    sentence: (f) => `${accounts(f.number)} buiten gebruik gesteld in één plan${over(f.limit)}.`,
    remedy:
      'Controleer of deze postvakken weg moesten. Zo ja, hef de blokkade dan op voor dit plan of verhoog guards.retires.',
  },
  'too-many-retires-lately': {
    sentence: (f) =>
      `${accounts(f.number)} buiten gebruik gesteld ${lately(f)}${over(f.limit)}, waarvan ${figure(Number(f.params.earlier ?? 0))} door eerdere uitvoeringen.`,
    remedy:
      'Controleer of deze postvakken weg moesten. Wacht, hef de blokkade op voor dit plan of verhoog guards.overTime.',
  },
  'too-many-deletes': {
    sentence: (f) => `${accounts(f.number)} voorgoed verwijderd in één plan${over(f.limit)}.`,
    remedy:
      'Niemand kan deze blokkade opheffen. Maak een preview met sync.missing op retire, of verhoog guards.deletes bewust.',
  },
  'too-many-deletes-lately': {
    sentence: (f) =>
      `${accounts(f.number)} voorgoed verwijderd ${lately(f)}${over(f.limit)}, waarvan ${figure(Number(f.params.earlier ?? 0))} door eerdere uitvoeringen.`,
    remedy: 'Niemand kan deze blokkade opheffen. Wacht, of verhoog guards.deletes bewust.',
  },
  'too-many-emptied': {
    sentence: (f) => `${accounts(f.number)} die na dit plan niemand kan openen${over(f.limit)}.`,
    remedy:
      'Controleer de groepen die de toegang gaven. Klopt het, hef de blokkade dan op voor dit plan of verhoog guards.emptied.',
  },
  'account-loses-many': {
    sentence: (f) => `${accounts(f.number)} waar meer personen toegang verliezen dan één plan mag wegnemen.`,
    remedy:
      'Controleer de groepen van dat postvak. Wil je erover beslissen, maak dan een preview van het adres: die blokkade is op te heffen.',
  },
  'account-gains-many': {
    sentence: (f) => `${accounts(f.number)} waar meer personen toegang krijgen dan één plan mag geven.`,
    remedy:
      'Controleer de groepen van dat postvak. Wil je erover beslissen, maak dan een preview van het adres: die blokkade is op te heffen.',
  },
};
