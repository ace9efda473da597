import type { problemsTarget as en } from '../en/problems-target.ts';
import type { SameKeys } from '../same-keys.ts';

export const problemsTarget: SameKeys<typeof en> = {
  'target-outcome-unknown': {
    what: 'Zivver heeft een wijziging ontvangen maar geen antwoord gegeven',
    cause:
      'De verbinding viel weg, of het antwoord duurde te lang. Of de wijziging is uitgevoerd, is pas bekend als het account opnieuw is gelezen.',
    solution:
      'Countersign leest het account eerst terug. Gebeurt dit vaker, vraag dan je netwerkbeheer naar de verbinding met Zivver.',
  },
  'target-rate-limited': {
    what: 'Zivver vraagt om te wachten',
    cause:
      'Zivver staat 50 aanroepen per 10 seconden toe voor één API-sleutel. Mogelijk gebruikt een ander programma dezelfde sleutel. Deze aanroep heeft niets gewijzigd.',
    solution:
      'Countersign wacht en gaat vanzelf verder. Geef elk programma een eigen API-sleutel om korter te wachten.',
  },
  'target-withheld': {
    what: 'Een verzoek aan Zivver is tegengehouden',
    cause: 'De gegevens waarop het berustte werden tijdens het wachten te oud. Er is niets verstuurd.',
    solution: 'Je hoeft niets te doen: het account wordt opnieuw gelezen voor de volgende poging.',
  },
  'target-unreachable': {
    what: 'Zivver is niet bereikbaar',
    cause: (p) =>
      `Er kon geen verbinding worden gemaakt met ${p.host ?? 'Zivver'} (${p.reason ?? 'geen reden bekend'}). Er is niets verstuurd.`,
    solution:
      'Controleer of deze machine verbinding mag maken met https://*.zivver.com op poort 443, rechtstreeks of via de ingestelde proxy, en probeer het opnieuw.',
  },
  'target-key-refused': {
    what: 'Zivver weigert de API-sleutel',
    cause: (p) =>
      typeof p.status === 'number'
        ? `Zivver antwoordde ${p.status}. De sleutel is verkeerd overgenomen of ingetrokken, of de beheerder ervan is verwijderd.`
        : 'De sleutel is leeg of bevat tekens die geen sleutel heeft; hij is niet verstuurd.',
    solution:
      'Maak een nieuwe API-sleutel in het Zivver-beheer, zet die in COUNTERSIGN_ZIVVER_API_KEY en start Countersign opnieuw.',
  },
  'target-unavailable': {
    what: 'Zivver werkt op dit moment niet',
    cause: (p) => (typeof p.status === 'number' ? `Zivver antwoordde ${p.status}.` : 'Zivver antwoordde niet op tijd.'),
    solution: 'Probeer het later opnieuw. Duurt het lang, bekijk dan de statuspagina van Zivver.',
  },
  'target-refused': {
    what: 'Zivver weigert de wijziging',
    cause: (p) =>
      typeof p.said === 'string' && p.said !== ''
        ? `Zivver antwoordde: “${p.said}”`
        : `Zivver antwoordde ${p.status ?? 400} zonder reden.`,
    solution:
      'Zoek het account op in het Zivver-beheer. Is het antwoord niet duidelijk, leg het dan voor aan Zivver-support.',
  },
  'target-address-taken': {
    what: 'Het adres is in Zivver al in gebruik, of is niet van jouw organisatie',
    cause:
      'Zivver antwoordde “Account is outside the organization”. Dat zegt het bij een adres dat al bestaat (als account, alias of gast) en bij een domein dat je organisatie niet heeft geclaimd.',
    solution:
      'Zoek het adres op in het Zivver-beheer. Bestaat het daar, voeg dat account dan samen of hernoem het; zo niet, claim het domein in Zivver.',
  },
  'target-readdress-refused': {
    what: 'Zivver nam het nieuwe adres niet over',
    cause: (p) =>
      `${typeof p.said === 'string' && p.said !== '' ? `Zivver antwoordde: “${p.said}” ` : ''}Niet elke Zivver kan het adres van een functioneel account langs deze weg wijzigen. Het account heeft zijn oude adres nog; er is geen tweede account gemaakt.`,
    solution:
      'Wijzig het adres in het Zivver-beheer, of vraag het Zivver-support. Maak daarna een nieuwe preview: Countersign kent het account aan zijn id en vindt het onder het nieuwe adres.',
  },
  'target-foreign-domain': {
    what: 'Het domein van een adres is niet geclaimd in Zivver',
    cause: (p) => `Zivver rekent het domein van ${p.alias ?? 'dit adres'} niet tot de domeinen van je organisatie.`,
    solution: 'Claim het domein in het Zivver-beheer, of haal het domein uit de configuratie.',
  },
  'target-alias-taken': {
    what: 'Een alias is in Zivver een eigen account',
    cause: (p) => `${p.alias ?? 'De alias'} bestaat al in Zivver, als account of als alias van een ander account.`,
    solution:
      'Verwijder dat account in het Zivver-beheer of voeg het samen, en maak dan een nieuwe preview. Samenvoegen is niet terug te draaien.',
  },
  'target-alias-guest': {
    what: 'Een alias is in Zivver een gast',
    cause: (p) => `Iemand heeft ${p.alias ?? 'de alias'} als gastaccount bij Zivver geregistreerd.`,
    solution:
      'Een beheerder kan de gast in Zivver met dit account samenvoegen; maak daarna een nieuwe preview. Samenvoegen is niet terug te draaien.',
  },
  'target-unknown-member': {
    what: 'Zivver kent een van de gemachtigden niet',
    cause:
      'Tussen de leden staat een id dat Zivver niet meer kent: een verwijderde persoon, of een id dat al dood was.',
    solution:
      'Maak een nieuwe preview. Komt het terug, open het account dan in het Zivver-beheer en sla de gemachtigden één keer op.',
  },
  'target-unknown-ou': {
    what: 'De organisatie-eenheid bestaat niet in Zivver',
    cause: (p) => `Zivver kent geen organisatie-eenheid “${p.division ?? ''}”.`,
    solution:
      'Maak de eenheid aan in het Zivver-beheer, of verbeter target.zivverOrganizationalUnit in de configuratie.',
  },
  'target-list-short': {
    what: 'Zivver gaf een onvolledige lijst',
    cause: (p) =>
      `Zivver zegt er ${p.expected ?? 'meer'} te hebben en gaf er ${p.have ?? 'minder'}. Op een onvolledige lijst wordt niets beslist.`,
    solution: 'Probeer het opnieuw. Blijft de lijst te kort, geef deze twee getallen dan door aan Zivver-support.',
  },
  'target-unexpected-answer': {
    what: 'Zivver gaf een antwoord dat Countersign niet begrijpt',
    cause: (p) =>
      `Status ${p.status ?? 'onbekend'}${typeof p.where === 'string' ? `, bij ${p.where}` : ''}. Een proxy of portaal onderweg kan de oorzaak zijn.`,
    solution:
      'Controleer target.url in de configuratie en een eventuele proxy onderweg. Zijn die goed, meld het dan als fout van Countersign.',
  },
  'target-url-insecure': {
    what: 'Het adres van Zivver is niet veilig',
    cause: 'Het adres in target.url begint niet met https://; de API-sleutel zou onversleuteld over de lijn gaan.',
    solution: 'Verbeter target.url. Gewoon http mag alleen op deze machine zelf.',
  },
};
