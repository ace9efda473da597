/**
 * What the texts of PowerShell and Exchange mean. The only file that matches on message text: PowerShell gives no codes.
 * Every pattern has a fixture in tests/unit/exchange/exchange-errors.test.ts; the words for each code are in texts.
 */

import type { Retry } from '../../../errors.ts';

export const exchangeErrorCodes = [
  'exchange-object-gone',
  'exchange-throttled',
  'exchange-session-ended',
  'exchange-kerberos-needs-http',
  'exchange-credentials-refused',
  'exchange-access-denied',
  'exchange-not-allowed',
  'exchange-application-unknown',
  'exchange-organization-unknown',
  'exchange-file-denied',
  'exchange-certificate-missing',
  'exchange-certificate-password',
  'exchange-certificate-key',
  'exchange-module-too-old',
  'exchange-module-missing',
  'exchange-powershellget-missing',
  'exchange-active-directory-missing',
  'exchange-directory-unreachable',
  'exchange-command-missing',
  'exchange-unit-unknown',
  'powershell-too-old',
  'exchange-unavailable',
  'exchange-unreachable',
  'exchange-failed',
] as const;
export type ExchangeErrorCode = (typeof exchangeErrorCodes)[number];

/** What of connecting an error comes from. */
export type ConnectStep = 'certificate' | 'module' | 'connection';

interface Classified {
  readonly code: ExchangeErrorCode;
  readonly retry: Retry;
}

interface KnownText extends Classified {
  readonly pattern: RegExp;
}

/** The first that fits counts: the specific before the general. */
const knownTexts: readonly KnownText[] = [
  { code: 'exchange-unit-unknown', pattern: /find (the )?organi[sz]ational unit/i, retry: 'never' },
  { code: 'exchange-object-gone', pattern: /couldn.t be found on|ManagementObjectNotFound/i, retry: 'never' },
  {
    code: 'exchange-throttled',
    pattern: /\b429\b|TooManyRequests|Maximum retry count reached|maximum number of connections allowed/i,
    retry: 'backoff',
  },
  {
    code: 'exchange-session-ended',
    pattern:
      /must call the Connect-ExchangeOnline|token (has|is) expired|\b401\b|session (has )?(ended|expired|is not in the Opened state)/i,
    retry: 'backoff',
  },
  {
    // Of an Exchange server. A stop of our own is never reported: a stopped pipeline runs no `catch`.
    code: 'exchange-session-ended',
    pattern:
      /runspace is (not open|not in the 'Opened' state|broken|closed)|\bsession\b.{0,100}\bBroken\b|pipeline has been stopped/i,
    retry: 'backoff',
  },
  {
    code: 'exchange-kerberos-needs-http',
    pattern: /WinRM client received an HTTP bad request status \(400\)/i,
    retry: 'never',
  },
  { code: 'exchange-credentials-refused', pattern: /0x80090322/i, retry: 'never' },
  { code: 'exchange-access-denied', pattern: /Access is denied/i, retry: 'never' },
  {
    // The connection broke in the middle of a command; while it is made, the text begins with "Connecting to".
    code: 'exchange-session-ended',
    pattern: /Processing data (from remote server|for a remote command)/i,
    retry: 'backoff',
  },
  { code: 'exchange-application-unknown', pattern: /AADSTS700016/, retry: 'never' },
  { code: 'exchange-organization-unknown', pattern: /AADSTS90002/, retry: 'never' },
  { code: 'exchange-file-denied', pattern: /Access to the path .* is denied/i, retry: 'never' },
  { code: 'exchange-certificate-missing', pattern: /Could not find (file|a part of the path)/i, retry: 'never' },
  {
    code: 'exchange-certificate-password',
    pattern: /network password is not correct|password may be incorrect|ASN1 corrupted data/i,
    retry: 'never',
  },
  { code: 'exchange-certificate-key', pattern: /Keyset does not exist|Bad Key/i, retry: 'never' },
  { code: 'exchange-module-too-old', pattern: /ExchangeOnlineManagement \S+ can no longer connect/, retry: 'never' },
  {
    code: 'exchange-module-missing',
    pattern: /Connect-ExchangeOnline' is not recognized|module '?ExchangeOnlineManagement'? was not loaded/i,
    retry: 'never',
  },
  { code: 'exchange-powershellget-missing', pattern: /Update-ModuleManifest' is not recognized/i, retry: 'never' },
  {
    code: 'exchange-active-directory-missing',
    pattern: /'Get-AD\w+' is not recognized|module '?ActiveDirectory'? was not loaded/i,
    retry: 'never',
  },
  {
    code: 'exchange-directory-unreachable',
    pattern: /Unable to contact the server|Active Directory Web Services/i,
    retry: 'backoff',
  },
  { code: 'exchange-command-missing', pattern: /'(Get|Set)-\w+' is not recognized/i, retry: 'never' },
  {
    code: 'powershell-too-old',
    pattern:
      /PSSnapInException|could not load .*Microsoft\.PowerShell\.Commands|requires a minimum Windows PowerShell version|requires .*PowerShell version/i,
    retry: 'never',
  },
  { code: 'exchange-not-allowed', pattern: /\b403\b|Forbidden/i, retry: 'never' },
  { code: 'exchange-unavailable', pattern: /\b50[0234]\b|service is unavailable|timed? ?out/i, retry: 'backoff' },
  {
    code: 'exchange-unreachable',
    pattern: /HttpRequestException|unable to connect to the remote server|No such host/i,
    retry: 'backoff',
  },
];

/** While a module is loaded, a missing file is none of the certificate's: that was opened before. */
export function classifyExchangeText(text: string, step: ConnectStep | null = null): Classified {
  const known = knownTexts.find(
    ({ code, pattern }) => pattern.test(text) && !(step === 'module' && code.startsWith('exchange-certificate-')),
  );
  return known ?? { code: 'exchange-failed', retry: 'never' };
}
