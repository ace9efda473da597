/** What people write about a source, key by key, with the sentence the documentation shows for each. */

import { z } from 'zod';
import { address, domainUser, duration, filled, guid, organization, serverUrl } from './values.ts';

const sourceName = filled
  .optional()
  .describe('What this source is called in cards, reports and links. Unique. Left out: the kind of source.');

const powershell = z
  .strictObject({
    executable: filled.default('pwsh').describe('Name or path of PowerShell 7.4 or newer.'),
    standInModules: filled
      .nullable()
      .default(null)
      .describe('Folder of stand-in modules, for trials. Their mailboxes can only go to a Zivver on this machine.'),
    standInEnvironment: z.record(z.string(), z.string()).default({}).describe('Variables the stand-in modules need.'),
  })
  .prefault({});

/** What every way to Exchange has. */
const exchange = {
  name: sourceName,
  exchangeOrganizationalUnit: filled
    .nullable()
    .default(null)
    .describe('Read only mailboxes of this Exchange organisational unit.'),
  workers: z
    .literal([1, 2, 3])
    .default(1)
    .describe('PowerShell processes that read side by side. Exchange allows an account three connections.'),
  permissionCommand: z
    .enum(['Get-EXOMailboxPermission', 'Get-MailboxPermission'])
    .default('Get-EXOMailboxPermission')
    .describe('The command that reads who has access. Which is faster differs: `countersign doctor` times both.'),
  permissionsMaxAge: duration
    .nullable()
    .default(null)
    .describe(
      'Remember who has access to each mailbox for at most so long (`7d`), and ask only mailboxes that are new, changed, due, or would change. Left out: every mailbox is asked each time.',
    ),
  powershell,
};

/** What only Exchange Online has. */
const exchangeOnline = {
  ...exchange,
  bulkPermissions: z
    .enum(['auto', 'off'])
    .default('off')
    .describe(
      'Where who has access comes from. `off`: every mailbox is asked. `auto`: from the list of mailboxes, as long as a sample asked itself agrees, and with every mailbox that would change asked itself; see `docs/operations.md` before you switch it on.',
    ),
};

const exchangeOnlineCertificate = z.strictObject({
  type: z.literal('exchange-online-certificate'),
  certificateFile: filled.describe(
    'The .pfx file of the app registration. Its password comes from COUNTERSIGN_CERTIFICATE_PASSWORD.',
  ),
  applicationId: guid.describe('Application (client) id of the app registration that reads Exchange.'),
  organization: organization.describe('The first domain of the tenant: `contoso.onmicrosoft.com`.'),
  ...exchangeOnline,
});

const exchangeOnlineMfa = z.strictObject({
  type: z.literal('exchange-online-mfa'),
  userName: address.describe(
    'The administrator who signs in. No other account is accepted. Best one that can only look: the token can do what the account can.',
  ),
  tenantId: guid.describe('Entra tenant of the administrator.'),
  applicationId: guid.describe(
    'Application (client) id of an app registration for this alone, never that of the bot. Its secret comes from COUNTERSIGN_SIGN_IN_SECRET.',
  ),
  deviceCode: z
    .boolean()
    .default(false)
    .describe(
      'Sign in by typing a code at Microsoft’s page instead of following a link. Microsoft advises to block this in a tenant.',
    ),
  consolePort: z
    .int()
    .min(1)
    .max(65_535)
    .default(3979)
    .describe('On the console, where Microsoft sends the browser back to: `http://localhost:<port>/sign-in/callback`.'),
  ...exchangeOnline,
});

const exchangeOnPremise = z.strictObject({
  type: z.literal('exchange-on-premise'),
  serverUrl: serverUrl.describe(
    'Address of the Exchange server by its full name: `http://exchange01.example.nl/PowerShell/` with Kerberos, https:// without.',
  ),
  kerberos: z.boolean().default(true).describe('Sign in with Kerberos.'),
  userName: domainUser.describe('Who reads: `company\\name`. The password comes from COUNTERSIGN_EXCHANGE_PASSWORD.'),
  ...exchange,
});

const spreadsheet = z.strictObject({
  type: z.literal('spreadsheet'),
  name: sourceName,
  file: filled.describe('The .xlsx or .csv file.'),
  sheet: filled.nullable().default(null).describe('Name of the sheet. Left out: the first one.'),
});

const recorded = z.strictObject({
  type: z.literal('recorded'),
  name: sourceName,
  file: filled.describe('A recorded reading. Unsigned (JSON), its mailboxes can only go to a Zivver on this machine.'),
  signed: z
    .boolean()
    .default(false)
    .describe(
      'It was made by `countersign read` on another machine, of `recordedPlace`, at most 24 hours ago, and signed with the key in COUNTERSIGN_READING_KEY. Nothing else is used.',
    ),
  recordedFrom: z
    .enum(['exchange-online-certificate', 'exchange-online-mfa', 'exchange-on-premise', 'spreadsheet', 'recorded'])
    .default('recorded')
    .describe(
      'The kind of source it was recorded from: a plan computed from the recording equals the one computed from that source.',
    ),
  recordedPlace: filled
    .optional()
    .describe('Which one that was: the organisation, the server or the file. Left out: this file.'),
  recordedOrganizationalUnit: filled
    .nullable()
    .default(null)
    .describe('`exchangeOrganizationalUnit` of that source. A signed reading of another one is refused.'),
});

export const sourceSchema = z.discriminatedUnion('type', [
  exchangeOnlineCertificate,
  exchangeOnlineMfa,
  exchangeOnPremise,
  spreadsheet,
  recorded,
]);
