import type { cardsPlan as en } from '../en/cards-plan.ts';
import type { SameKeys } from '../same-keys.ts';
import { numberWords } from '../text-params.ts';

const { figure, counted } = numberWords('nl-NL');

const changes = (n: number) => counted(n, 'wijziging', 'wijzigingen');
const accounts = (n: number) => counted(n, 'functioneel account', 'functionele accounts');
const mailboxes = (n: number) => counted(n, 'gedeeld postvak', 'gedeelde postvakken');

export const cardsPlan: SameKeys<typeof en> = {
  plan: {
    heading: (n, m) => `${changes(n)} voor ${accounts(m)}`,
    summary: (n, m, state) => `${changes(n)} voor ${accounts(m)}. ${state}.`,
    requester: 'Aangevraagd door',
    read: (source) => `Gelezen: ${source}`,
    readMailboxes: (n, moment) => `${mailboxes(n)}, ${moment}`,
    readIncomplete: (reason) => `onvolledig, ${reason}`,
    readFrozen: (n) => `${figure(n)} niet leesbaar`,
    readTarget: 'Gelezen: Zivver',
    readAccounts: (n, people, moment) => `${accounts(n)}, ${people}, ${moment}`,
    people: (n) => counted(n, 'persoon', 'personen'),
    basis: 'Waar dit plan op berust',
    scope: (n, total) => `${figure(n)} van ${mailboxes(total)} in de selectie`,
    leftOut: 'Weggelaten',
    leftOutCount: (reason, n) => `${reason}: ${figure(n)}`,
    notRead: (type, n) => `${type}, niet gelezen: ${figure(n)}`,
    sections: 'Wijzigingen, gevaarlijkste eerst',
    section: (className, n, m) => `${className}: ${changes(n)} voor ${accounts(m)}`,
    findings: 'Bevindingen',
    effects: { info: 'Ter informatie', warn: 'Waarschuwing', withhold: 'Tegengehouden', block: 'Blokkeert dit plan' },
    remedy: (text) => `Wat je kunt doen: ${text}`,
    approval: 'Goedkeuring',
    votes: (have, need) => `${figure(have)} van ${counted(need, 'goedkeuring', 'goedkeuringen')} gegeven`,
    votesBy: (names) => `door ${names}`,
    expires: (moment) => `Verloopt ${moment}`,
    typed: 'Om goed te keuren: hoeveel accounts worden voorgoed verwijderd?',
    typedHint: 'Het aantal',
    waiveReason: 'Reden (verplicht bij opheffen)',
    waiveReasonHint: 'Waarom mag dit plan meer dan de grens?',
    comment: 'Opmerking (verplicht bij afwijzen)',
    commentHint: 'Waarom keur je dit goed of wijs je het af?',
    mayNotDecide: 'Je kunt dit plan bekijken; beslissen is aan goedkeurders.',
    mute: 'Bij afwijzen: deze wijzigingen niet opnieuw voorstellen tot hun gedeelde postvakken veranderen',
    waiting: (id, moment) =>
      `${id} is goedgekeurd en nog niet klaar: het wacht op Zivver tot ${moment} en gaat dan vanzelf verder. Zeg “stop” om het te beëindigen.`,
    waitingToo: 'Wat het nog moet doen kan ook in dit plan staan; niets gebeurt twee keer.',
    undoes: (runId) =>
      `Dit plan maakt ${runId} ongedaan. Wat ongedaan is gemaakt, wordt niet opnieuw voorgesteld tot het gedeelde postvak verandert.`,
    blocked: 'Dit plan is geblokkeerd. Goedkeuren kan pas als de blokkerende bevinding is opgelost.',
    blockedWaivable:
      'Dit plan is geblokkeerd. Een goedkeurder kan de blokkade voor dit ene plan opheffen, met een reden; daarna wacht het op goedkeuring.',
    waived: (by) => `Opgeheven door ${by} voor dit plan.`,
    waivedBecause: (by, reason) => `Opgeheven door ${by} voor dit plan: ${reason}`,
    filter: { include: 'Filter, meegenomen', exclude: 'Filter, weggelaten' },
    filterValue: (text, n) => `${text}: ${figure(n)}`,
    exactly: 'Na goedkeuring worden precies deze wijzigingen uitgevoerd en niets anders.',
    frozen: 'niet leesbaar',
    unexpressed: (n) => `${figure(n)} zonder Zivver-account`,
  },
  reason: {
    heading: (id) => `Waarom wijs je ${id} af?`,
    explain: 'De aanvrager van het plan ziet je reden. Er wordt niets gewijzigd in Zivver.',
    label: 'Reden',
    hint: 'Bijvoorbeeld: het filter klopt niet',
    missing: 'Schrijf eerst een reden.',
  },
  nothingToDo: {
    heading: (n) => `${mailboxes(n)} vergeleken: niets te doen`,
    explain: 'Zivver is gelijk aan Exchange voor alles in de selectie.',
    withheld: 'Er zijn verschillen, maar die worden allemaal tegengehouden. De bevindingen zeggen waarom.',
  },
  overtaken: {
    heading: 'Een nieuwere lezing was eerder klaar',
    explain: (readAt, newerReadAt) =>
      `Wat deze preview om ${readAt} las, is ouder dan een lezing van ${newerReadAt} die eerder klaar was. Uit de oudere wordt niets voorgesteld.`,
    stands: (id) => `Plan ${id} komt uit de nieuwere lezing en wacht.`,
    standsForSome: (id, n) =>
      `Plan ${id} komt uit de nieuwere lezing en wacht. Het gaat alleen over ${mailboxes(n)}: het zegt niet hoe alle andere zijn.`,
    whatNow:
      'Bekijk eerst dat plan als het haast heeft: een nieuwe preview van alles komt ervoor in de plaats, en stelt ook voor wat dat plan voorstelt.',
    nothingWaits: 'Er wacht geen plan uit de nieuwere lezing. Doe opnieuw een preview om te zien hoe het nu is.',
  },
};
