import type { parts as en } from '../en/parts.ts';
import type { SameKeys } from '../same-keys.ts';
import { numberWords } from '../text-params.ts';

const { figure, counted } = numberWords('nl-NL');
const accounts = (n: number) => counted(n, 'functioneel account', 'functionele accounts');
const changes = (n: number) => counted(n, 'wijziging', 'wijzigingen');

export const parts: SameKeys<typeof en> = {
  buttons: {
    first: (n: number) => `Alleen de eerste ${figure(n)}`,
    additions: 'Alleen toevoegingen',
    leaveOut: 'Weglaten…',
    make: 'Maak dit deel',
  },
  partOf: (id: string, what: string) => `Deel van ${id}: ${what}.`,
  choices: {
    first: (n: number) => `de eerste ${accounts(n)}`,
    additions: 'alleen wat niets afneemt',
    leaveOut: (what: string) => `zonder ${what}`,
    kinds: 'gekozen soorten wijzigingen',
    domains: 'gekozen domeinen',
    findings: 'accounts van gekozen bevindingen',
    accounts: 'gekozen accounts',
  },
  dropped: (n: number, m: number, reason: string) => `${changes(n)} voor ${accounts(m)} niet in dit deel: ${reason}.`,
  reasons: {
    'not-chosen': 'bewust weggelaten',
    'account-not-created': 'dit deel maakt het account niet aan',
    'address-not-released': 'het adres dat nodig is, blijft bij een ander account',
    'nobody-could-open': 'niemand zou het nieuwe account kunnen openen',
    'would-be-emptied': 'niemand zou het account daarna nog kunnen openen',
  },
  rest: 'Wordt dit deel goedgekeurd, dan wacht het hele plan niet langer; de volgende preview stelt de rest voor.',
  superseded: {
    'part-approved': (id: string) =>
      `Een deel ervan, ${id}, is goedgekeurd. Een nieuwe preview stelt voor wat van de rest nog nodig is.`,
    'whole-approved': (id: string) => `Het hele plan waar het een deel van was, ${id}, is goedgekeurd.`,
  },
  form: {
    heading: (id: string) => `Wat laat je weg uit ${id}?`,
    explain:
      'De rest wordt een plan op zichzelf, met een eigen vingerafdruk en goedkeuring. Er is nog niets goedgekeurd.',
    depends: 'Wat afhangt van iets dat je weglaat, valt ook weg; dat staat op de nieuwe kaart.',
    kinds: 'Soorten wijzigingen',
    domains: 'Domeinen',
    findings: 'Accounts waar een bevinding over gaat',
    accounts: 'Adressen van functionele accounts',
    accountsHint: 'Een per regel, of met komma’s ertussen',
  },
  making: 'Het deel wordt gemaakt. De kaart ervan volgt in dit gesprek.',
  overview: {
    domains: 'Per domein',
    units: 'Per organisatie-eenheid',
    accounts,
    andMore: (n: number) => `en nog ${figure(n)}`,
    unusual: (n: number, total: number) => `Ongewoon, als eerste: ${figure(n)} van ${accounts(total)}`,
    samples: 'Gewone, als steekproef',
    content: (people: number, aliases: number) =>
      `${counted(people, 'persoon krijgt', 'personen krijgen')} toegang${aliases === 0 ? '' : `, ${counted(aliases, 'alias', 'aliassen')}`}`,
    traits: {
      'taken-away': 'er wordt iets afgenomen',
      'many-people': 'veel meer mensen dan bij de andere',
      'other-domain-people': 'iemand van een ander domein krijgt toegang',
      'one-person': 'één persoon kan het openen, verder niemand',
      'many-aliases': 'veel meer aliassen dan de andere',
      'rare-domain': 'een van de weinige in dit domein',
      'name-is-address': 'heeft geen eigen naam',
    },
  },
};
