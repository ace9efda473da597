import { describe, expect, it } from 'vitest';
import { classifyExchangeText, exchangeErrorCodes } from '../../../src/sync/source/exchange/exchange-errors.ts';
import { problemsSource as english } from '../../../src/texts/en/problems-source.ts';
import { problemsSource as dutch } from '../../../src/texts/nl/problems-source.ts';

/** What PowerShell and Exchange say, as administrators meet it; shortened, with made-up names. */
const fixtures = [
  ['exchange-not-allowed', 'The remote server outlook.office365.com returned an error: (403) Forbidden.'],
  ['exchange-not-allowed', 'Connecting to remote server failed with the following error message : 403'],
  [
    'exchange-kerberos-needs-http',
    'Connecting to remote server exchange01.example.com failed: The WinRM client received an HTTP bad request status (400), but the remote service did not include any other information.',
  ],
  [
    'exchange-kerberos-needs-http',
    'The WINRM client received an HTTP bad request status (400) from https://exchange01.example.com/PowerShell/',
  ],
  ['powershell-too-old', 'System.Management.Automation.PSSnapInException: Cannot load Windows PowerShell snap-in'],
  ['powershell-too-old', "Could not load file or assembly 'Microsoft.PowerShell.Commands.Utility, Version=7.0.0.0'"],
  [
    'powershell-too-old',
    "The version of Windows PowerShell on this computer is '7.2'. The module requires a minimum Windows PowerShell version of '7.4' to run.",
  ],
  ['exchange-unreachable', 'System.Net.Http.HttpRequestException: An error occurred while sending the request.'],
  ['exchange-unreachable', 'Unable to connect to the remote server'],
  [
    'exchange-credentials-refused',
    'The following error with errorcode 0x80090322 occurred while using Kerberos authentication: An unknown security error occurred.',
  ],
  ['exchange-access-denied', 'Connecting to remote server exchange01.example.com failed: Access is denied.'],
  ['exchange-module-missing', "The term 'Connect-ExchangeOnline' is not recognized as a name of a cmdlet."],
  [
    'exchange-module-missing',
    "The specified module 'ExchangeOnlineManagement' was not loaded because no valid module file was found in any module directory.",
  ],
  ['exchange-module-too-old', 'ExchangeOnlineManagement 2.0.3 can no longer connect'],
  ['exchange-powershellget-missing', "The term 'Update-ModuleManifest' is not recognized as a name of a cmdlet."],
  ['exchange-certificate-key', 'Keyset does not exist'],
  ['exchange-certificate-key', 'Bad Key.'],
  ['exchange-certificate-missing', "Could not find file '/etc/countersign/exchange.pfx'."],
  ['exchange-file-denied', "Access to the path '/etc/countersign/exchange.pfx' is denied."],
  ['exchange-certificate-password', 'The specified network password is not correct.'],
  ['exchange-certificate-password', 'ASN1 corrupted data.'],
  [
    'exchange-application-unknown',
    "AADSTS700016: Application with identifier '11111111' was not found in the directory.",
  ],
  ['exchange-organization-unknown', "AADSTS90002: Tenant 'example.onmicrosoft.com' not found."],
  [
    'exchange-throttled',
    'Fail to create a runspace because you have exceeded the maximum number of connections allowed : 3 for the policy party',
  ],
  ['exchange-throttled', 'Maximum retry count reached. Please retry later.'],
  ['exchange-throttled', 'Response status code does not indicate success: 429 (Too Many Requests).'],
  [
    'exchange-object-gone',
    "The operation couldn't be performed because object 'x' couldn't be found on 'DC01.EURPR00A000.example.com'.",
  ],
  ['exchange-object-gone', 'Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|gone'],
  ['exchange-session-ended', 'You must call the Connect-ExchangeOnline cmdlet before calling any other cmdlets.'],
  ['exchange-session-ended', 'Error while querying REST service. HttpStatusCode=401 ErrorMessage=Unauthorized'],
  ['exchange-session-ended', 'UnAuthorized: the access token is expired (401).'],
  ['exchange-session-ended', 'The Runspace is not open. Retry the operation after opening it.'],
  [
    'exchange-session-ended',
    "Cannot perform operation because the runspace is not in the 'Opened' state. Current state of runspace is 'Broken'.",
  ],
  [
    'exchange-session-ended',
    'The session WinRM4, 0e2b7c1a-0000-4000-8000-000000000001, exchange01.example.com is Broken and cannot run commands.',
  ],
  ['exchange-session-ended', 'The pipeline has been stopped.'],
  [
    'exchange-session-ended',
    'Processing data from remote server exchange01.example.com failed with the following error message: The I/O operation has been aborted.',
  ],
  [
    'exchange-access-denied',
    'Processing data from remote server exchange01.example.com failed with the following error message: Access is denied.',
  ],
  [
    'exchange-unavailable',
    'Error while querying REST service. HttpStatusCode=503 ErrorMessage=The service is unavailable.',
  ],
  [
    'exchange-active-directory-missing',
    "The term 'Get-ADGroupMember' is not recognized as a name of a cmdlet, function, script file, or executable program.",
  ],
  [
    'exchange-directory-unreachable',
    'Unable to contact the server. This may be because this server does not exist, it is currently down, or it does not have the Active Directory Web Services running.',
  ],
  ['exchange-command-missing', "The term 'Get-User' is not recognized as a name of a cmdlet."],
  [
    'exchange-unit-unknown',
    'Couldn\'t find organizational unit "example.nl/Nowhere". Make sure you have typed it correctly.',
  ],
  ['exchange-failed', 'Something nobody has seen before.'],
] as const;

describe('What Exchange says', () => {
  it.each(fixtures)('is understood as %s: %s', (code, text) => {
    expect(classifyExchangeText(text).code).toBe(code);
  });

  it('has an example for every meaning', () => {
    expect(new Set(fixtures.map(([code]) => code))).toEqual(new Set(exchangeErrorCodes));
  });

  it.each(exchangeErrorCodes)('has words in both languages for %s', (code) => {
    expect(english[code].solution).not.toBe('');
    expect(dutch[code].solution).not.toBe('');
    expect(dutch[code].what).not.toBe(english[code].what);
  });

  it('is asked again only for what can pass by itself', () => {
    const passing = fixtures.filter(([, text]) => classifyExchangeText(text).retry !== 'never').map(([code]) => code);

    expect([...new Set(passing)].toSorted()).toEqual([
      'exchange-directory-unreachable',
      'exchange-session-ended',
      'exchange-throttled',
      'exchange-unavailable',
      'exchange-unreachable',
    ]);
  });
});
