/** Parts of a plan: the buttons that make them, what is not in them and why; and what a big plan consists of. */

import { numberWords } from '../text-params.ts';

const { figure, counted } = numberWords('en-GB');
const accounts = (n: number) => counted(n, 'functional account', 'functional accounts');
const changes = (n: number) => counted(n, 'change', 'changes');

export const parts = {
  buttons: {
    first: (n: number) => `First ${figure(n)} only`,
    additions: 'Additions only',
    leaveOut: 'Leave out…',
    make: 'Make this part',
  },
  partOf: (id: string, what: string) => `Part of ${id}: ${what}.`,
  choices: {
    first: (n: number) => `its first ${accounts(n)}`,
    additions: 'only what takes nothing away',
    leaveOut: (what: string) => `without ${what}`,
    kinds: 'chosen kinds of change',
    domains: 'chosen domains',
    findings: 'accounts of chosen findings',
    accounts: 'chosen accounts',
  },
  dropped: (n: number, m: number, reason: string) => `${changes(n)} for ${accounts(m)} not in this part: ${reason}.`,
  reasons: {
    'not-chosen': 'left out by choice',
    'account-not-created': 'this part does not create the account',
    'address-not-released': 'the address it needs stays with another account',
    'nobody-could-open': 'nobody could open the new account',
    'would-be-emptied': 'nobody could open the account afterwards',
  },
  rest: 'When this part is approved, the whole plan no longer waits; the next preview proposes the rest.',
  superseded: {
    'part-approved': (id: string) =>
      `A part of it, ${id}, was approved. A new preview proposes what is still needed of the rest.`,
    'whole-approved': (id: string) => `The whole plan it was a part of, ${id}, was approved.`,
  },
  form: {
    heading: (id: string) => `What do you leave out of ${id}?`,
    explain: 'The rest becomes a plan of its own, with its own fingerprint and approval. Nothing is approved yet.',
    depends: 'Whatever depends on something that you leave out is left out too, and the new card says so.',
    kinds: 'Kinds of change',
    domains: 'Domains',
    findings: 'Accounts that a finding is about',
    accounts: 'Addresses of functional accounts',
    accountsHint: 'One on each line, or with commas between them',
  },
  making: 'The part is being made. Its card follows in this conversation.',
  overview: {
    domains: 'By domain',
    units: 'By organisational unit',
    accounts,
    andMore: (n: number) => `and ${counted(n, 'other', 'others')}`,
    unusual: (n: number, total: number) => `Unusual first: ${figure(n)} of ${accounts(total)}`,
    samples: 'Ordinary ones, as a sample',
    content: (people: number, aliases: number) =>
      `${counted(people, 'person gains', 'people gain')} access${aliases === 0 ? '' : `, ${counted(aliases, 'alias', 'aliases')}`}`,
    traits: {
      'taken-away': 'something is taken away',
      'many-people': 'far more people than the others',
      'other-domain-people': 'somebody of another domain gains access',
      'one-person': 'one person alone can open it',
      'many-aliases': 'far more aliases than the others',
      'rare-domain': 'one of the few in this domain',
      'name-is-address': 'has no name of its own',
    },
  },
};
