import type { planFindings as en } from '../en/plan-findings.ts';
import { ownEntry } from '../own-entry.ts';
import type { SameKeys } from '../same-keys.ts';
import type { FindingFacts } from '../text-params.ts';
import { numberWords } from '../text-params.ts';
import { amountFindings } from './plan-amounts.ts';

const { figure, counted } = numberWords('nl-NL');

const accounts = (n: number) => counted(n, 'functioneel account', 'functionele accounts');
const mailboxes = (n: number) => counted(n, 'gedeeld postvak', 'gedeelde postvakken');
const one = (n: number, single: string, several: string) => (n === 1 ? single : several);
const over = (limit: number | null) => (limit === null ? '' : ` (de grens is ${figure(limit)})`);
const from = (f: FindingFacts) => (f.params.source === undefined ? '' : ` uit ${f.params.source}`);
const types = (f: FindingFacts) => (f.params.types === undefined ? '' : ` (${f.params.types})`);
const of = (f: FindingFacts) => (f.params.source === undefined ? '' : ` van ${f.params.source}`);
const outOf = (f: FindingFacts) =>
  f.limit === null ? figure(f.number) : `${figure(f.number)} van de ${figure(f.limit)}`;

/** Waarom de machtigingen niet uit de lijst kwamen, in een halve zin; de codes zijn die van problems-bulk.ts. */
const whyOneByOne: Readonly<Record<string, (f: FindingFacts) => string>> = {
  'bulk-permissions-differ': (f) => `${f.params.place ?? 'een postvak'} toonde zelf anderen dan in de lijst`,
  'bulk-permissions-refused': () => 'Exchange weigerde de lijst met descriptors',
  'bulk-permissions-old-module': (f) => `module ${f.params.version ?? ''} kent geen descriptors`,
  'bulk-permissions-unclear': () => 'geen descriptor in de lijst was duidelijk',
  'bulk-permissions-unchecked': () => 'te weinig van de steekproef was te lezen',
};

/** Waarom niet te zeggen is wie toegang heeft; de codes zijn redenen uit de lezing. */
const whyFrozen: Readonly<Record<string, string>> = {
  'deny-group-unreadable': ', omdat FullAccess is geweigerd aan een groep waarvan de leden niet zijn gelezen',
  'deny-unidentified': ', omdat FullAccess is geweigerd aan een naam die niet te herkennen is',
};

