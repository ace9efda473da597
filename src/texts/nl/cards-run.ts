import type { cardsRun as en } from '../en/cards-run.ts';
import type { SameKeys } from '../same-keys.ts';
import { numberWords } from '../text-params.ts';

const { figure, counted } = numberWords('nl-NL');

const changes = (n: number) => counted(n, 'wijziging', 'wijzigingen');

export const cardsRun: SameKeys<typeof en> = {
  running: {
    heading: (n) => `${counted(n, 'wijziging wordt', 'wijzigingen worden')} uitgevoerd`,
    approvedBy: 'Goedgekeurd door',
    starting: 'Het plan wordt nog eens gecontroleerd voor de eerste wijziging',
    explain: 'Elk account wordt vlak voor de wijziging gecontroleerd. De samenvatting verschijnt hier.',
  },
  result: {
    heading: {
      running: (done, total) => `${figure(done)} van ${changes(total)} tot nu toe uitgevoerd`,
      applied: (_done, total) => `${changes(total)} uitgevoerd`,
      'partly-applied': (done, total) => `${figure(done)} van ${changes(total)} uitgevoerd`,
      stopped: (done, total) => `${figure(done)} van ${changes(total)} uitgevoerd, daarna gestopt`,
      failed: (done, total) => `${figure(done)} van ${changes(total)} uitgevoerd, daarna mislukt`,
    },
    waits: (done, total) => `${figure(done)} van ${changes(total)} uitgevoerd, wacht op Zivver`,
    summary: 'Samenvatting van de wijzigingen',
    outcome: (n, state) => `${figure(n)} ${state}`,
    notDone: (n) =>
      n === 1
        ? '1 functioneel account waar niet alles is doorgegaan'
        : `${figure(n)} functionele accounts waar niet alles is doorgegaan`,
    verified: (n, moment) =>
      n === 1
        ? `Teruggelezen op ${moment}: de wijziging is gezien in Zivver.`
        : `Teruggelezen op ${moment}: alle ${changes(n)} zijn gezien in Zivver.`,
    verifiedPart: (seen, total, moment) =>
      `Teruggelezen op ${moment}: ${figure(seen)} van ${changes(total)} gezien in Zivver.`,
    lost: (n) => `${changes(n)} door Zivver geaccepteerd, maar bij het teruglezen niet gevonden.`,
    repaired: (n) => `${changes(n)} pas na een tweede keer schrijven.`,
    readBackIncomplete: 'Niet alles kon worden teruggelezen.',
    waitsFor: (addresses) => `Dit wacht op een wijziging van ${addresses} die niet is doorgegaan.`,
    foundNow: (value) => `In Zivver is het nu: ${value}.`,
    notVerified: 'Er is niets teruggelezen.',
    verification: 'Controle',
    approvedBy: 'Goedgekeurd door',
    startedBy: 'Gestart door',
    duration: 'Duur',
    calls: 'Verzoeken aan Zivver',
    run: 'Uitvoering',
    code: (code) => `Code: ${code}`,
  },
  closed: {
    rejected: (id) => `${id} is afgewezen`,
    superseded: (id) => `${id} is vervangen`,
    expired: (id) => `${id} is verlopen`,
    withdrawn: (id) => `${id} is ingetrokken`,
    other: (id, state) => `${id}: ${state}`,
    by: 'Door',
    reason: 'Reden',
    noReason: '(niet opgegeven)',
    contained: 'Inhoud',
    expiredOn: 'Verlopen',
    explain: {
      rejected: 'Er is niets gewijzigd in Zivver.',
      superseded: 'Er is een nieuwer plan voor in de plaats gekomen. Dit plan kan niet meer worden uitgevoerd.',
      expired:
        'De tijd is om; dit plan kan niet meer worden uitgevoerd. Een nieuwe preview stelt voor wat nog nodig is.',
      withdrawn: 'Er is niets gewijzigd in Zivver.',
      other: 'Met deze kaart valt niets meer te beslissen.',
    },
  },
};
