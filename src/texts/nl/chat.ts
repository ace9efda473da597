import type { chat as en } from '../en/chat.ts';
import type { SameKeys } from '../same-keys.ts';

export const chat: SameKeys<typeof en> = {
  previewStarted: 'Er is een voorvertoning gestart in een nieuw bericht.',
  stopping: (planId) =>
    `${planId} stopt na de aanroepen die nu lopen. Wat verstuurd is, wordt teruggelezen; de samenvatting verschijnt op de kaart.`,
  stoppingAlready: (planId) => `${planId} is al aan het stoppen. De samenvatting verschijnt op de kaart.`,
  waitEnded: (planId) =>
    `${planId} gaat niet meer vanzelf verder. Wat niet verstuurd is, is niet begonnen; “resume” gaat ermee verder onder zijn goedkeuring.`,
  resuming: (planId) => `${planId} gaat verder onder de goedkeuring die het heeft. De kaart toont hoe ver het is.`,
  muted: (n, address, planId) =>
    `${n} ${n === 1 ? 'wijziging' : 'wijzigingen'} voor ${address} gedempt: niet opnieuw voorgesteld tot het gedeelde postvak verandert. ${planId} blijft zoals het is; maak een nieuwe preview.`,
  unmuted: (n, address) =>
    `${n} ${n === 1 ? 'wijziging' : 'wijzigingen'} voor ${address} niet meer gedempt. De volgende preview stelt voor wat nog nodig is.`,
  uncertainShown: 'De eerste onzekere wijziging staat in een nieuw bericht, vers gelezen uit Zivver.',
  resolved: (item, runId, happened) =>
    `Wijziging ${item} van ${runId} is vastgelegd als ${happened ? 'gebeurd' : 'niet gebeurd'}. De resultaatkaart volgt; “resolve” toont wat er nog onzeker is.`,
  undoStarted: 'Het ongedaan maken wordt uitgewerkt in een nieuw bericht. Zonder goedkeuring verandert er niets.',
  linksHere: 'De koppelingen naar het rapport staan in een nieuw bericht hieronder.',
  linksSent: 'De koppelingen naar het rapport zijn naar je persoonlijke chat met Countersign gestuurd.',
  linksNeedPersonalChat:
    'Een rapport wordt alleen in je persoonlijke chat gegeven. Open een chat met Countersign en typ `report`.',
  clickUnknown: 'Deze knop bestaat niet meer. Typ `help` om te zien wat er kan.',
  clickFailed: 'Dat is niet gelukt en er is niets gewijzigd. Probeer het opnieuw; `status` toont de stand van zaken.',
};
