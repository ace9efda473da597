import type { cardsHelp as en } from '../en/cards-help.ts';
import type { SameKeys } from '../same-keys.ts';

export const cardsHelp: SameKeys<typeof en> = {
  heading: 'Wat je Countersign kunt vragen',
  explain:
    'Countersign houdt functionele accounts in Zivver gelijk aan gedeelde postvakken in Exchange. Je ziet precies wat er verandert, en alleen wat iemand heeft goedgekeurd wordt uitgevoerd.',
  commands: {
    preview: { usage: 'preview', meaning: 'Beide kanten lezen, vergelijken en een plan voorstellen. Wijzigt niets.' },
    previewOf: {
      usage: 'preview <adres>',
      meaning: 'Hetzelfde, maar alleen voor de postvakken van één adres of persoon.',
    },
    previewFresh: {
      usage: 'preview fresh',
      meaning: 'Hetzelfde, en elk postvak wordt nu bevraagd: niets komt uit het geheugen.',
    },
    mailboxes: {
      usage: 'mailboxes [tekst]',
      meaning: 'Tonen wat gesynchroniseerd kan worden, nog zonder vergelijking.',
    },
    explain: {
      usage: 'explain <adres of persoon>',
      meaning: 'Waarom er iets wordt voorgesteld voor een mailbox of een persoon, of waarom niet.',
    },
    status: { usage: 'status', meaning: 'Wat er wacht, wat er loopt en de laatste uitvoering.' },
    history: { usage: 'history', meaning: 'De laatste plannen en hoe ze zijn afgelopen.' },
    report: { usage: 'report [plan of uitvoering]', meaning: 'Links naar het rapport als csv, json of webpagina.' },
    stop: {
      usage: 'stop',
      meaning: 'De lopende uitvoering stopt tussen twee aanroepen; de kaart zegt wat er gedaan is.',
    },
    resume: {
      usage: 'resume [plan of uitvoering]',
      meaning: 'Een gestopte uitvoering gaat verder, onder de goedkeuring die ze heeft.',
    },
    undo: {
      usage: 'undo [uitvoering]',
      meaning: 'Een plan voorstellen dat een uitvoering terugdraait. Dat moet zelf worden goedgekeurd.',
    },
    doctor: {
      usage: 'doctor',
      meaning: 'Controleer alles wat nodig is: verbindingen, rechten, versies, klok.',
    },
    mute: {
      usage: 'mute <adres> <reden>',
      meaning: 'De wijzigingen van dit account niet opnieuw voorstellen tot het gedeelde postvak verandert.',
    },
    unmute: { usage: 'unmute <adres>', meaning: 'De wijzigingen van dit account weer voorstellen.' },
    resolve: {
      usage: 'resolve [uitvoering] [nummer]',
      meaning: 'Een wijziging tonen die misschien gebeurd is, en zeggen wat ervan geworden is.',
    },
    whoami: { usage: 'whoami', meaning: 'Wie je bent volgens Countersign en wat je mag.' },
    help: { usage: 'help', meaning: 'Deze lijst.' },
  },
};
