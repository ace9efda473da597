import type { problemsStore as en } from '../en/problems-store.ts';
import type { SameKeys } from '../same-keys.ts';

export const problemsStore: SameKeys<typeof en> = {
  'store-newer': {
    what: 'De opslag is gemaakt door een nieuwere Countersign',
    cause: (p) =>
      `${p.path} heeft schema ${p.found}; deze versie kent schema’s tot en met ${p.known}. Er is niets gewijzigd.`,
    solution: 'Start de nieuwere versie weer, of zet een back-up van vóór de upgrade terug.',
  },
  'store-not-a-database': {
    what: 'De opslag is geen database',
    cause: (p) => `${p.path} bestaat, maar bevat iets anders. Er is niets gewijzigd.`,
    solution:
      'Verbeter store.path in de configuratie, of verplaats dat bestand: een opslag die er niet is, wordt nieuw gemaakt.',
  },
  'store-not-ours': {
    what: 'De opslag is van een ander programma',
    cause: (p) => `${p.path} is een SQLite-database, maar Countersign heeft die niet gemaakt. Er is niets gewijzigd.`,
    solution: 'Geef store.path in de configuratie een eigen bestand.',
  },
  'store-of-another-target': {
    what: 'De opslag hoort bij een andere Zivver',
    cause: (p) =>
      `Wat in ${p.path} is onthouden en ondertekend, is voor ${p.bound}; de configuratie noemt ${p.wanted}. Er is niets gewijzigd.`,
    solution: 'Verbeter target.url in de configuratie, of geef store.path voor deze Zivver een eigen bestand.',
  },
  'store-missing': {
    what: 'Dat bestand is er niet',
    cause: (p) => `${p.path} bestaat niet.`,
    solution: 'Kijk naar store.path in de configuratie, en naar de bestandsnaam die je opgaf.',
  },
  'store-owned': {
    what: 'Een andere Countersign-server heeft de opslag',
    cause: (p) =>
      `Op ${p.path} draait al een server${p.process ? ` (proces ${p.process})` : ''}. Twee servers op één opslag zouden alles dubbel versturen. Er is niets veranderd.`,
    solution: 'Stop eerst die server, of geef deze een eigen store.path.',
  },
  'store-in-use': {
    what: 'Een ander proces heeft de opslag open',
    cause: (p) => `Er is een Countersign-opdracht bezig op ${p.path}. Er is niets veranderd.`,
    solution: 'Wacht tot die klaar is en probeer het dan opnieuw.',
  },
  'store-audit-broken': {
    what: 'Het auditspoor klopt niet',
    cause: (p) =>
      `Regel ${p.entry} van ${p.path} is gewijzigd nadat hij was geschreven, of een regel ervoor is verwijderd. Er is niets veranderd.`,
    solution:
      'Bewaar het bestand als bewijs en meld het bij je beveiligingsfunctionaris. Gebruik een oudere back-up, waarvan het auditspoor nog klopt.',
  },
  'backup-exists': {
    what: 'Het back-upbestand is er al',
    cause: (p) => `${p.path} bestaat. Een back-up overschrijft nooit een bestand.`,
    solution: 'Geef een andere naam, of zet dat bestand ergens anders neer.',
  },
  'store-corrupt': {
    what: 'De opslag is beschadigd',
    cause: (p) =>
      `SQLite vond schade in ${p.path ?? 'de opslag'}: een schijf die stukgaat, een kopie die is gemaakt terwijl het bestand open was, of een ander programma heeft erin geschreven.`,
    solution:
      'Stop Countersign, bewaar een kopie van het bestand en zet de laatste back-up terug. Wat sindsdien is uitgevoerd, wordt bij de volgende preview weer gezien.',
  },
  'store-plan-not-kept': {
    what: 'Het plan is niet bewaard',
    cause: () =>
      'Een deel ervan is opgeruimd voordat het plan compleet was: een andere Countersign zag het aan voor iets dat was achtergebleven, zoals gebeurt als de klok wordt verzet. Er is niets voorgesteld.',
    solution: 'Vraag de preview opnieuw.',
  },
  'store-read-only': {
    what: 'Er kan niet in de opslag worden geschreven',
    cause: (p) => `Countersign mag ${p.path} niet schrijven, of de schijf ervan is alleen-lezen.`,
    solution: 'Geef het account waaronder Countersign draait het recht om dat bestand en zijn map te schrijven.',
  },
  'store-folder': {
    what: 'De map van de opslag kan niet worden gemaakt',
    cause: (p) => `Een deel van het pad ${p.path} ontbreekt en kon niet worden gemaakt, of is een bestand.`,
    solution: 'Verbeter store.path in de configuratie, of maak de map.',
  },
  'store-cannot-open': {
    what: 'De opslag kan niet worden geopend',
    cause: (p) => `${p.path} is een map, of iets anders dat geen gewoon bestand is.`,
    solution: 'Verbeter store.path in de configuratie.',
  },
  'store-full': {
    what: 'Er is geen ruimte meer voor de opslag',
    cause: (p) =>
      `De schijf van ${p.path} is vol. Er wordt niets naar Zivver gestuurd dat niet eerst kon worden vastgelegd.`,
    solution: 'Maak ruimte op die schijf. Een uitvoering die bezig was, gaat verder met “resume”.',
  },
  'store-busy': {
    what: 'De opslag wordt vastgehouden door een ander proces',
    cause: (p) => `Een ander proces hield ${p.path} langer dan 5 seconden vergrendeld.`,
    solution:
      'Probeer het opnieuw. Blijft het zo, zoek dan een back-upprogramma of een tweede Countersign die het bestand vasthoudt.',
  },
  'store-io': {
    what: 'De schijf van de opslag gaf een fout',
    cause: (p) => `Lezen of schrijven van ${p.path} is mislukt (${p.driverCode}).`,
    solution: 'Controleer de schijf. De opslag moet op een lokale schijf staan, niet op een netwerkmap.',
  },
  'store-failed': {
    what: 'De opslag weigerde',
    cause: (p) => `SQLite antwoordde ${p.driverCode} voor ${p.path}.`,
    solution: 'Probeer het opnieuw; blijft het zo, meld het dan met deze code.',
  },
  'lease-lost': {
    what: 'Een ander proces heeft de uitvoering overgenomen',
    cause: (p) =>
      `Dit proces heeft zijn recht om te schrijven voor uitvoering ${p.runId} niet op tijd verlengd. Het is meteen gestopt met schrijven.`,
    solution: 'Er is niets nodig: het andere proces gaat verder met de uitvoering. “status” laat zien hoe ver die is.',
  },
};
