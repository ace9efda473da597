import type { explain as en } from '../en/explain.ts';
import type { SameKeys } from '../same-keys.ts';
import { numberWords } from '../text-params.ts';

const { counted } = numberWords('nl-NL');

export const explain: SameKeys<typeof en> = {
  heading: {
    proposed: (name: string) => `Waarom er een wijziging wordt voorgesteld voor ${name}`,
    notProposed: (name: string) => `Waarom er niets wordt voorgesteld voor ${name}`,
    person: (name: string) => `Welke mailboxen ${name} kan openen, en waarom`,
    nothing: (asked: string) => `Van “${asked}” is niets bekend`,
  },
  question: 'Welke mailbox of persoon? Bijvoorbeeld: explain sales@example.nl',
  nothing:
    'Geen gedeelde mailbox, functioneel account of persoon heeft dit adres of deze naam. Kijk hoe je het schrijft.',
  read: (moment: string) => `Beide kanten zijn voor dit antwoord gelezen; Zivver op ${moment}. Er is niets gewijzigd.`,
  more: (n: number) => `Nog ${counted(n, 'resultaat', 'resultaten')}: geef het hele adres.`,
  verdicts: {
    proposed: 'Exchange en Zivver verschillen. Een preview stelt de wijzigingen hieronder voor.',
    'held-back': 'Exchange en Zivver verschillen, maar elke wijziging wordt door een bevinding tegengehouden.',
    equal: 'Exchange en Zivver zijn gelijk, voor zover Countersign mag kijken.',
    'changes-off':
      'Volgens de configuratie wordt niets nieuws of gewijzigds voorgesteld (sync.newOrChanged), dus hier wordt niets vergeleken.',
    'left-out': 'De mailbox doet niet mee, dus er wordt niets vergeleken.',
    'mailbox-gone': 'Bij dit account hoort een mailbox, en Exchange liet die niet zien. Er wordt niets voorgesteld.',
    'not-known':
      'Wie in Exchange toegang tot deze mailbox heeft, is niet bekend, en dus ook niet of beide kanten gelijk zijn. Er komt niets bij en er gaat niets af.',
    'zivver-only': 'Bij dit account hoort geen mailbox. Countersign blijft ervan af.',
  },
  leftOut: (reason: string, detail: string) => `Doet niet mee: ${reason}${detail === '' ? '' : ` (${detail})`}.`,
  facts: {
    exchange: 'Exchange zegt',
    zivver: 'Zivver zegt',
    link: 'Bekend bij Countersign',
    proposed: 'Voorgesteld',
    heldBack: 'Tegengehouden',
    past: 'Eerder',
    account: 'Account in Zivver',
  },
  absent: { exchange: 'geen zo’n mailbox', zivver: 'geen zo’n functioneel account' },
  aliases: (n: number) => counted(n, 'alias', 'aliassen'),
  members: (n: number) => counted(n, 'lid', 'leden'),
  unit: (name: string) => `eenheid ${name}`,
  unreadable: 'mensen met toegang niet te lezen',
  links: {
    none: 'nog niet gekoppeld',
    match: 'gevonden op adres, niet beheerd',
    create: 'gemaakt door Countersign',
    adopt: 'overgenomen: beheerd door Countersign',
    assumed: 'waarschijnlijk gemaakt door Countersign, niet beheerd tot het is overgenomen',
  },
  accounts: { active: 'actief', suspended: 'geblokkeerd', none: 'geen' },
  columns: { person: 'Persoon', mailbox: 'Gedeelde mailbox', why: 'Toegang, en waarom' },
  states: {
    'has-access': 'Heeft aan beide kanten toegang',
    'will-gain': 'FullAccess in Exchange; krijgt toegang in Zivver',
    'will-lose': 'Toegang in Zivver, niet in Exchange; raakt die kwijt',
    'held-back': 'Verschilt; de wijziging wordt tegengehouden',
    kept: 'Alleen toegang in Zivver; blijft zo',
    'not-known': 'Toegang in Zivver; niet bekend of Exchange die ook geeft; blijft',
    'not-compared': 'FullAccess in Exchange; niet vergeleken met Zivver',
    'no-account': 'FullAccess in Exchange, maar geen Zivver-account',
    suspended: 'FullAccess in Exchange, maar het Zivver-account is geblokkeerd',
    orphaned: 'Een vermelding in Exchange die van niemand meer is',
    ambiguous: 'Past op meer dan één account',
    unknown: 'Onbekend bij Exchange zelf',
    foreign: 'Van een ander domein of forest, en opent hier geen gekoppelde mailbox',
    'group-not-expanded': 'Een groep waarvan de leden niet zijn gelezen',
    'group-cannot-hold-full-access': 'Een soort groep die geen FullAccess kan hebben',
    'no-address': 'Heeft geen e-mailadres',
  },
  via: (path: string) => `via ${path}`,
  direct: 'rechtstreeks',
  nobody: 'Niemand heeft toegang, aan geen van beide kanten.',
  nowhere: 'Deze persoon heeft nergens toegang, aan geen van beide kanten.',
  pastLine: (moment: string, kind: string, outcome: string) => `${moment}: ${kind}, ${outcome}`,
  noPast: 'geen wijziging door Countersign in de laatste 90 dagen',
};
