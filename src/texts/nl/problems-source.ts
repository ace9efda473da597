import type { problemsSource as en } from '../en/problems-source.ts';
import type { SameKeys } from '../same-keys.ts';
import { problemsBulk } from './problems-bulk.ts';
import { problemsConnecting } from './problems-connecting.ts';
import { problemsExchange } from './problems-exchange.ts';

export const problemsSource: SameKeys<typeof en> = {
  ...problemsExchange,
  ...problemsBulk,
  ...problemsConnecting,

  // Bestanden: spreadsheet en opgenomen lezing
  'source-file-missing': {
    what: 'Het bestand van de bron is er niet',
    cause: (p) => `Er is geen bestand ${p.file}.`,
    solution: 'Zet het bestand daar neer, of verbeter het pad in de configuratie.',
  },
  'source-file-unreadable': {
    what: 'Het bestand van de bron kan niet worden gelezen',
    cause: (p) => `Het lezen van ${p.file} is mislukt (${p.reason}).`,
    solution:
      'Controleer of het een bestand is, of Countersign het mag lezen, en of geen ander programma het vasthoudt.',
  },
  'recorded-reading-invalid': {
    what: 'De opgenomen lezing is niet bruikbaar',
    cause: (p) => `${p.file}, bij ${p.where}: ${p.expected}.`,
    solution: 'Neem de lezing opnieuw op met deze versie van Countersign.',
  },
  'recorded-reading-unsigned': {
    what: 'De opgenomen lezing is niet ondertekend',
    cause: (p) => `${p.file} eindigt zonder zegel: het is niet gemaakt met \`countersign read\`, of het is afgekapt.`,
    solution: 'Maak het opnieuw met `countersign read --output` en kopieer het hele bestand.',
  },
  'recorded-reading-tampered': {
    what: 'De opgenomen lezing is veranderd, of met een andere sleutel ondertekend',
    cause: (p) => `Het zegel van ${p.file} past niet bij de inhoud. Er wordt niets van gebruikt.`,
    solution:
      'Controleer of COUNTERSIGN_READING_KEY op beide machines gelijk is. Is dat zo, zoek dan uit wie het bestand heeft veranderd.',
  },
  'recorded-reading-version': {
    what: 'De opgenomen lezing is met een andere versie van Countersign gemaakt',
    cause: (p) => `${p.file} heeft indeling ${p.found}; dit programma leest indeling ${p.version}.`,
    solution: 'Gebruik op beide machines dezelfde versie van Countersign en neem opnieuw op.',
  },
  'recorded-reading-foreign': {
    what: 'De opgenomen lezing is van een andere organisatie',
    cause: (p) => `${p.file} is gelezen uit “${p.place}”; recordedPlace in de configuratie is “${p.wanted}”.`,
    solution: 'Kopieer het juiste bestand, of verbeter recordedPlace.',
  },
  'recorded-reading-unit': {
    what: 'De vastgelegde lezing is van een andere organisatie-eenheid',
    cause: (p) =>
      `${p.file} is gelezen met exchangeOrganizationalUnit ${p.unit}; recordedOrganizationalUnit in de configuratie is ${p.wanted}. Wat er niet in staat, is hier niet bekend.`,
    solution: 'Kopieer het juiste bestand, of zet recordedOrganizationalUnit op wat de andere machine leest.',
  },
  'recorded-reading-old': {
    what: 'De opgenomen lezing is te oud',
    cause: (p) =>
      `${p.file} is gelezen om ${p.takenAt}; dat mag ${p.hours} uur oud zijn en niet in de toekomst liggen.`,
    solution: 'Neem opnieuw op en kopieer het bestand. Vergelijk de klokken van beide machines.',
  },
  'recorded-reading-scope': {
    what: 'In de opgenomen lezing ontbreken soorten postvakken',
    cause: (p) => `Deze zijn daar niet gelezen: ${p.types}. Er geldt geen enkel postvak als verdwenen.`,
    solution: 'Zet op beide machines dezelfde mailboxes.types en neem opnieuw op.',
  },
  'reading-key-missing': {
    what: 'Er is geen sleutel om de lezing mee te ondertekenen',
    cause: 'COUNTERSIGN_READING_KEY is niet gezet.',
    solution: 'Zet op beide machines dezelfde lange, willekeurige tekst: `openssl rand -hex 32` maakt er een.',
  },
  'reading-of-stand-in': {
    what: 'Een namaakbron kan niet worden opgenomen',
    cause: (p) =>
      `De bron “${p.source}” heeft verzonnen postvakken. Ondertekend zouden die in een echte Zivver kunnen komen.`,
    solution: 'Neem een echte bron op.',
  },
  'reading-source-unclear': {
    what: 'Het is niet duidelijk welke bron gelezen moet worden',
    cause: (p) => `In de configuratie staan: ${p.sources}.`,
    solution: 'Noem een ervan met --source.',
  },
  'reading-not-written': {
    what: 'De lezing kon niet worden geschreven',
    cause: (p) => `Het schrijven van ${p.file} mislukte (${p.reason}).`,
    solution: 'Controleer of de map er is en ruimte heeft, en of Countersign erin mag schrijven.',
  },

  // Spreadsheet: het hele bestand
  'spreadsheet-kind-unknown': {
    what: 'Dit soort spreadsheet kan niet worden gelezen',
    cause: (p) => `${p.file} is geen .xlsx- en geen .csv-bestand.`,
    solution: 'Sla het op als Excel-werkmap (.xlsx) of als CSV UTF-8 (.csv).',
  },
  'spreadsheet-not-a-workbook': {
    what: 'Het bestand is geen Excel-werkmap',
    cause: (p) =>
      `${p.file} eindigt op .xlsx, maar de inhoud is iets anders: een oude .xls, een beveiligd of een beschadigd bestand.`,
    solution: 'Open het in Excel en sla het op als “Excel-werkmap (.xlsx)”, zonder wachtwoord.',
  },
  'spreadsheet-sheet-missing': {
    what: 'Het werkblad staat niet in de werkmap',
    cause: (p) => `${p.file} heeft geen werkblad “${p.sheet}”. Wel: ${p.found}.`,
    solution: 'Verbeter de naam van het werkblad in de configuratie of in de werkmap.',
  },
  'spreadsheet-empty': {
    what: 'De spreadsheet bevat geen postvakken',
    cause: (p) => `${p.file} heeft geen rijen onder de kopregel.`,
    solution: 'Controleer of het juiste bestand en het juiste werkblad zijn ingesteld.',
  },
  'spreadsheet-column-missing': {
    what: 'De spreadsheet mist een kolom',
    cause: (p) => `${p.file} heeft geen kolom voor: ${p.missing}. De kolommen zijn: ${p.found}.`,
    solution: 'Voeg de kolom toe aan de eerste rij. De namen die mogen, staan in docs/spreadsheet.md.',
  },
  'spreadsheet-column-twice': {
    what: 'Twee kolommen van de spreadsheet betekenen hetzelfde',
    cause: (p) => `${p.file} heeft meer dan één kolom voor ${p.column}: ${p.found}.`,
    solution: 'Verwijder of hernoem er een.',
  },
  'spreadsheet-encoding': {
    what: 'Het CSV-bestand is geen UTF-8',
    cause: (p) =>
      `${p.file} bevat tekens in een andere codering (het eerst in rij ${p.row}). Zo lezen zou namen bederven.`,
    solution: 'Sla het in Excel op als “CSV UTF-8 (door komma’s gescheiden)”.',
  },
  'spreadsheet-csv-malformed': {
    what: 'Het CSV-bestand is beschadigd',
    cause: (p) =>
      `${p.file} is vanaf rij ${p.row} niet te lezen: een aanhalingsteken is niet gesloten of staat op de verkeerde plaats.`,
    solution: 'Verbeter die rij, of sla het bestand vanuit Excel opnieuw op als “CSV UTF-8”.',
  },

  // Spreadsheet: één rij
  'row-address-missing': {
    what: 'Een rij heeft geen adres',
    cause: 'Het adres van het postvak is leeg.',
    solution: 'Vul het adres in, of maak de hele rij leeg.',
  },
  'row-address-invalid': {
    what: 'Een rij heeft een adres dat er geen is',
    cause: (p) => `“${p.value}” is geen e-mailadres.`,
    solution: 'Verbeter het adres.',
  },
  'row-name-missing': {
    what: 'Een rij heeft geen weergavenaam',
    cause: 'De weergavenaam van het postvak is leeg.',
    solution: 'Vul de weergavenaam in.',
  },
  'row-type-unknown': {
    what: 'Een rij heeft een onbekend soort postvak',
    cause: (p) => `“${p.value}” is geen soort postvak dat Exchange kent.`,
    solution: 'Gebruik een soort als SharedMailbox of RoomMailbox, of laat het veld leeg.',
  },
  'row-alias-invalid': {
    what: 'Een rij heeft een alias dat geen adres is',
    cause: (p) => `“${p.value}” is geen e-mailadres.`,
    solution: 'Verbeter de alias. Scheid aliassen met een puntkomma, een komma of een nieuwe regel.',
  },
  'row-delegate-invalid': {
    what: 'Een rij heeft een gemachtigde die geen adres is',
    cause: (p) =>
      `“${p.value}” is geen e-mailadres. De andere gemachtigden van deze rij tellen mee; van dit postvak wordt niemand afgehaald.`,
    solution: 'Verbeter de gemachtigde. Scheid gemachtigden met een puntkomma, een komma of een nieuwe regel.',
  },
  'row-duplicate-id': {
    what: 'Verschillende rijen gaan over hetzelfde postvak',
    cause: (p) =>
      `“${p.id}” staat ook in rij ${p.others}. Geen van deze rijen wordt gebruikt, omdat niet duidelijk is welke klopt.`,
    solution: 'Houd één rij per postvak en zet daarin alle gemachtigden.',
  },
  'row-cell-count': {
    what: 'Een rij heeft een ander aantal cellen dan de kopregel',
    cause: (p) =>
      `De rij heeft ${p.found} cellen en de kopregel ${p.expected}. Een cel met een scheidingsteken erin moet tussen aanhalingstekens staan.`,
    solution: 'Verbeter de rij, of sla het bestand vanuit Excel opnieuw op als “CSV UTF-8”.',
  },
};
