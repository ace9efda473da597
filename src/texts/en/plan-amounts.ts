/** What the guards over amounts say: one sentence with its number and limit, and what to do. */

import type { FindingFacts } from '../text-params.ts';
import { numberWords } from '../text-params.ts';

const { figure, counted } = numberWords('en-GB');

const accounts = (n: number) => counted(n, 'functional account', 'functional accounts');
const over = (limit: number | null) => (limit === null ? '' : ` (the limit is ${figure(limit)})`);
const lately = (f: FindingFacts) => (f.params.days === 7 ? 'in 7 days' : 'in 24 hours');

export const amountFindings = {
  'too-many-removals': {
    sentence: (f: FindingFacts) => `${counted(f.number, 'removal', 'removals')} in one plan${over(f.limit)}.`,
    remedy:
      'Check the source and the filter. If the removals are right, preview fewer mailboxes at a time, waive it for this plan or raise guards.removals.',
  },
  'too-many-removals-lately': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'removal', 'removals')} ${lately(f)}${over(f.limit)}; ${figure(Number(f.params.earlier ?? 0))} of them by earlier runs.`,
    remedy: 'Look at what the earlier runs took away. Wait, waive it for this plan, or raise guards.overTime.',
  },
  'too-many-grants': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'access right', 'access rights')} added to existing accounts in one plan${over(f.limit)}.`,
    remedy:
      'Check whether a large group was given FullAccess. If it is right, waive it for this plan or raise guards.access.',
  },
  'too-many-grants-lately': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'access right', 'access rights')} added to existing accounts ${lately(f)}${over(f.limit)}; ${figure(Number(f.params.earlier ?? 0))} of them by earlier runs.`,
    remedy: 'Look at what the earlier runs gave. Wait, waive it for this plan, or raise guards.overTime.',
  },
  'too-many-creates': {
    sentence: (f: FindingFacts) => `${counted(f.number, 'new account', 'new accounts')} in one plan${over(f.limit)}.`,
    remedy:
      'Check the filter and the mailbox types. For a first synchronisation: preview some mailboxes first, then waive it for the whole.',
  },
  'too-many-creates-lately': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'new account', 'new accounts')} ${lately(f)}${over(f.limit)}; ${figure(Number(f.params.earlier ?? 0))} of them by earlier runs.`,
    remedy: 'Check the filter and the mailbox types. Wait, waive it for this plan, or raise guards.overTime.',
  },
  'too-many-retires': {
    sentence: (f: FindingFacts) => `${accounts(f.number)} taken out of use in one plan${over(f.limit)}.`,
    remedy: 'Check that these mailboxes were meant to go. If so, waive it for this plan or raise guards.retires.',
  },
  'too-many-retires-lately': {
    sentence: (f: FindingFacts) =>
      `${accounts(f.number)} taken out of use ${lately(f)}${over(f.limit)}; ${figure(Number(f.params.earlier ?? 0))} of them by earlier runs.`,
    remedy: 'Check that these mailboxes were meant to go. Wait, waive it for this plan, or raise guards.overTime.',
  },
  'too-many-deletes': {
    sentence: (f: FindingFacts) => `${accounts(f.number)} deleted for good in one plan${over(f.limit)}.`,
    remedy: 'Nobody can waive this. Preview with sync.missing on retire, or raise guards.deletes knowingly.',
  },
  'too-many-deletes-lately': {
    sentence: (f: FindingFacts) =>
      `${accounts(f.number)} deleted for good ${lately(f)}${over(f.limit)}; ${figure(Number(f.params.earlier ?? 0))} of them by earlier runs.`,
    remedy: 'Nobody can waive this. Wait, or raise guards.deletes knowingly.',
  },
  'too-many-emptied': {
    sentence: (f: FindingFacts) => `${accounts(f.number)} that nobody can open after this plan${over(f.limit)}.`,
    remedy: 'Check the groups that gave the access. If it is right, waive it for this plan or raise guards.emptied.',
  },
  'account-loses-many': {
    sentence: (f: FindingFacts) => `${accounts(f.number)} where more people lose access than one plan may take.`,
    remedy: 'Check the groups of that mailbox. To decide on it, preview its address: that plan can be waived.',
  },
  'account-gains-many': {
    sentence: (f: FindingFacts) => `${accounts(f.number)} where more people gain access than one plan may give.`,
    remedy: 'Check the groups of that mailbox. To decide on it, preview its address: that plan can be waived.',
  },
};
