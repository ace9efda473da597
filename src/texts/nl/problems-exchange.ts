import type { problemsExchange as en } from '../en/problems-exchange.ts';
import type { SameKeys } from '../same-keys.ts';

export const problemsExchange: SameKeys<typeof en> = {
  // PowerShell
  'powershell-missing': {
    what: 'PowerShell is niet gevonden',
    cause: (p) => `Er is geen programma “${p.executable}” op deze machine.`,
    solution:
      'Installeer PowerShell 7.4 of nieuwer, of verbeter het pad in de configuratie. `pwsh -Version` laat zien of het er is.',
  },
  'powershell-did-not-start': {
    what: 'PowerShell is niet gestart',
    cause: (p) => `“${p.executable}” is gestart, maar: ${p.said}.`,
    solution:
      'Voer `pwsh -NoProfile -Command 1` uit als het account waaronder Countersign draait. Beleid dat scripts verbiedt of een virusscanner kan de oorzaak zijn.',
  },
  'powershell-too-old': {
    what: 'PowerShell is te oud',
    cause: (p) => `Countersign heeft PowerShell 7.4 of nieuwer nodig. PowerShell meldde: “${p.said}”`,
    solution:
      'Werk PowerShell bij. `$PSVersionTable.PSVersion` toont de versie. Windows PowerShell 5.1 blijft ernaast staan en wordt niet gebruikt.',
  },
  'powershell-ended': {
    what: 'PowerShell stopte tijdens het lezen',
    cause: 'Het proces is gestopt of had te weinig geheugen. Wat tot dan toe gelezen was, wordt niet gebruikt.',
    solution:
      'Probeer het opnieuw. Blijft het gebeuren, kijk dan naar het geheugen van de machine en naar een programma dat processen stopt.',
  },
  'powershell-protocol': {
    what: 'PowerShell gaf een antwoord dat Countersign niet begrijpt',
    cause: 'Een antwoord was afgekapt, te lang of had een andere vorm. Er wordt niets van gebruikt.',
    solution: 'Probeer het opnieuw. Komt het terug, meld het dan als fout van Countersign, met het logboek.',
  },
  'powershell-silent': {
    what: 'Exchange gaf geen antwoord',
    cause: (p) => `Er kwam ${p.seconds} seconden niets.`,
    solution: 'Probeer het later opnieuw. Houdt het aan, bekijk dan de servicestatus van Exchange Online.',
  },

  // Verbinden met Exchange
  'exchange-not-allowed': {
    what: 'Exchange laat dit account niet toe',
    cause: (p) =>
      `Het account mag Exchange Online PowerShell niet gebruiken, of de module is oud. Exchange meldde: “${p.said}”`,
    solution:
      'Geef de toepassing de rol Exchange.ManageAsApp en de directoryrol Globale lezer, of sta de gebruiker toe met `Set-User -EXOModuleEnabled $true`. De module ExchangeOnlineManagement moet versie 3 of nieuwer zijn.',
  },
  'exchange-kerberos-needs-http': {
    what: 'Het adres van Exchange past niet bij Kerberos',
    cause: 'Met Kerberos moet het adres met http:// beginnen. Het verkeer is dan toch versleuteld.',
    solution: 'Gebruik http://<server>/PowerShell/ met Kerberos, of https:// met Kerberos uit.',
  },
  'exchange-credentials-refused': {
    what: 'Exchange accepteerde de aanmelding niet',
    cause:
      'Het wachtwoord is onjuist, de gebruiker is een lokale gebruiker, of het adres is een IP-nummer of een alias.',
    solution:
      'Gebruik de volledige naam van de server en een gebruiker zoals `domein\\gebruiker`. Kloppen beide, laat dan de service principal name (SPN) van de server nakijken.',
  },
  'exchange-access-denied': {
    what: 'Exchange weigerde de toegang',
    cause: 'Remote PowerShell staat uit voor deze gebruiker, of de gebruiker mist een rol.',
    solution:
      'Voer `Set-User -RemotePowerShellEnabled $true` uit voor de gebruiker, en geef View-Only Recipients en View-Only Configuration.',
  },
  'exchange-application-unknown': {
    what: 'De toepassing is niet bekend in de tenant',
    cause: (p) => `Microsoft Entra meldde: “${p.said}”`,
    solution: 'Vergelijk de toepassings-id met de app-registratie, en kijk of die in de juiste tenant staat.',
  },
  'exchange-organization-unknown': {
    what: 'De organisatie is niet bekend',
    cause: (p) => `Microsoft Entra meldde: “${p.said}”`,
    solution: 'Gebruik het oorspronkelijke domein van de tenant, zoals example.onmicrosoft.com.',
  },
  'exchange-certificate-missing': {
    what: 'Het certificaatbestand is er niet',
    cause: (p) => `PowerShell meldde: “${p.said}”`,
    solution: 'Verbeter het pad van het .pfx-bestand in de configuratie, en zorg dat Countersign het mag lezen.',
  },
  'exchange-file-denied': {
    what: 'Een bestand mag niet worden gelezen',
    cause: (p) =>
      `Het account waaronder Countersign draait heeft er geen recht op, of het is een map. PowerShell meldde: “${p.said}”`,
    solution:
      'Geef dat account het recht om het bestand te lezen. Is het het certificaat, kijk dan of de configuratie het .pfx-bestand zelf noemt.',
  },
  'exchange-certificate-password': {
    what: 'Het certificaat kan niet worden geopend',
    cause: 'Het wachtwoord past niet bij het .pfx-bestand, of het bestand is beschadigd.',
    solution: 'Zet in COUNTERSIGN_CERTIFICATE_PASSWORD het wachtwoord waarmee het bestand is geëxporteerd.',
  },
  'exchange-certificate-key': {
    what: 'De privésleutel van het certificaat is niet bruikbaar',
    cause:
      'De sleutel is gemaakt met een nieuwere provider (CNG) dan Exchange aanneemt, of Countersign mag hem niet lezen.',
    solution:
      'Maak het certificaat opnieuw met `-KeySpec KeyExchange`, en upload het openbare deel naar de app-registratie.',
  },
  'exchange-module-missing': {
    what: 'De PowerShell-module voor Exchange Online ontbreekt',
    cause: 'De module ExchangeOnlineManagement is niet geïnstalleerd voor het account waaronder Countersign draait.',
    solution: 'Voer `Install-Module ExchangeOnlineManagement -Scope AllUsers` uit in PowerShell 7.',
  },
  'exchange-module-too-old': {
    what: 'De PowerShell-module voor Exchange Online is te oud',
    cause: (p) => `Microsoft heeft de ingang gesloten die zij gebruikte: ${p.said}.`,
    solution: 'Voer `Update-Module ExchangeOnlineManagement` uit in PowerShell 7, en verwijder versies onder 3.',
  },
  'exchange-powershellget-missing': {
    what: 'PowerShellGet ontbreekt',
    cause:
      'De module voor Exchange Online bouwt zelf een kleine module en heeft daar `Update-ModuleManifest` voor nodig.',
    solution: 'Voer `Install-Module PowerShellGet -Scope AllUsers` uit in PowerShell 7.',
  },
  'exchange-command-missing': {
    what: 'Het account mag een opdracht niet gebruiken die nodig is',
    cause: (p) =>
      `Exchange toont een account alleen de opdrachten die zijn rollen toestaan. PowerShell meldde: “${p.said}”`,
    solution:
      'Geef het account of de toepassing View-Only Recipients en View-Only Configuration (of Global Reader). Het kan een uur duren voordat Exchange het weet.',
  },
  'exchange-unit-unknown': {
    what: 'Exchange kent de organisatie-eenheid niet',
    cause: (p) => `Er is geen “${p.unit}”. Exchange meldde: “${p.said}”`,
    solution:
      'Verbeter `exchangeOrganizationalUnit`. Het is een OU zoals Exchange die noemt (`example.nl/Gedeeld`), geen pad van Active Directory. `Get-OrganizationalUnit` somt ze op.',
  },
  'exchange-directory-unreachable': {
    what: 'Active Directory is niet te bereiken',
    cause: (p) => `Geen domeincontroller antwoordde. PowerShell meldde: “${p.said}”`,
    solution:
      'Sta TCP-poort 9389 (Active Directory Web Services) toe van deze machine naar een domeincontroller, en controleer of die dienst daar draait.',
  },
  'exchange-unreachable': {
    what: 'Exchange is niet bereikbaar',
    cause: (p) => `De verbinding kwam niet tot stand. PowerShell meldde: “${p.said}”`,
    solution:
      'Sta HTTPS (TLS 1.2, poort 443) toe van deze machine naar outlook.office365.com en login.microsoftonline.com, rechtstreeks of via de proxy in HTTPS_PROXY.',
  },

  // Lezen
  'exchange-throttled': {
    what: 'Exchange vroeg om rustiger aan te doen',
    cause: 'Te veel vragen of verbindingen tegelijk. Countersign wachtte en probeerde het opnieuw, zonder succes.',
    solution:
      'Gebruik minder werkprocessen, sluit andere programma’s die dezelfde toepassing gebruiken, en probeer het later opnieuw.',
  },
  'exchange-unavailable': {
    what: 'Exchange werkt op dit moment niet',
    cause: (p) => `Exchange meldde: “${p.said}”`,
    solution: 'Probeer het later opnieuw. Houdt het aan, bekijk dan de servicestatus van Exchange Online.',
  },
  'exchange-session-ended': {
    what: 'De verbinding met Exchange is verbroken',
    cause: (p) => `Opnieuw verbinden hielp niet. Exchange meldde: “${p.said}”`,
    solution: 'Probeer het opnieuw.',
  },
  'exchange-nothing-shown': {
    what: 'Exchange toonde helemaal niemand',
    cause: 'Een postvak toont ten minste zichzelf. Zonder één regel, en zonder fout, is niet bekend wie toegang heeft.',
    solution:
      'Probeer het later opnieuw. Houdt het aan, kijk dan of Countersign de machtigingen van deze postvakken mag lezen.',
  },
  'exchange-object-gone': {
    what: 'Een postvak of groep verdween tijdens het lezen',
    cause: 'Het stond in de lijst en was even later niet te vinden.',
    solution: 'Niets te doen: de volgende lezing laat zien hoe het is.',
  },
  'exchange-failed': {
    what: 'Exchange gaf een fout die Countersign niet kent',
    cause: (p) => `PowerShell meldde: “${p.said}”`,
    solution: (p) =>
      `De volledige tekst staat in het logboek van Countersign: zoek naar ${p.reference}. Op de console staat hij onder het antwoord. Zoek ernaar in de documentatie van Exchange.`,
  },
};
