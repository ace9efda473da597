import type { ErrorContext } from '../../errors.ts';

/** What went wrong at Zivver, by code of TargetError: what happened, why, and what a person can do about it. */
export const problemsTarget = {
  'target-outcome-unknown': {
    what: 'Zivver received a change but gave no answer',
    cause:
      'The connection broke, or the answer took too long. Whether the change was carried out is not known until the account has been read again.',
    solution:
      'Countersign reads the account back before it does anything else. If this keeps happening, ask your network team about the connection to Zivver.',
  },
  'target-rate-limited': {
    what: 'Zivver asked to wait',
    cause:
      'Zivver allows 50 calls per 10 seconds for one API key. Another program may be using the same key. Nothing was changed by this call.',
    solution:
      'Countersign waits and goes on by itself. Give every program an API key of its own to make waits shorter.',
  },
  'target-withheld': {
    what: 'A call to Zivver was held back',
    cause: 'What it rested on had become too old while it waited. Nothing was sent.',
    solution: 'Nothing needs to be done: the account is read again before the next try.',
  },
  'target-unreachable': {
    what: 'Zivver could not be reached',
    cause: (p: ErrorContext) =>
      `The connection to ${p.host ?? 'Zivver'} could not be made (${p.reason ?? 'no reason given'}). Nothing was sent.`,
    solution:
      'Check that this machine may connect to https://*.zivver.com on port 443, directly or through the configured proxy, then try again.',
  },
  'target-key-refused': {
    what: 'Zivver refused the API key',
    cause: (p: ErrorContext) =>
      typeof p.status === 'number'
        ? `Zivver answered ${p.status}. The key was mistyped or revoked, or its administrator was deleted.`
        : 'The key is empty or has characters that no key has; it was not sent.',
    solution:
      'Make a new API key in the Zivver administration, set it as COUNTERSIGN_ZIVVER_API_KEY, and start Countersign again.',
  },
  'target-unavailable': {
    what: 'Zivver is not working at the moment',
    cause: (p: ErrorContext) =>
      typeof p.status === 'number' ? `Zivver answered ${p.status}.` : 'Zivver gave no answer in time.',
    solution: 'Try again later. If it lasts, look at the status page of Zivver.',
  },
  'target-refused': {
    what: 'Zivver refused the change',
    cause: (p: ErrorContext) =>
      typeof p.said === 'string' && p.said !== ''
        ? `Zivver answered: “${p.said}”`
        : `Zivver answered ${p.status ?? 400} without a reason.`,
    solution:
      'Look the account up in the Zivver administration. If the answer is not clear, give it to Zivver support.',
  },
  'target-address-taken': {
    what: 'The address is already in use in Zivver, or is not yours',
    cause:
      'Zivver answered “Account is outside the organization”. It says so for an address that exists already (as an account, an alias or a guest) and for a domain your organisation has not claimed.',
    solution:
      'Search for the address in the Zivver administration. If it exists there, merge or rename that account; if not, claim the domain in Zivver.',
  },
  'target-readdress-refused': {
    what: 'Zivver did not take the new address',
    cause: (p: ErrorContext) =>
      `${typeof p.said === 'string' && p.said !== '' ? `Zivver answered: “${p.said}” ` : ''}Not every Zivver can change the address of a functional account through this interface. The account still has its old address; no second account was made.`,
    solution:
      'Change the address in the Zivver administration, or ask Zivver support to. Then make a new preview: Countersign knows the account by its id and finds it under the new address.',
  },
  'target-foreign-domain': {
    what: 'The domain of an address is not claimed in Zivver',
    cause: (p: ErrorContext) =>
      `Zivver does not count the domain of ${p.alias ?? 'this address'} as a domain of your organisation.`,
    solution: 'Claim the domain in the Zivver administration, or take the domain out of the configuration.',
  },
  'target-alias-taken': {
    what: 'An alias is an account of its own in Zivver',
    cause: (p: ErrorContext) =>
      `${p.alias ?? 'The alias'} already exists in Zivver as an account or as an alias of another account.`,
    solution:
      'Remove or merge that account in the Zivver administration, then run a preview again. Merging cannot be undone.',
  },
  'target-alias-guest': {
    what: 'An alias is a guest in Zivver',
    cause: (p: ErrorContext) => `Somebody registered ${p.alias ?? 'the alias'} as a Zivver guest account.`,
    solution:
      'An administrator can merge the guest into this account in Zivver, then run a preview again. Merging cannot be undone.',
  },
  'target-unknown-member': {
    what: 'Zivver does not know one of the delegates',
    cause: 'The member set holds an id that Zivver no longer knows: a deleted person, or an id that was dead already.',
    solution:
      'Run a preview again. If it returns, open the account in the Zivver administration and save its delegates once.',
  },
  'target-unknown-ou': {
    what: 'The organisational unit does not exist in Zivver',
    cause: (p: ErrorContext) => `Zivver knows no organisational unit “${p.division ?? ''}”.`,
    solution:
      'Create the unit in the Zivver administration, or correct target.zivverOrganizationalUnit in the configuration.',
  },
  'target-list-short': {
    what: 'Zivver gave an incomplete list',
    cause: (p: ErrorContext) =>
      `Zivver said it has ${p.expected ?? 'more'} and gave ${p.have ?? 'fewer'}. Nothing is decided on an incomplete list.`,
    solution: 'Try again. If it stays short, give these two numbers to Zivver support.',
  },
  'target-unexpected-answer': {
    what: 'Zivver answered something Countersign does not understand',
    cause: (p: ErrorContext) =>
      `Status ${p.status ?? 'unknown'}${typeof p.where === 'string' ? `, at ${p.where}` : ''}. A proxy or a portal on the way can be the reason.`,
    solution:
      'Check target.url in the configuration and any proxy on the way. If both are right, report it as a fault of Countersign.',
  },
  'target-url-insecure': {
    what: 'The address of Zivver is not safe',
    cause: 'The address in target.url does not begin with https://, so the API key would travel unencrypted.',
    solution: 'Correct target.url. Plain http is allowed on this machine only.',
  },
};
