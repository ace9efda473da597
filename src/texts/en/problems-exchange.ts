import type { ErrorContext } from '../../errors.ts';

/** What went wrong while reading Exchange through PowerShell, by code: what, why, what to do. */
export const problemsExchange = {
  // PowerShell
  'powershell-missing': {
    what: 'PowerShell was not found',
    cause: (p: ErrorContext) => `There is no program “${p.executable}” on this machine.`,
    solution:
      'Install PowerShell 7.4 or newer, or correct the path in the configuration. `pwsh -Version` shows whether it is there.',
  },
  'powershell-did-not-start': {
    what: 'PowerShell did not start',
    cause: (p: ErrorContext) => `“${p.executable}” was started, but: ${p.said}.`,
    solution:
      'Run `pwsh -NoProfile -Command 1` as the account that Countersign runs as. A policy that forbids scripts, or a virus scanner, can be the reason.',
  },
  'powershell-too-old': {
    what: 'PowerShell is too old',
    cause: (p: ErrorContext) => `Countersign needs PowerShell 7.4 or newer. PowerShell said: “${p.said}”`,
    solution:
      'Update PowerShell. `$PSVersionTable.PSVersion` shows the version. Windows PowerShell 5.1 stays beside it and is not used.',
  },
  'powershell-ended': {
    what: 'PowerShell ended while it was reading',
    cause: 'Its process was stopped, or ran out of memory. What it had read so far is not used.',
    solution:
      'Try again. If it keeps happening, look at the memory of the machine and for a program that stops processes.',
  },
  'powershell-protocol': {
    what: 'PowerShell answered something Countersign does not understand',
    cause: 'An answer was cut, too long or of another shape. Nothing of it is used.',
    solution: 'Try again. If it returns, report it as a fault of Countersign, with the log.',
  },
  'powershell-silent': {
    what: 'Exchange gave no answer',
    cause: (p: ErrorContext) => `Nothing came for ${p.seconds} seconds.`,
    solution: 'Try again later. If it lasts, look at the service health of Exchange Online.',
  },

  // Connecting to Exchange
  'exchange-not-allowed': {
    what: 'Exchange does not let this account in',
    cause: (p: ErrorContext) =>
      `The account may not use Exchange Online PowerShell, or the module is old. Exchange said: “${p.said}”`,
    solution:
      'Give the application the role Exchange.ManageAsApp and the directory role Global Reader, or allow the user with `Set-User -EXOModuleEnabled $true`. The module ExchangeOnlineManagement must be version 3 or newer.',
  },
  'exchange-kerberos-needs-http': {
    what: 'The address of Exchange does not go with Kerberos',
    cause: 'With Kerberos the address must begin with http://. The traffic is encrypted all the same.',
    solution: 'Use http://<server>/PowerShell/ with Kerberos, or https:// with Kerberos switched off.',
  },
  'exchange-credentials-refused': {
    what: 'Exchange did not accept the sign-in',
    cause: 'The password is wrong, the user is a local one, or the address is an IP number or an alias.',
    solution:
      'Use the full name of the server and a user like `domain\\user`. If both are right, have the service principal name (SPN) of the server checked.',
  },
  'exchange-access-denied': {
    what: 'Exchange refused access',
    cause: 'Remote PowerShell is switched off for this user, or the user lacks a role.',
    solution:
      'Run `Set-User -RemotePowerShellEnabled $true` for the user, and give it View-Only Recipients and View-Only Configuration.',
  },
  'exchange-application-unknown': {
    what: 'The application is not known in the tenant',
    cause: (p: ErrorContext) => `Microsoft Entra said: “${p.said}”`,
    solution: 'Compare the application id with the app registration, and see that it is in the right tenant.',
  },
  'exchange-organization-unknown': {
    what: 'The organisation is not known',
    cause: (p: ErrorContext) => `Microsoft Entra said: “${p.said}”`,
    solution: 'Use the initial domain of the tenant, such as example.onmicrosoft.com.',
  },
  'exchange-certificate-missing': {
    what: 'The certificate file is not there',
    cause: (p: ErrorContext) => `PowerShell said: “${p.said}”`,
    solution: 'Correct the path of the .pfx file in the configuration, and see that Countersign may read it.',
  },
  'exchange-file-denied': {
    what: 'A file may not be read',
    cause: (p: ErrorContext) =>
      `The account that Countersign runs as has no right to it, or it is a folder. PowerShell said: “${p.said}”`,
    solution:
      'Give that account the right to read the file. If it is the certificate, see that the configuration names the .pfx file itself.',
  },
  'exchange-certificate-password': {
    what: 'The certificate cannot be opened',
    cause: 'The password does not fit the .pfx file, or the file is damaged.',
    solution: 'Set COUNTERSIGN_CERTIFICATE_PASSWORD to the password the file was exported with.',
  },
  'exchange-certificate-key': {
    what: 'The private key of the certificate cannot be used',
    cause: 'The key was made with a newer provider (CNG) than Exchange accepts, or Countersign may not read it.',
    solution:
      'Make the certificate again with `-KeySpec KeyExchange`, and upload its public part to the app registration.',
  },
  'exchange-module-missing': {
    what: 'The PowerShell module for Exchange Online is missing',
    cause: 'The module ExchangeOnlineManagement is not installed for the account that Countersign runs as.',
    solution: 'Run `Install-Module ExchangeOnlineManagement -Scope AllUsers` in PowerShell 7.',
  },
  'exchange-module-too-old': {
    what: 'The PowerShell module for Exchange Online is too old',
    cause: (p: ErrorContext) => `Microsoft closed the door it used: ${p.said}.`,
    solution: 'Run `Update-Module ExchangeOnlineManagement` in PowerShell 7, and remove versions below 3.',
  },
  'exchange-powershellget-missing': {
    what: 'PowerShellGet is missing',
    cause: 'The module for Exchange Online builds a small module of its own and needs `Update-ModuleManifest` for it.',
    solution: 'Run `Install-Module PowerShellGet -Scope AllUsers` in PowerShell 7.',
  },
  'exchange-command-missing': {
    what: 'The account may not use a command that is needed',
    cause: (p: ErrorContext) =>
      `Exchange shows an account only the commands that its roles allow. PowerShell said: “${p.said}”`,
    solution:
      'Give the account or application View-Only Recipients and View-Only Configuration (or Global Reader). It can take an hour before Exchange knows.',
  },
  'exchange-unit-unknown': {
    what: 'The organisational unit is not known to Exchange',
    cause: (p: ErrorContext) => `There is no “${p.unit}”. Exchange said: “${p.said}”`,
    solution:
      'Correct `exchangeOrganizationalUnit`. It is an OU as Exchange names it (`example.nl/Shared`), not a path of Active Directory. `Get-OrganizationalUnit` lists them.',
  },
  'exchange-directory-unreachable': {
    what: 'Active Directory cannot be reached',
    cause: (p: ErrorContext) => `No domain controller answered. PowerShell said: “${p.said}”`,
    solution:
      'Allow TCP port 9389 (Active Directory Web Services) from this machine to a domain controller, and see that the service runs there.',
  },
  'exchange-unreachable': {
    what: 'Exchange cannot be reached',
    cause: (p: ErrorContext) => `The connection could not be made. PowerShell said: “${p.said}”`,
    solution:
      'Allow HTTPS (TLS 1.2, port 443) from this machine to outlook.office365.com and login.microsoftonline.com, directly or through the proxy in HTTPS_PROXY.',
  },

  // Reading
  'exchange-throttled': {
    what: 'Exchange asked to slow down',
    cause: 'Too many questions or connections at once. Countersign waited and tried again, without success.',
    solution: 'Use fewer workers, close other programs that use the same application, and try again later.',
  },
  'exchange-unavailable': {
    what: 'Exchange is not working at the moment',
    cause: (p: ErrorContext) => `Exchange said: “${p.said}”`,
    solution: 'Try again later. If it lasts, look at the service health of Exchange Online.',
  },
  'exchange-session-ended': {
    what: 'The connection to Exchange ended',
    cause: (p: ErrorContext) => `Connecting again did not help. Exchange said: “${p.said}”`,
    solution: 'Try again.',
  },
  'exchange-nothing-shown': {
    what: 'Exchange showed nobody at all',
    cause: 'A mailbox shows at least itself. Without one row, and without an error, it is not known who has access.',
    solution: 'Try again later. If it lasts, check whether Countersign may read the permissions of these mailboxes.',
  },
  'exchange-object-gone': {
    what: 'A mailbox or group vanished while it was being read',
    cause: 'It was in the list and could not be found a moment later.',
    solution: 'Nothing to do: the next reading shows how it is.',
  },
  'exchange-failed': {
    what: 'Exchange answered with an error that Countersign does not know',
    cause: (p: ErrorContext) => `PowerShell said: “${p.said}”`,
    solution: (p: ErrorContext) =>
      `The whole text stands in the log of Countersign: look for ${p.reference}. On the console it is printed below the answer. Search the documentation of Exchange for it.`,
  },
};
