import type { ErrorContext } from '../../errors.ts';

/** What only `doctor` finds, by code: what, why, what to do. */
export const problemsDoctor = {
  'doctor-node-too-old': {
    what: 'Node.js is too old',
    cause: (p: ErrorContext) => `This is ${p.version}; ${p.needed} is the oldest that works.`,
    solution: 'Install Node.js 24 LTS.',
  },
  'doctor-no-mailboxes': {
    what: 'No shared mailbox was found',
    cause: 'The account may list mailboxes, but there is none of the chosen types, or none in the organisational unit.',
    solution:
      'Check `mailboxes.types` and `exchangeOrganizationalUnit`. An Exchange OU is not one of Active Directory.',
  },
  'doctor-no-permissions': {
    what: 'Exchange does not show who has access',
    cause: (p: ErrorContext) =>
      `${p.command} answered nothing for every mailbox that was tried. Exchange shows at least the mailbox itself, so the account may not see it.`,
    solution:
      'Give the account View-Only Recipients or Global Reader. In a preview these mailboxes would be frozen: nobody gains or loses access.',
  },
  'doctor-domains-unseen': {
    what: 'A claimed domain has no account in Zivver yet',
    cause: (p: ErrorContext) => `Nobody in Zivver has an address in ${p.domains}.`,
    solution: 'Check in Zivver that the domain is claimed, and that the key belongs to this organisation.',
  },
  'doctor-unit-unseen': {
    what: 'An organisational unit is not used in Zivver yet',
    cause: (p: ErrorContext) => `No functional account is in ${p.units}. Zivver refuses a unit it does not know.`,
    solution: 'Make the unit in Zivver first, and compare its identifier with `target.zivverOrganizationalUnit`.',
  },
  'doctor-no-people': {
    what: 'There is nobody in Zivver yet',
    cause: 'No active personal account was read. Without one, nobody could open a functional account.',
    solution: 'Set up single sign-on and the personal accounts first, then synchronise functional accounts.',
  },
  'doctor-clock-off': {
    what: 'The clock of this machine is wrong',
    cause: (p: ErrorContext) =>
      `It is ${p.seconds} seconds ${String(p.behind) === 'true' ? 'behind' : 'ahead of'} Zivver’s.`,
    solution: 'Switch on time synchronisation. Certificates, tokens and expiring approvals depend on it.',
  },
};
