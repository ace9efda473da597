/** What stands in a plan: kinds of mutation, danger classes, reasons, states. Findings are in plan-findings.ts. */

import { numberWords } from '../text-params.ts';
import { planFindings } from './plan-findings.ts';
import { planOutcomes } from './plan-outcomes.ts';

const { figure, counted } = numberWords('en-GB');

export const plan = {
  /** `label` stands before the value on a card; `count` is for line-ups. */
  kinds: {
    create: { label: 'New account', count: (n: number) => counted(n, 'new account', 'new accounts') },
    adopt: {
      label: 'Existing account, managed from now on',
      count: (n: number) => counted(n, 'existing account taken over', 'existing accounts taken over'),
    },
    rename: { label: 'Name', count: (n: number) => counted(n, 'new name', 'new names') },
    'add-alias': { label: 'Alias added', count: (n: number) => counted(n, 'alias added', 'aliases added') },
    grant: { label: 'Gets access', count: (n: number) => counted(n, 'access right added', 'access rights added') },
    'remove-alias': { label: 'Alias removed', count: (n: number) => counted(n, 'alias removed', 'aliases removed') },
    revoke: {
      label: 'Loses access',
      count: (n: number) => counted(n, 'access right removed', 'access rights removed'),
    },
    'reassign-ou': {
      label: 'Organisational unit',
      count: (n: number) => counted(n, 'move to another OU', 'moves to another OU'),
    },
    readdress: { label: 'Address', count: (n: number) => counted(n, 'new primary address', 'new primary addresses') },
    retire: {
      label: 'Taken out of use',
      count: (n: number) => counted(n, 'account taken out of use', 'accounts taken out of use'),
    },
    delete: { label: 'Deleted', count: (n: number) => counted(n, 'account deleted', 'accounts deleted') },
  },
  /** Said under a retire and a delete: what goes with the account. */
  emptied: (people: number, aliases: number) =>
    `${counted(people, 'person loses', 'people lose')} access, ${counted(aliases, 'alias goes', 'aliases go')}`,
  retireMeans: 'Messages stay; new ones may arrive unread',
  deleteMeans: 'Every message of the account is lost for good',
  nothingSet: '(none)',
  via: (groups: string) => `through ${groups}`,
  classes: {
    change: { name: 'Change', meaning: 'nobody gains or loses access' },
    access: { name: 'More access', meaning: 'somebody can read or receive more' },
    removal: { name: 'Removal', meaning: 'something is taken away' },
    destruction: { name: 'Destruction', meaning: 'cannot be undone' },
  },
  reasons: {
    'new-mailbox': 'No functional account has the address of this shared mailbox',
    'account-exists': 'The account already exists and was not managed by Countersign yet',
    'name-differs': 'The shared mailbox has another name',
    'alias-missing': 'The shared mailbox has this address, the account does not',
    'alias-surplus': 'The shared mailbox does not have this address',
    'has-full-access': 'Has FullAccess on the shared mailbox in Exchange',
    'no-full-access': 'Had FullAccess in Exchange and no longer has it',
    'added-in-zivver': 'Was added in Zivver; Exchange was never seen to grant it',
    'ou-differs': 'The organisational unit should be another one',
    'address-changed': 'The shared mailbox has a new primary address',
    'mailbox-gone': 'The shared mailbox was looked up in Exchange and no longer exists',
    'undoes-run': 'Undoes what an earlier run did',
  },
  states: {
    blocked: 'Blocked',
    proposed: 'Waits for a decision',
    approved: 'Approved',
    applying: 'Being applied',
    applied: 'Applied',
    'partly-applied': 'Partly applied',
    stopped: 'Stopped',
    failed: 'Failed',
    rejected: 'Rejected',
    superseded: 'Superseded',
    expired: 'Expired',
    withdrawn: 'Withdrawn',
  },
  leftOut: {
    'type-not-selected': 'Mailbox type is not selected',
    'remote-mailbox': 'Lives in Exchange Online, read it there',
    'no-address': 'Has no e-mail address',
    'foreign-domain': 'Address is outside the claimed domains',
    'filtered-out': 'Left out by the filter',
    'protected-address': 'Protected address, never touched',
    'duplicate-address': 'Shares its address with another mailbox',
    'not-asked-for': 'Not asked for in this preview',
    'nobody-could-open': 'Nobody with an active Zivver account could open it',
    'type-conflict': 'A personal account stands under its address',
    'ambiguous-match': 'It is not certain which account belongs to it',
  },
  unexpressed: {
    'no-account': 'has no Zivver account',
    suspended: 'is suspended in Zivver',
    orphaned: 'no longer exists in Exchange',
    ambiguous: 'fits more than one recipient',
    unknown: 'is unknown to Exchange',
    foreign: 'is of another domain or forest, and opens no linked mailbox here',
    'group-not-expanded': 'is a group whose members were not read',
    'group-cannot-hold-full-access': 'is a kind of group that cannot hold FullAccess',
    'no-address': 'has no e-mail address',
  },
  /** Why it is not known who has access to a mailbox. */
  unreadable: {
    'permissions-unreadable': 'its permissions were not shown',
    'deny-group-unreadable': 'a denied group was not read',
    'deny-unidentified': 'a denied name could not be identified',
    'not-asked': 'not asked yet',
  },
  incomplete: {
    'list-shorter-than-total': 'the list is shorter than its total says',
    'bad-rows': 'some rows could not be used',
    'read-failed': 'a query failed on the way',
    'source-failed': 'the source gave nothing',
  },
  /** Who has to agree. */
  approvalRule: (votes: number, secondPerson: boolean) => {
    if (secondPerson && votes === 1)
      return '1 approval is needed, by somebody other than the person who asked for this plan. Nobody approves access for himself or herself.';
    if (secondPerson)
      return `${figure(votes)} approvals are needed, and the person who asked for this plan does not count. Nobody approves access for himself or herself.`;
    return `${counted(votes, 'approval is', 'approvals are')} needed. Nobody approves access for himself or herself.`;
  },
  namedRule: (classes: string) => `Only people named for “${classes}” (approval.approversFor) may approve this plan.`,
  typedRule: 'Whoever approves types how many accounts are deleted for good.',
  waivedRule: 'Whoever waived a block of this plan does not count as the second person.',
  findings: planFindings,
  outcomes: planOutcomes,
};
