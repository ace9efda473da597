import type { DangerClass } from '../../sync/model/mutation.ts';
import type { refusals as en } from '../en/refusals.ts';
import type { SameKeys } from '../same-keys.ts';
import type { TextParams } from '../text-params.ts';
import { plan as planWords } from './plan.ts';

const plan = (p: TextParams) => (p.planId === undefined ? 'Dit plan' : `Plan ${p.planId}`);
const named = (p: TextParams, key: string) => (p[key] === undefined ? '' : ` “${p[key]}”`);

const limited: TextParams = {
  removals: 'intrekkingen',
  access: 'toegangsrechten erbij op bestaande accounts',
  creates: 'nieuwe accounts',
  retires: 'accounts buiten gebruik gesteld',
  deletes: 'accounts voorgoed verwijderd',
  emptied: 'accounts die niemand kan openen',
};
const over = (p: TextParams) => limited[String(p.what)] ?? 'wijzigingen';
const span = (p: TextParams) =>
  p.days === 0 ? 'voor één plan met zijn delen' : p.days === 1 ? 'in 24 uur' : 'in 7 dagen';

const classes = (p: TextParams) =>
  String(p.classes ?? '')
    .split(' ')
    .map((name) => planWords.classes[name as DangerClass]?.name ?? name)
    .join(', ');

const madeFromWhat: TextParams = {
  recording: 'herhaalt alleen een opname',
  nothing: 'gaf geen lezing',
};
const madeFrom = (p: TextParams) =>
  p.source === undefined || p.source === ''
    ? 'niemand weet waaruit het is gelezen'
    : `de bron${named(p, 'source')} ${madeFromWhat[String(p.madeFrom)] ?? 'zegt niet wat er is gelezen'}`;

