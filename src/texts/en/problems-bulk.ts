import type { ErrorContext } from '../../errors.ts';

/** Why permissions were read mailbox by mailbox where they were to come from the list, by code: what, why, what to do. */
export const problemsBulk = {
  'bulk-permissions-differ': {
    what: 'The list and the mailboxes do not say the same',
    cause: (p: ErrorContext) =>
      `Of a sample of ${p.sample} mailboxes read both ways, at least one showed other people on its own than in the list.`,
    solution:
      'Nothing to do: every mailbox is read on its own. A permission that was changed in that minute can be the reason. If it happens every time, set `bulkPermissions: off`.',
  },
  'bulk-permissions-unchecked': {
    what: 'The list could not be checked',
    cause: (p: ErrorContext) => `Only ${p.sample} mailboxes of the sample could be read on their own.`,
    solution: 'Solve why mailboxes cannot be read. Until then every mailbox is read on its own.',
  },
  'bulk-permissions-unclear': {
    what: 'The list does not say who has access',
    cause: 'No security descriptor in it was there, was of a known shape, and named people that Exchange knows.',
    solution: 'Set `bulkPermissions: off`: every mailbox is read on its own anyway.',
  },
  'bulk-permissions-refused': {
    what: 'Exchange refuses the list with security descriptors',
    cause: (p: ErrorContext) => `Exchange said: “${p.said}”`,
    solution: 'Set `bulkPermissions: off`, or give the account the rights that its answer names.',
  },
  'bulk-permissions-old-module': {
    what: 'The PowerShell module for Exchange Online does not know security descriptors',
    cause: (p: ErrorContext) => `ExchangeOnlineManagement ${p.version} is older than 3.7.1.`,
    solution: 'Run `Update-Module ExchangeOnlineManagement` in PowerShell 7, or set `bulkPermissions: off`.',
  },
};
