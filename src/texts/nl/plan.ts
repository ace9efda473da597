import type { plan as en } from '../en/plan.ts';
import type { SameKeys } from '../same-keys.ts';
import { numberWords } from '../text-params.ts';
import { planFindings } from './plan-findings.ts';
import { planOutcomes } from './plan-outcomes.ts';

const { figure, counted } = numberWords('nl-NL');

export const plan: SameKeys<typeof en> = {
  kinds: {
    create: { label: 'Nieuw account', count: (n) => counted(n, 'nieuw account', 'nieuwe accounts') },
    adopt: {
      label: 'Bestaand account, voortaan beheerd',
      count: (n) => counted(n, 'bestaand account overgenomen', 'bestaande accounts overgenomen'),
    },
    rename: { label: 'Naam', count: (n) => counted(n, 'nieuwe naam', 'nieuwe namen') },
    'add-alias': { label: 'Alias erbij', count: (n) => counted(n, 'alias erbij', 'aliassen erbij') },
    grant: { label: 'Krijgt toegang', count: (n) => counted(n, 'toegangsrecht erbij', 'toegangsrechten erbij') },
    'remove-alias': { label: 'Alias eraf', count: (n) => counted(n, 'alias eraf', 'aliassen eraf') },
    revoke: { label: 'Verliest toegang', count: (n) => counted(n, 'toegangsrecht eraf', 'toegangsrechten eraf') },
    'reassign-ou': {
      label: 'Organisatie-eenheid',
      count: (n) => counted(n, 'verplaatsing naar een andere OU', 'verplaatsingen naar een andere OU'),
    },
    readdress: { label: 'Adres', count: (n) => counted(n, 'nieuw hoofdadres', 'nieuwe hoofdadressen') },
    retire: { label: 'Uit gebruik', count: (n) => counted(n, 'account uit gebruik', 'accounts uit gebruik') },
    delete: { label: 'Verwijderd', count: (n) => counted(n, 'account verwijderd', 'accounts verwijderd') },
  },
  emptied: (people, aliases) =>
    `${counted(people, 'persoon verliest', 'personen verliezen')} de toegang, ${counted(aliases, 'alias vervalt', 'aliassen vervallen')}`,
  retireMeans: 'Berichten blijven bewaard; nieuwe komen mogelijk ongelezen binnen',
  deleteMeans: 'Alle berichten van het account gaan voorgoed verloren',
  nothingSet: '(geen)',
  via: (groups) => `via ${groups}`,
  classes: {
    change: { name: 'Wijziging', meaning: 'niemand krijgt of verliest toegang' },
    access: { name: 'Meer toegang', meaning: 'iemand kan meer lezen of ontvangen' },
    removal: { name: 'Intrekking', meaning: 'er gaat iets af' },
    destruction: { name: 'Vernietiging', meaning: 'kan niet ongedaan worden gemaakt' },
  },
  reasons: {
    'new-mailbox': 'Er is nog geen functioneel account met het adres van dit gedeelde postvak',
    'account-exists': 'Het account bestaat al en werd nog niet door Countersign beheerd',
    'name-differs': 'Het gedeelde postvak heet anders',
    'alias-missing': 'Het gedeelde postvak heeft dit adres, het account niet',
    'alias-surplus': 'Het gedeelde postvak heeft dit adres niet',
    'has-full-access': 'Heeft FullAccess op het gedeelde postvak in Exchange',
    'no-full-access': 'Had FullAccess in Exchange en heeft dat niet meer',
    'added-in-zivver': 'Is in Zivver toegevoegd; in Exchange is deze toegang nooit gezien',
    'ou-differs': 'Het account hoort bij een andere organisatie-eenheid',
    'address-changed': 'Het gedeelde postvak heeft een nieuw hoofdadres',
    'mailbox-gone': 'Het gedeelde postvak is opgezocht in Exchange en bestaat niet meer',
    'undoes-run': 'Maakt ongedaan wat een eerdere uitvoering deed',
  },
  states: {
    blocked: 'Geblokkeerd',
    proposed: 'Wacht op een besluit',
    approved: 'Goedgekeurd',
    applying: 'Wordt uitgevoerd',
    applied: 'Uitgevoerd',
    'partly-applied': 'Gedeeltelijk uitgevoerd',
    stopped: 'Gestopt',
    failed: 'Mislukt',
    rejected: 'Afgewezen',
    superseded: 'Vervangen',
    expired: 'Verlopen',
    withdrawn: 'Ingetrokken',
  },
  leftOut: {
    'type-not-selected': 'Postvaktype is niet geselecteerd',
    'remote-mailbox': 'Staat in Exchange Online, lees het daar',
    'no-address': 'Heeft geen e-mailadres',
    'foreign-domain': 'Adres valt buiten de geclaimde domeinen',
    'filtered-out': 'Weggelaten door het filter',
    'protected-address': 'Beschermd adres, blijft altijd ongemoeid',
    'duplicate-address': 'Heeft hetzelfde adres als een ander postvak',
    'not-asked-for': 'Niet gevraagd in deze preview',
    'nobody-could-open': 'Niemand met een actief Zivver-account zou het kunnen openen',
    'type-conflict': 'Onder dit adres bestaat een persoonlijk account',
    'ambiguous-match': 'Het is niet zeker welk account erbij hoort',
  },
  unexpressed: {
    'no-account': 'heeft geen Zivver-account',
    suspended: 'is geblokkeerd in Zivver',
    orphaned: 'bestaat niet meer in Exchange',
    ambiguous: 'past op meer dan één ontvanger',
    unknown: 'is onbekend in Exchange',
    foreign: 'is van een ander domein of forest, en opent hier geen gekoppelde mailbox',
    'group-not-expanded': 'is een groep waarvan de leden niet zijn gelezen',
    'group-cannot-hold-full-access': 'is een soort groep die geen FullAccess kan hebben',
    'no-address': 'heeft geen e-mailadres',
  },
  unreadable: {
    'permissions-unreadable': 'de machtigingen waren niet te zien',
    'deny-group-unreadable': 'een geweigerde groep is niet gelezen',
    'deny-unidentified': 'een geweigerde naam is niet te herkennen',
    'not-asked': 'nog niet gevraagd',
  },
  incomplete: {
    'list-shorter-than-total': 'de lijst is korter dan het opgegeven totaal',
    'bad-rows': 'niet alle rijen waren bruikbaar',
    'read-failed': 'een opvraging is onderweg mislukt',
    'source-failed': 'de bron gaf niets terug',
  },
  approvalRule: (votes, secondPerson) => {
    if (secondPerson && votes === 1)
      return 'Er is 1 goedkeuring nodig, van iemand anders dan de aanvrager van dit plan. Niemand keurt toegang voor zichzelf goed.';
    if (secondPerson)
      return `Er zijn ${figure(votes)} goedkeuringen nodig; die van de aanvrager telt niet mee. Niemand keurt toegang voor zichzelf goed.`;
    return `Er ${votes === 1 ? 'is 1 goedkeuring' : `zijn ${figure(votes)} goedkeuringen`} nodig. Niemand keurt toegang voor zichzelf goed.`;
  },
  namedRule: (classes) =>
    `Alleen wie is aangewezen voor “${classes}” (approval.approversFor), mag dit plan goedkeuren.`,
  typedRule: 'Wie goedkeurt, vult in hoeveel accounts voorgoed worden verwijderd.',
  waivedRule: 'Wie een blokkade van dit plan heeft opgeheven, telt niet als tweede persoon.',
  findings: planFindings,
  outcomes: planOutcomes,
};