export const refusals: SameKeys<typeof en> = {
  'not-authorized': {
    sentence: () => 'Dit mag je niet doen.',
    remedy: () => 'Vraag de beheerder van Countersign om de juiste rol; “whoami” toont welke rollen je hebt.',
  },
  'self-approval': {
    sentence: () => 'Dit plan geeft jou zelf toegang, dus je kunt het niet goedkeuren.',
    remedy: () => 'Vraag een andere goedkeurder.',
  },
  'own-address-unknown': {
    sentence: () => 'Dit plan geeft mensen toegang, en Teams geeft jouw adres niet: het kan om je eigen toegang gaan.',
    remedy: () => 'Vraag een andere goedkeurder, of laat je e-mailadres invullen in Entra.',
  },
  'person-needed': {
    sentence: (p) => `${plan(p)} wordt nooit goedgekeurd zonder een mens: ${madeFrom(p)}.`,
    remedy: () => 'Laat een goedkeurder ernaar kijken en tekenen.',
  },
  'not-named-for-class': {
    sentence: (p) =>
      `${plan(p)} moet worden goedgekeurd door iemand die is aangewezen voor “${classes(p)}”, en dat ben je niet.`,
    remedy: () => 'Vraag iemand uit approval.approversFor; “whoami” toont wat je mag goedkeuren.',
  },
  'approval-void': {
    sentence: (p) => `${plan(p)} mag niet beginnen: iemand die het goedkeurde, mag dat niet meer.`,
    remedy: () => 'Maak een nieuwe preview en laat die opnieuw goedkeuren.',
  },
  'second-person-needed': {
    sentence: () => 'Je hebt dit plan zelf aangevraagd; iemand anders moet het goedkeuren.',
    remedy: () => 'Vraag een andere goedkeurder.',
  },
  'plan-stale': {
    sentence: (p) => `${plan(p)} klopt niet meer met wat er in Exchange of Zivver staat.`,
    remedy: () => 'Maak een nieuwe preview.',
  },
  'plan-expired': {
    sentence: (p) => `${plan(p)} is verlopen.`,
    remedy: () => 'Maak een nieuwe preview: wat nog nodig is, wordt opnieuw voorgesteld.',
  },
  'plan-superseded': {
    sentence: (p) => `${plan(p)} is vervangen door een nieuwer plan.`,
    remedy: () => 'Beslis over het nieuwere plan; “status” toont het.',
  },
  'plan-already-decided': {
    sentence: (p) => `Over ${p.planId === undefined ? 'dit plan' : `plan ${p.planId}`} is al beslist.`,
    remedy: (p) =>
      ['stopped', 'partly-applied', 'failed'].includes(String(p.state))
        ? 'De uitvoering ervan is geëindigd; “resume” gaat ermee verder.'
        : '“history” toont wat er is besloten.',
  },
  'plan-blocked': {
    sentence: (p) => `${plan(p)} is geblokkeerd door een bevinding en kan niet worden goedgekeurd.`,
    remedy: () => 'Los de bevinding op de kaart op en maak een nieuwe preview.',
  },
  'plan-running': {
    sentence: (p) => `${plan(p)} wordt op dit moment uitgevoerd.`,
    remedy: () => 'Wacht op de samenvatting; “status” toont hoe ver het is.',
  },
  'run-waits': {
    sentence: (p) => `${plan(p)} wacht op Zivver en gaat vanzelf verder.`,
    remedy: () => 'Stop het eerst; dan kan ongedaan worden gemaakt wat het heeft gedaan.',
  },
  'fingerprint-differs': {
    sentence: () => 'De kaart toont een ander plan dan er is opgeslagen.',
    remedy: () => 'Maak een nieuwe preview en beslis op die kaart.',
  },
  'limits-exceeded': {
    sentence: (p) =>
      p.number === undefined
        ? `${plan(p)} gaat over een grens, samen met wat is gedaan of goedgekeurd sinds het werd gemaakt.`
        : `${plan(p)} mag niet doorgaan: met ${p.others} van andere plannen komt het op ${p.number} ${over(p)}; ${span(p)} mogen het er ${p.limit} zijn.`,
    remedy: () =>
      'Maak een nieuwe preview: wat nog nodig is, wordt opnieuw voorgesteld en langs de grenzen van dat moment gelegd.',
  },
  'policy-changed': {
    sentence: () => 'De regels in de configuratie zijn gewijzigd nadat dit plan is gemaakt.',
    remedy: () => 'Maak een nieuwe preview onder de nieuwe regels.',
  },
  'nothing-to-do': { sentence: () => 'Er is niets te doen: alles is gelijk.', remedy: () => 'Je hoeft niets te doen.' },
  'not-running': {
    sentence: (p) => (p.planId === undefined ? 'Er wordt niets uitgevoerd.' : `${plan(p)} wordt niet uitgevoerd.`),
    remedy: () => '“status” toont hoe het ervoor staat.',
  },
  'nothing-left-out': {
    sentence: (p) => `Van ${p.planId ?? 'dit plan'} zou niets worden weggelaten.`,
    remedy: () => 'Keur het plan zelf goed, of kies iets anders om weg te laten.',
  },
  'nothing-left': {
    sentence: (p) => `Van ${p.planId ?? 'dit plan'} zou niets overblijven.`,
    remedy: () => 'Laat minder weg, of wijs het plan af.',
  },
  'nothing-to-resume': {
    sentence: (p) =>
      p.planId === undefined
        ? 'Er is geen uitvoering die hervat kan worden.'
        : `${plan(p)} heeft niets meer over dat hervatten zou kunnen doen.`,
    remedy: () => 'Maak een nieuwe preview: wat nog nodig is, wordt opnieuw voorgesteld.',
  },
  'nothing-to-undo': {
    sentence: (p) =>
      p.runId === undefined
        ? 'Er is geen uitvoering om ongedaan te maken.'
        : `Uitvoering ${p.runId} heeft niets dat nu ongedaan kan worden gemaakt.`,
    remedy: () => 'Het rapport van de uitvoering zegt wat er gedaan is; “preview” toont wat er nu verschilt.',
  },
  'nothing-to-mute': {
    sentence: (p) =>
      `Geen enkel wachtend plan bevat een wijziging${named(p, 'address') === '' ? '' : ` voor${named(p, 'address')}`}.`,
    remedy: () => 'Maak een preview en demp dan een adres uit dat plan.',
  },
  'nothing-muted': {
    sentence: (p) => `Er is niets gedempt${named(p, 'address') === '' ? '' : ` voor${named(p, 'address')}`}.`,
    remedy: () => 'De bevinding over gedempte wijzigingen in een plan noemt de adressen.',
  },
  'nothing-uncertain': {
    sentence: (p) =>
      p.item === undefined ? 'Er is geen onzekere wijziging.' : `Er is geen onzekere wijziging${named(p, 'item')}.`,
    remedy: () => 'De resultaatkaart van een uitvoering noemt wat onzeker is.',
  },
  busy: {
    sentence: () => 'Countersign is bezig met een andere preview of een andere uitvoering.',
    remedy: () => 'Probeer het opnieuw als die klaar is; “status” toont hoe ver het is.',
  },
  'unknown-plan': {
    sentence: (p) => `Er is geen plan${named(p, 'planId')}.`,
    remedy: () => '“history” toont de plannen.',
  },
  'unknown-run': {
    sentence: (p) => `Er is geen uitvoering${named(p, 'runId')}.`,
    remedy: () => '“history” toont de uitvoeringen.',
  },
  'unknown-command': {
    sentence: (p) => `Countersign kent de opdracht${named(p, 'command')} niet.`,
    remedy: (p) =>
      p.nearest === undefined || p.nearest === ''
        ? '“help” toont de opdrachten.'
        : `Bedoelde je “${p.nearest}”? “help” toont de opdrachten.`,
  },
  'reason-needed': {
    sentence: () => 'Hiervoor is een reden nodig.',
    remedy: (p) =>
      p.example === undefined
        ? 'Schrijf erbij waarom en doe het dan opnieuw.'
        : `Schrijf erachter waarom, bijvoorbeeld: ${p.example}`,
  },
  'number-differs': {
    sentence: () => 'Het ingevulde getal is niet het aantal accounts dat dit plan zou verwijderen.',
    remedy: () => 'Tel ze op de kaart, vul dat getal in en keur opnieuw goed.',
  },
  'not-waivable': {
    sentence: (p) => `${plan(p)} is geblokkeerd door een bevinding die niemand mag opheffen.`,
    remedy: () => 'Los de bevinding op de kaart op en maak een nieuwe preview.',
  },
  'nothing-to-waive': {
    sentence: (p) => `${plan(p)} is niet geblokkeerd.`,
    remedy: () => 'Bekijk de kaart: het plan kan worden goedgekeurd of afgewezen.',
  },
  'target-not-loopback': {
    sentence: () =>
      'Verzonnen gegevens, of iemand zonder identiteit, mogen alleen naar een doel op deze computer schrijven.',
    remedy: () => 'Gebruik een echte bron en meld je aan, of laat target.url naar de sandbox wijzen.',
  },
  'sign-in-needed': {
    sentence: () => 'Hiervoor moet je aangemeld zijn.',
    remedy: () => 'Meld je aan en probeer het opnieuw.',
  },
};
