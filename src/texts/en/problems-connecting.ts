import type { ErrorContext } from '../../errors.ts';

/** What is found before Exchange is asked anything: certificate, module, signing in, the platform. By code. */
export const problemsConnecting = {
  'exchange-certificate-no-key': {
    what: 'The certificate has no private key that can be used',
    cause: (p: ErrorContext) => `${p.file} could be opened, but holds no RSA key that can sign.`,
    solution: 'Export the certificate again as .pfx, with its private key. The key must be RSA.',
  },
  'exchange-certificate-not-yet': {
    what: 'The certificate is not valid yet',
    cause: (p: ErrorContext) => `${p.file} is valid from ${p.from}.`,
    solution: 'Check the clock of this machine, or use the certificate that is valid now.',
  },
  'exchange-certificate-expired': {
    what: 'The certificate has expired',
    cause: (p: ErrorContext) => `${p.file} was valid until ${p.until}.`,
    solution:
      'Make a new certificate, upload its public part to the app registration, and put the .pfx in the place of the old one.',
  },
  'exchange-certificate-expires': {
    what: 'The certificate expires soon',
    cause: (p: ErrorContext) => `It is valid until ${p.until}. After that Exchange cannot be read.`,
    solution: 'Make a new certificate now and upload its public part; both can stand in the app registration together.',
  },
  'exchange-module-signature': {
    what: 'The PowerShell module for Exchange Online is not the one Microsoft signed',
    cause: (p: ErrorContext) => `${p.file}: ${p.said}. It is not used.`,
    solution: 'Remove the module and install it again from the PowerShell Gallery. Find out who changed it.',
  },
  'exchange-module-no-token': {
    what: 'The PowerShell module for Exchange Online is too old for signing in with MFA',
    cause: (p: ErrorContext) => `Version ${p.version} takes no token; ${p.needed} is the first that does.`,
    solution: 'Run `Update-Module ExchangeOnlineManagement` in PowerShell 7.',
  },
  'exchange-module-needs-powershell': {
    what: 'The PowerShell module for Exchange Online does not go with this PowerShell',
    cause: (p: ErrorContext) =>
      `Version ${p.version} of the module needs PowerShell ${p.needed} or newer; this is ${p.powershell}.`,
    solution:
      'Update PowerShell, or install an older module beside it: `Install-Module ExchangeOnlineManagement -RequiredVersion 3.9.2`. Countersign takes the newest that fits.',
  },
  'exchange-on-premise-needs-windows': {
    what: 'An Exchange server can only be read from Windows',
    cause: (p: ErrorContext) => `This machine runs ${p.platform}, where PowerShell cannot make such a connection.`,
    solution:
      'Run Countersign on a Windows machine in the domain, or record a reading there and use it here. Exchange Online can be read from here.',
  },
  'exchange-active-directory-missing': {
    what: 'The PowerShell module ActiveDirectory is missing',
    cause: 'Without it the members of groups that hold FullAccess cannot be read.',
    solution:
      'Install the remote server administration tools: `Add-WindowsCapability -Online -Name Rsat.ActiveDirectory.DS-LDS.Tools~~~~0.0.1.0`.',
  },
  'exchange-sign-in-needed': {
    what: 'An administrator must sign in for Exchange',
    cause: (p: ErrorContext) => `Nobody signed in${p.account === undefined ? '' : ` as ${p.account}`} in time.`,
    solution: 'Start the preview again and sign in with the address that it shows.',
  },
  'exchange-sign-in-refused': {
    what: 'Microsoft refused the sign-in for Exchange',
    cause: (p: ErrorContext) => `It said: “${p.said}”`,
    solution:
      'Check the app registration: its Web redirect address, its secret, and the consent for Exchange.Manage. Then sign in again.',
  },
  'exchange-sign-in-other-account': {
    what: 'Somebody signed in with another account',
    cause: (p: ErrorContext) => `Only ${p.account ?? 'the configured account'} may be used for this source.`,
    solution: 'Sign in again with that account, or correct it in the configuration.',
  },
  'exchange-sign-in-scope': {
    what: 'The sign-in does not give access to Exchange',
    cause: (p: ErrorContext) => `The permission Exchange.Manage is needed; what was given is: ${p.scopes}.`,
    solution:
      'Add the delegated permission Exchange.Manage of Office 365 Exchange Online to the app registration, and give consent.',
  },
};
