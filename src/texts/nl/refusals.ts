import type { refusals as en } from '../en/refusals.ts';
import type { TextParams } from '../text-params.ts';
import type { SameKeys } from '../texts.ts';

const plan = (p: TextParams) => (p.planId === undefined ? 'Dit plan' : `Plan ${p.planId}`);
const named = (p: TextParams, key: string) => (p[key] === undefined ? '' : ` “${p[key]}”`);

export const refusals: SameKeys<typeof en> = {
  'not-authorized': {
    sentence: () => 'Dit mag je niet doen.',
    remedy: () => 'Vraag de beheerder van Countersign om de juiste rol; “whoami” toont welke rollen je hebt.',
  },
  'self-approval': {
    sentence: () => 'Dit plan geeft jou zelf toegang, dus je kunt het niet goedkeuren.',
    remedy: () => 'Vraag een andere goedkeurder.',
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
    remedy: () => '“history” toont wat er is besloten.',
  },
  'plan-blocked': {
    sentence: (p) => `${plan(p)} is geblokkeerd door een bevinding en kan niet worden goedgekeurd.`,
    remedy: () => 'Los de bevinding op de kaart op en maak een nieuwe preview.',
  },
  'plan-running': {
    sentence: (p) => `${plan(p)} wordt op dit moment uitgevoerd.`,
    remedy: () => 'Wacht op de samenvatting; “status” toont hoe ver het is.',
  },
  'fingerprint-differs': {
    sentence: () => 'De kaart toont een ander plan dan er is opgeslagen.',
    remedy: () => 'Maak een nieuwe preview en beslis op die kaart.',
  },
  'policy-changed': {
    sentence: () => 'De regels in de configuratie zijn gewijzigd nadat dit plan is gemaakt.',
    remedy: () => 'Maak een nieuwe preview onder de nieuwe regels.',
  },
  'nothing-to-do': { sentence: () => 'Er is niets te doen: alles is gelijk.', remedy: () => 'Je hoeft niets te doen.' },
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
    sentence: () => 'Voor een afwijzing is een reden nodig.',
    remedy: () => 'Schrijf in het opmerkingenveld waarom, en wijs het plan opnieuw af.',
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
