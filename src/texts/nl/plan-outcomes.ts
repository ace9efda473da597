import type { planOutcomes as en } from '../en/plan-outcomes.ts';
import type { SameKeys } from '../same-keys.ts';

export const planOutcomes: SameKeys<typeof en> = {
  states: {
    planned: 'niet gestart',
    sending: 'wordt verstuurd',
    sent: 'verstuurd, niet teruggelezen',
    done: 'gedaan',
    stale: 'intussen gewijzigd',
    skipped: 'overgeslagen',
    failed: 'mislukt',
    uncertain: 'onzeker',
  },
  codes: {
    ok: { what: 'Gedaan.', remedy: '' },
    'already-so': { what: 'Het was in Zivver al zo; er is niets geschreven.', remedy: '' },
    'changed-meanwhile': {
      what: 'Het account is na de preview in Zivver gewijzigd en daarom met rust gelaten.',
      remedy: 'Maak een nieuwe preview.',
    },
    'created-otherwise': {
      what: 'Het account is aangemaakt, maar in Zivver staat er inmiddels iets anders bij; het is daarom met rust gelaten.',
      remedy: 'Bekijk het account in Zivver en maak dan een nieuwe preview.',
    },
    'source-changed': {
      what: 'Het gedeelde postvak is na de preview in Exchange gewijzigd; het account is daarom met rust gelaten.',
      remedy: 'Maak een nieuwe preview.',
    },
    'source-unanswered': {
      what: 'Exchange gaf bij het opnieuw lezen geen antwoord over het gedeelde postvak; het account is met rust gelaten.',
      remedy: 'Hervat de run als de bron weer antwoordt, of maak een nieuwe preview.',
    },
    'account-gone': { what: 'Het account bestaat niet meer in Zivver.', remedy: 'Maak een nieuwe preview.' },
    'nobody-would-be-left': {
      what: 'Na deze wijziging zou niemand het account nog kunnen openen, en dat staat niet in het plan.',
      remedy: 'Maak een nieuwe preview.',
    },
    'delegates-added-meanwhile': {
      what: 'Na de preview heeft iemand in Zivver toegang gekregen die niet in het ondertekende plan staat.',
      remedy: 'Maak een nieuwe preview.',
    },
    'earlier-item-failed': {
      what: 'Dit hangt af van een wijziging die niet is doorgegaan.',
      remedy: 'Los die eerst op en maak dan een nieuwe preview.',
    },
    stopped: {
      what: 'De uitvoering is gestopt voordat dit aan de beurt was.',
      remedy: 'Hervat de uitvoering of maak een nieuwe preview.',
    },
    'not-started': {
      what: 'De uitvoering eindigde voordat dit aan de beurt was.',
      remedy: 'Maak een nieuwe preview: wat nog nodig is, wordt opnieuw voorgesteld.',
    },
    'outcome-unknown': {
      what: 'Dit is verstuurd, maar er kwam geen antwoord. Ook teruglezen gaf geen uitsluitsel.',
      remedy: 'Beslis wat ervan geworden is: “resolve” toont hoe het was, hoe het moet worden en hoe het nu is.',
    },
    'resolved-done': { what: 'Dit was onzeker; iemand heeft gekeken en zegt dat het gedaan is.', remedy: '' },
    'resolved-not-done': {
      what: 'Dit was onzeker; iemand heeft gekeken en zegt dat het niet gedaan is.',
      remedy: 'Hervat de uitvoering, of maak een nieuwe preview.',
    },
    lost: {
      what: 'Zivver accepteerde dit, maar bij het teruglezen stond het er niet.',
      remedy: 'Maak een nieuwe preview; blijft het weg, vraag het dan aan Zivver Support.',
    },
    'readdress-ignored': {
      what: 'Zivver accepteerde het nieuwe adres en hield het oude.',
      remedy:
        'Wijzig het adres in het Zivver-beheer en maak dan een nieuwe preview. Er is geen tweede account gemaakt; het account is bekend aan zijn id.',
    },
    unknown: {
      what: 'Dit is niet doorgegaan; voor deze oorzaak is hier nog geen uitleg.',
      remedy: 'Zoek de code op in het logboek en maak dan een nieuwe preview.',
    },
  },
  stopped: {
    'identical-failures': 'De uitvoering is vanzelf gestopt: dezelfde fout kwam te vaak achter elkaar terug.',
    'key-refused': 'De uitvoering is vanzelf gestopt: Zivver accepteert de API-sleutel niet meer.',
    'lease-lost': 'De uitvoering is vanzelf gestopt: een ander Countersign-proces heeft het overgenomen.',
    'stopped-by-person': 'De uitvoering is door iemand gestopt.',
    'shut-down': 'De uitvoering is gestopt omdat Countersign werd afgesloten.',
    'target-silent': 'De uitvoering is vanzelf gestopt: Zivver antwoordt niet.',
    'source-unreadable': 'Er is niets meer geschreven: de gedeelde postvakken konden niet opnieuw worden gelezen.',
    'plan-expired': 'Er is niets meer geschreven: de goedkeuring is verlopen.',
    'policy-changed':
      'Er is niets meer geschreven: de regels in de configuratie zijn na het maken van het plan gewijzigd.',
    'approval-void': 'Er is niets meer geschreven: iemand die het plan goedkeurde, heeft dat recht niet meer.',
    unknown: 'De uitvoering eindigde voor de laatste stap.',
  },
  waiting: (moment) => `wacht op Zivver tot ${moment}`,
  waitsUntil: (moment) =>
    `Zivver vroeg om te wachten tot ${moment}. Daarna gaat de uitvoering vanzelf verder, onder dezelfde goedkeuring. “Stop” beëindigt haar.`,
  stoppedBy: (name) => `De uitvoering is gestopt door ${name}.`,
};
