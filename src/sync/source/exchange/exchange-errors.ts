/**
 * What the texts of PowerShell and Exchange mean. The only file that matches on message text: PowerShell gives no codes.
 * Every pattern has a fixture in tests/unit/exchange/exchange-errors.test.ts; the words for each code are in texts.
 */

import { type Retry, SourceError } from '../../../errors.ts';
import { PowerShellCallError } from './session.ts';

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
  'exchange-certificate-missing',
  'exchange-certificate-password',
  'exchange-certificate-key',
  'exchange-module-too-old',
  'exchange-module-missing',
  'exchange-powershellget-missing',
  'powershell-too-old',
  'exchange-unavailable',
  'exchange-unreachable',
  'exchange-failed',
] as const;
export type ExchangeErrorCode = (typeof exchangeErrorCodes)[number];

interface KnownText {
  readonly code: ExchangeErrorCode;
  readonly pattern: RegExp;
  readonly retry: Retry;
}

/** The first that fits counts: the specific before the general. */
const knownTexts: readonly KnownText[] = [
  { code: 'exchange-object-gone', pattern: /couldn.t be found on|ManagementObjectNotFound/i, retry: 'never' },
  {
    code: 'exchange-throttled',
    pattern: /\b429\b|TooManyRequests|Maximum retry count reached|maximum number of connections allowed/i,
    retry: 'backoff',
  },
  {
    code: 'exchange-session-ended',
    pattern:
      /must call the Connect-ExchangeOnline|token (has|is) expired|session (has )?(ended|expired|is not in the Opened state)/i,
    retry: 'backoff',
  },
  {
    code: 'exchange-kerberos-needs-http',
    pattern: /WinRM client received an HTTP bad request status \(400\)/i,
    retry: 'never',
  },
  { code: 'exchange-credentials-refused', pattern: /0x80090322/i, retry: 'never' },
  { code: 'exchange-access-denied', pattern: /Access is denied/i, retry: 'never' },
  { code: 'exchange-application-unknown', pattern: /AADSTS700016/, retry: 'never' },
  { code: 'exchange-organization-unknown', pattern: /AADSTS90002/, retry: 'never' },
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

export function classifyExchangeText(text: string): { readonly code: ExchangeErrorCode; readonly retry: Retry } {
  return knownTexts.find((known) => known.pattern.test(text)) ?? { code: 'exchange-failed', retry: 'never' };
}

/** What a call to PowerShell threw, as a SourceError with a code that has words. `secrets` never reach log or person. */
export function exchangeError(doing: string, error: unknown, secrets: readonly string[]): unknown {
  if (!(error instanceof PowerShellCallError)) return error;
  const text = redact(error.message, secrets);
  const { code, retry } = classifyExchangeText(`${text} ${error.errorId}`);
  const said = firstLine(text);
  return new SourceError(code, `${doing}: ${said}`, { retry, context: { said }, cause: text });
}

export function firstLine(text: string): string {
  const line = text.trim().split(/\r?\n/)[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function redact(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret !== '').reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}
