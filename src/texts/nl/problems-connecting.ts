import type { ErrorContext } from '../../errors.ts';
import type { problemsConnecting as english } from '../en/problems-connecting.ts';
import type { SameKeys } from '../same-keys.ts';

export const problemsConnecting: SameKeys<typeof english> = {
  'exchange-certificate-no-key': {
    what: 'Het certificaat heeft geen bruikbare privésleutel',
    cause: (p: ErrorContext) =>
      `${p.file} kon worden geopend, maar bevat geen RSA-sleutel waarmee kan worden ondertekend.`,
    solution: 'Exporteer het certificaat opnieuw als .pfx, met de privésleutel. De sleutel moet RSA zijn.',
  },
  'exchange-certificate-not-yet': {
    what: 'Het certificaat is nog niet geldig',
    cause: (p: ErrorContext) => `${p.file} is geldig vanaf ${p.from}.`,
    solution: 'Controleer de klok van deze machine, of gebruik het certificaat dat nu geldig is.',
  },
  'exchange-certificate-expired': {
    what: 'Het certificaat is verlopen',
    cause: (p: ErrorContext) => `${p.file} was geldig tot ${p.until}.`,
    solution:
      'Maak een nieuw certificaat, upload het openbare deel naar de app-registratie en zet het .pfx-bestand op de plaats van het oude.',
  },
  'exchange-certificate-expires': {
    what: 'Het certificaat verloopt binnenkort',
    cause: (p: ErrorContext) => `Het is geldig tot ${p.until}. Daarna kan Exchange niet meer worden gelezen.`,
    solution:
      'Maak nu een nieuw certificaat en upload het openbare deel; beide mogen naast elkaar in de app-registratie staan.',
  },
  'exchange-module-signature': {
    what: 'De PowerShell-module voor Exchange Online is niet die welke Microsoft heeft ondertekend',
    cause: (p: ErrorContext) => `${p.file}: ${p.said}. De module wordt niet gebruikt.`,
    solution:
      'Verwijder de module en installeer haar opnieuw uit de PowerShell Gallery. Zoek uit wie haar heeft gewijzigd.',
  },
  'exchange-module-no-token': {
    what: 'De PowerShell-module voor Exchange Online is te oud om met MFA aan te melden',
    cause: (p: ErrorContext) => `Versie ${p.version} neemt geen token aan; ${p.needed} is de eerste die dat doet.`,
    solution: 'Voer `Update-Module ExchangeOnlineManagement` uit in PowerShell 7.',
  },
  'exchange-module-needs-powershell': {
    what: 'De PowerShell-module voor Exchange Online past niet bij deze PowerShell',
    cause: (p: ErrorContext) =>
      `Versie ${p.version} van de module heeft PowerShell ${p.needed} of nieuwer nodig; dit is ${p.powershell}.`,
    solution:
      'Werk PowerShell bij, of installeer er een oudere module naast: `Install-Module ExchangeOnlineManagement -RequiredVersion 3.9.2`. Countersign neemt de nieuwste die past.',
  },
  'exchange-on-premise-needs-windows': {
    what: 'Een Exchange-server kan alleen vanaf Windows worden gelezen',
    cause: (p: ErrorContext) => `Deze machine draait ${p.platform}; daar kan PowerShell zo’n verbinding niet maken.`,
    solution:
      'Draai Countersign op een Windows-machine in het domein, of neem daar een lezing op en gebruik die hier. Exchange Online kan wel vanaf hier worden gelezen.',
  },
  'exchange-active-directory-missing': {
    what: 'De PowerShell-module ActiveDirectory ontbreekt',
    cause: 'Zonder deze module kunnen de leden van groepen met FullAccess niet worden gelezen.',
    solution:
      'Installeer de beheerhulpmiddelen (RSAT): `Add-WindowsCapability -Online -Name Rsat.ActiveDirectory.DS-LDS.Tools~~~~0.0.1.0`.',
  },
  'exchange-sign-in-needed': {
    what: 'Een beheerder moet zich aanmelden voor Exchange',
    cause: (p: ErrorContext) =>
      `Niemand heeft zich op tijd aangemeld${p.account === undefined ? '' : ` als ${p.account}`}.`,
    solution: 'Start de preview opnieuw en meld je aan via het adres dat wordt getoond.',
  },
  'exchange-sign-in-refused': {
    what: 'Microsoft weigerde de aanmelding voor Exchange',
    cause: (p: ErrorContext) => `De melding was: “${p.said}”`,
    solution:
      'Controleer de app-registratie: het Web-omleidingsadres, het geheim en de toestemming voor Exchange.Manage. Meld je daarna opnieuw aan.',
  },
  'exchange-sign-in-other-account': {
    what: 'Iemand heeft zich met een ander account aangemeld',
    cause: (p: ErrorContext) =>
      `Voor deze bron mag alleen ${p.account ?? 'het account uit de configuratie'} worden gebruikt.`,
    solution: 'Meld je opnieuw aan met dat account, of verbeter het in de configuratie.',
  },
  'exchange-sign-in-scope': {
    what: 'De aanmelding geeft geen toegang tot Exchange',
    cause: (p: ErrorContext) => `De machtiging Exchange.Manage is nodig; gegeven is: ${p.scopes}.`,
    solution:
      'Voeg aan de app-registratie de gedelegeerde machtiging Exchange.Manage van Office 365 Exchange Online toe, en geef toestemming.',
  },
};
