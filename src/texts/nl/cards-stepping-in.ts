import type { cardsSteppingIn as en } from '../en/cards-stepping-in.ts';
import type { SameKeys } from '../same-keys.ts';
import { numberWords } from '../text-params.ts';

const { figure, counted } = numberWords('nl-NL');
const accounts = (n: number) => counted(n, 'functioneel account', 'functionele accounts');

export const cardsSteppingIn: SameKeys<typeof en> = {
  uncertain: {
    heading: (item, runId) => `Is wijziging ${item} van ${runId} gebeurd?`,
    explain:
      'Ze is verstuurd en er kwam geen antwoord. Kijk hoe het nu is en zeg wat ervan geworden is. Er wordt niets geschreven.',
    hint: 'Bijvoorbeeld: ik heb in Zivver gekeken',
    line: (before, after, now) => `${before} → ${after}. Nu: ${now}.`,
    asPlanned: 'Zoals gepland.',
    notAsPlanned: 'Niet zoals gepland.',
    noAccount: 'Zivver heeft nu niet zo’n account.',
    others: (n) => `${counted(n, 'andere wijziging is', 'andere wijzigingen zijn')} onzeker.`,
    console: 'Voeg --done of --not-done toe, met --reason.',
  },
  drift: {
    looking: 'Er wordt gekeken wat anderen sinds de laatste uitvoering in Zivver hebben gewijzigd …',
    unknown: 'Wat anderen in Zivver hebben gewijzigd, is nu niet bekend: Zivver gaf geen antwoord.',
    none: (n, runId, since) =>
      `${accounts(n)} vergeleken met Zivver: sinds ${runId} (${since}) hebben anderen niets gewijzigd.`,
    some: (n, runId, since) => `${accounts(n)} in Zivver door anderen gewijzigd sinds ${runId} (${since})`,
    remedy: 'Een preview toont wat er hersteld zou worden.',
    fields: {
      gone: 'bestaat niet meer',
      address: 'adres',
      name: 'naam',
      division: 'organisatie-eenheid',
      members: 'personen',
      aliases: 'aliassen',
    },
    counts: (added, removed) =>
      [...(added > 0 ? [`+${figure(added)}`] : []), ...(removed > 0 ? [`−${figure(removed)}`] : [])].join(' '),
  },
};