export const planFindings: SameKeys<typeof en> = {
  'accounts-incomplete': {
    sentence: (f) =>
      `${outOf(f)} functionele accounts kwamen terug: de lijst van Zivver is onvolledig. Daar valt geen plan van te maken.`,
    remedy: 'Probeer het over een paar minuten opnieuw. Blijft de lijst te kort, vraag het dan aan Zivver Support.',
  },
  'people-incomplete': {
    sentence: (f) =>
      `${outOf(f)} personen kwamen terug: de personenlijst van Zivver is onvolledig. In dit plan verliest niemand toegang.`,
    remedy: 'Probeer het over een paar minuten opnieuw. Blijft de lijst te kort, vraag het dan aan Zivver Support.',
  },
  'source-incomplete': {
    sentence: (f) =>
      `${outOf(f)} postvakken zijn gelezen${from(f)}: de lijst is onvolledig. Geen enkel postvak geldt als verdwenen.`,
    remedy: 'Bekijk de problemen van de bron, los ze op en maak een nieuwe preview.',
  },
  'source-empty': {
    sentence: (f) => `0 postvakken zijn gelezen${from(f)}. Een lege lezing wordt nooit uitgevoerd.`,
    remedy: 'Controleer de verbinding, de postvaktypen en de organisatie-eenheid van de bron.',
  },
  'source-shrank': {
    sentence: (f) =>
      `${mailboxes(f.number)} minder dan bij de vorige goede lezing${of(f)}${over(f.limit)}${types(f)}. ${f.params.undecided === undefined ? 'In dit plan wordt niets weggenomen.' : 'Dit plan neemt alleen iets weg.'}`,
    remedy:
      'Controleer de bron en ga na of die postvakken echt zijn verwijderd. Is de bron hersteld, maak dan een nieuwe preview. Zijn ze echt weg, keur dan het plan uit deze lezing goed: daarmee geldt ze. Van een plan dat alleen wegneemt, wordt eerst de blokkade opgeheven.',
  },
  'source-problems': {
    sentence: (f) =>
      `${counted(f.number, 'probleem', 'problemen')} in de lezing${from(f)}: wat niet bruikbaar was, of geen antwoord kreeg.`,
    remedy: 'Los ze op bij de bron en maak een nieuwe preview. In het rapport staan ze allemaal.',
  },
  'source-said': {
    sentence: (f) => `${counted(f.number, 'melding', 'meldingen')}${from(f)}.`,
    remedy: '',
  },
  'unread-because': {
    sentence: (f) =>
      `${counted(f.number, 'gedeeld postvak of groep', 'gedeelde postvakken of groepen')}${of(f)} ${f.number === 1 ? 'kreeg' : 'kregen'} geen antwoord.`,
    remedy: 'Gebeurt het opnieuw, dan probeert “doctor” elke vraag en zegt wat je kunt doen.',
  },
  'bulk-road-left': {
    sentence: (f) =>
      `De machtigingen${of(f)} zijn postvak voor postvak gelezen, dat duurt langer: ${ownEntry(whyOneByOne, String(f.params.code))?.(f) ?? 'de lijst was niet te gebruiken'}.`,
    remedy: 'Er ontbreekt niets. Gebeurt het elke keer, zet dan bulkPermissions: off bij deze bron.',
  },
  'certificate-expires': {
    sentence: (f) => `Het certificaat${of(f)} is geldig tot ${f.params.until ?? 'binnenkort'}.`,
    remedy:
      'Maak nu een nieuw certificaat en upload het openbare deel; beide mogen naast elkaar in de app-registratie staan.',
  },
  'mailbox-frozen': {
    sentence: (f) =>
      `Van ${mailboxes(f.number)} is niet te zien wie toegang heeft${ownEntry(whyFrozen, String(f.params.reason)) ?? ''}. Daar komt in dit plan niets bij en gaat niets af.`,
    remedy:
      'Controleer of Countersign de machtigingen mag lezen, en herstel of verwijder een weigering (Deny) van FullAccess voor een naam die op niemand of op meer dan één past. Maak dan een nieuwe preview.',
  },
  'delegates-unresolved': {
    sentence: (f) =>
      `${counted(f.number, 'houder', 'houders')} van FullAccess ${one(f.number, 'is', 'zijn')} niet te herkennen. Bij die postvakken verliest niemand toegang.`,
    remedy: 'Ruim verweesde of dubbelzinnige machtigingen op in Exchange.',
  },
  'sensitive-gains-access': {
    sentence: (f) =>
      `${counted(f.number, 'toegangsrecht', 'toegangsrechten')} erbij op postvakken die als gevoelig zijn aangemerkt. Iemand anders dan de aanvrager moet goedkeuren.`,
    remedy: 'Bekijk elke naam voordat je tekent.',
  },
  'protected-address': {
    sentence: (f) => `${counted(f.number, 'wijziging', 'wijzigingen')} op beschermde adressen: weggelaten.`,
    remedy: 'Haal het adres uit mailboxes.protectedAddresses als het wel gesynchroniseerd moet worden.',
  },
  'filter-value-unmatched': {
    sentence: (f) =>
      `${counted(f.number, 'waarde van het adresfilter past', 'waarden van het adresfilter passen')} op geen enkel postvak.`,
    remedy: 'Controleer de spelling in mailboxes.filter.',
  },
  'unit-unseen': {
    sentence: (f) =>
      `Geen account in Zivver heeft al de organisatie-eenheid “${f.params.unit ?? ''}”; ${counted(f.number, 'account krijgt', 'accounts krijgen')} die in dit plan.`,
    remedy: 'Controleer in Zivver of de eenheid bestaat en of de naam precies zo geschreven is.',
  },
  'unit-refused': {
    sentence: (f) =>
      `Zivver weigerde de organisatie-eenheid “${f.params.unit ?? ''}” minder dan een dag geleden; ${counted(f.number, 'wijziging wacht', 'wijzigingen wachten')} daarop.`,
    remedy:
      'Verbeter target.zivverOrganizationalUnit of maak de eenheid in Zivver aan. Een dag later wordt het opnieuw geprobeerd.',
  },
  'changed-back': {
    sentence: (f) =>
      f.params.times === 'again'
        ? `${counted(f.number, 'wijziging is', 'wijzigingen zijn')} in 7 dagen meer dan eens gedaan en in Zivver telkens teruggedraaid. Hier schrijft een ander programma; Countersign gaat daar niet tegenin.`
        : `${counted(f.number, 'wijziging', 'wijzigingen')} van een eerdere uitvoering binnen 7 dagen teruggedraaid in Zivver. Hier schrijft een ander programma of iemand anders.`,
    remedy: 'Zoek uit wat deze accounts nog meer wijzigt (een ouder synchronisatieprogramma?) en zet dat stop.',
  },
  ...amountFindings,
  'foreign-domain': {
    sentence: (f) =>
      `${counted(f.number, 'adres', 'adressen')} buiten de geclaimde domeinen. Zivver zou ${one(f.number, 'het', 'ze')} weigeren.`,
    remedy: 'Claim het domein in Zivver en zet het bij target.domains, of laat de adressen weg.',
  },
  'type-conflict': {
    sentence: (f) => `${mailboxes(f.number)} met een persoonlijk account onder hetzelfde adres. Daar verandert niets.`,
    remedy:
      'Verwijder eerst het persoonlijke account in Zivver of geef het een ander adres; het type van een account is niet te wijzigen.',
  },
  'duplicate-address': {
    sentence: (f) =>
      `${mailboxes(f.number)} met een adres dat een ander postvak ook heeft. Geen ervan wordt gesynchroniseerd.`,
    remedy: 'Geef elk postvak een eigen adres.',
  },
  'alias-taken': {
    sentence: (f) =>
      `${counted(f.number, 'alias', 'aliassen')} al in gebruik bij een ander account. ${one(f.number, 'Die wordt', 'Die worden')} weggelaten.`,
    remedy: 'Haal het adres weg bij het andere account in Zivver, of bij het postvak.',
  },
  'nobody-could-open': {
    sentence: (f) =>
      `${mailboxes(f.number)} zonder iemand die de post zou kunnen openen. Er wordt geen account aangemaakt.`,
    remedy: 'Geef iemand met een actief Zivver-account FullAccess op het postvak.',
  },
  'delegates-not-in-zivver': {
    sentence: (f) =>
      `${counted(f.number, 'FullAccess-machtiging', 'FullAccess-machtigingen')} van personen zonder actief Zivver-account. Die geven geen toegang.`,
    remedy: 'Maak of activeer hun persoonlijke Zivver-accounts; de volgende preview stelt de toegang dan voor.',
  },
  'foreign-members': {
    sentence: (f) =>
      `${counted(f.number, 'lid', 'leden')} van functionele accounts ${one(f.number, 'is geen persoon. Dat blijft', 'zijn geen personen. Die blijven')} staan.`,
    remedy: 'Verwijder ze in Zivver als ze er niet horen.',
  },
  'dangling-members': {
    sentence: (f) =>
      `${counted(f.number, 'lid', 'leden')} van functionele accounts ${one(f.number, 'is', 'zijn')} onbekend in Zivver. Daar verandert de toegang niet.`,
    remedy: 'Open deze accounts in Zivver en verwijder de onbekende leden.',
  },
  'added-in-zivver': {
    sentence: (f) => `${counted(f.number, 'toegangsrecht', 'toegangsrechten')} in Zivver, nooit gezien in Exchange.`,
    remedy: 'Geef FullAccess in Exchange om ze te behouden, of zet sync.addedInZivver op keep.',
  },
  'address-swap': {
    sentence: (f) =>
      `${counted(f.number, 'postvak neemt', 'postvakken nemen')} elkaars hoofdadres over. Dat kan niet stap voor stap.`,
    remedy:
      'Geef een van beide in Exchange een tijdelijk adres, voer het plan uit en geef daarna het definitieve adres.',
  },
  'address-taken': {
    sentence: (f) =>
      `${counted(f.number, 'nieuw hoofdadres', 'nieuwe hoofdadressen')} nog in gebruik bij een ander account.`,
    remedy: 'Hernoem het account in Zivver en maak een nieuwe preview.',
  },
  'ambiguous-match': {
    sentence: (f) =>
      `${mailboxes(f.number)} met meer dan één passend account, of samen met één account. Countersign gokt niet.`,
    remedy: 'Bepaal in Zivver en Exchange welk account en welk postvak bij elkaar horen.',
  },
  'linked-accounts-absent': {
    sentence: (f) =>
      `${counted(f.number, 'bekend functioneel account ontbreekt', 'bekende functionele accounts ontbreken')} in Zivver${over(f.limit)}. Is dit de sleutel van een andere organisatie?`,
    remedy: 'Controleer de API-sleutel en bij welke organisatie die hoort.',
  },
  'link-stale': {
    sentence: (f) =>
      `${counted(f.number, 'bekend functioneel account bestaat', 'bekende functionele accounts bestaan')} niet meer in Zivver.`,
    remedy: 'Ga na wie ze heeft verwijderd. Ze worden opnieuw voorgesteld als nieuwe accounts.',
  },
  'mailbox-missing': {
    sentence: (f) => `${mailboxes(f.number)} ${one(f.number, 'bestaat', 'bestaan')} niet meer in Exchange.`,
    remedy: 'Met sync.missing op retire of delete worden hun accounts daarvoor voorgesteld; met keep blijven ze staan.',
  },
  'look-up-unanswered': {
    sentence: (f) =>
      `${mailboxes(f.number)} ${one(f.number, 'was', 'waren')} niet op te zoeken. De bijbehorende accounts blijven zoals ze zijn.`,
    remedy: 'Maak een nieuwe preview zodra de bron weer antwoordt.',
  },
  'scope-changed': {
    sentence: (f) =>
      `De bronnen of de selectie zijn gewijzigd sinds het vorige plan. Dit eerste plan neemt niets weg; ${counted(f.number, 'intrekking wordt', 'intrekkingen worden')} tegengehouden.`,
    remedy: 'Beslis over dit plan en maak daarna een nieuwe preview.',
  },
  'account-emptied': {
    sentence: (f) =>
      `${accounts(f.number)} ${one(f.number, 'dat na dit plan door niemand meer te openen is', 'die na dit plan door niemand meer te openen zijn')}.`,
    remedy: 'Ga na of dat de bedoeling is; geef anders eerst iemand FullAccess op het postvak.',
  },
  'zivver-only': {
    sentence: (f) =>
      `${accounts(f.number)} in Zivver zonder postvak in de selectie. ${one(f.number, 'Dat blijft', 'Die blijven')} ongemoeid.`,
    remedy: '',
  },
  'adoption-takes-nothing': {
    sentence: (f) =>
      `${counted(f.number, 'intrekking', 'intrekkingen')} bij accounts die in dit plan worden overgenomen. Een overname neemt niets weg.`,
    remedy: 'Voer dit plan uit; de volgende preview stelt de intrekkingen voor.',
  },
  'out-of-scope-kept': {
    sentence: (f) =>
      `${accounts(f.number)} waarvan het gedeelde postvak buiten de selectie valt. ${one(f.number, 'Dat blijft zoals het is', 'Die blijven zoals ze zijn')}.`,
    remedy: 'Verruim de selectie om ze bij te houden.',
  },
  muted: {
    sentence: (f) =>
      `${counted(f.number, 'wijziging wordt', 'wijzigingen worden')} niet voorgesteld omdat iemand ze heeft gedempt.`,
    remedy: 'Hef het dempen van een adres op om de wijzigingen weer te zien.',
  },
  'undo-deleted': {
    sentence: (f) =>
      `${accounts(f.number)} door de uitvoering verwijderd: dat kan niet ongedaan worden gemaakt, de berichten zijn weg.`,
    remedy: 'Bestaat het postvak nog, dan stelt een preview een nieuw, leeg account voor.',
  },
  'undo-changed-since': {
    sentence: (f) =>
      `${counted(f.number, 'wijziging', 'wijzigingen')} van de uitvoering niet meer zoals die was achtergelaten: niet ongedaan gemaakt.`,
    remedy: 'Bekijk het account in Zivver en herstel het daar als dat nodig is.',
  },
  'undo-person-gone': {
    sentence: (f) =>
      `${counted(f.number, 'persoon', 'personen')} die weer toegang zou krijgen zonder actief Zivver-account: weggelaten.`,
    remedy: 'Activeer de persoon in Zivver en maak de uitvoering dan nog eens ongedaan.',
  },
  'undo-adoption-stays': {
    sentence: (f) =>
      `${accounts(f.number)} overgenomen door de uitvoering: het beheer blijft, daarvoor is in Zivver niets gewijzigd.`,
    remedy: '',
  },
  'undo-account-stays': {
    sentence: (f) =>
      `${accounts(f.number)} gemaakt door de uitvoering: buiten gebruik gesteld en nooit verwijderd, omdat er berichten in kunnen staan.`,
    remedy: 'Verwijder ze in Zivver als ze zeker leeg zijn.',
  },
  'undo-not-happened': {
    sentence: (f) =>
      `${counted(f.number, 'wijziging', 'wijzigingen')} van de uitvoering niet doorgegaan, of dat is niet zeker: niets om ongedaan te maken.`,
    remedy: '',
  },
  'remote-mailboxes': {
    sentence: (f) =>
      `${mailboxes(f.number)} ${one(f.number, 'staat', 'staan')} in Exchange Online en ${one(f.number, 'is', 'zijn')} hier niet te lezen.`,
    remedy: 'Voeg een Exchange Online-bron toe.',
  },
};
