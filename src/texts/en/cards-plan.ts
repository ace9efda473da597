/** What cards say of a plan: what it holds, why it is refused, and where there is nothing to sign. */

import { numberWords } from '../text-params.ts';

const { figure, counted } = numberWords('en-GB');

const changes = (n: number) => counted(n, 'change', 'changes');
const accounts = (n: number) => counted(n, 'functional account', 'functional accounts');
const mailboxes = (n: number) => counted(n, 'shared mailbox', 'shared mailboxes');

export const cardsPlan = {
  plan: {
    heading: (n: number, m: number) => `${changes(n)} for ${accounts(m)}`,
    summary: (n: number, m: number, state: string) => `${changes(n)} for ${accounts(m)}. ${state}.`,
    requester: 'Asked for by',
    read: (source: string) => `Read: ${source}`,
    readMailboxes: (n: number, moment: string) => `${mailboxes(n)}, ${moment}`,
    readIncomplete: (reason: string) => `incomplete, ${reason}`,
    readFrozen: (n: number) => `${figure(n)} not readable`,
    readTarget: 'Read: Zivver',
    readAccounts: (n: number, people: string, moment: string) => `${accounts(n)}, ${people}, ${moment}`,
    people: (n: number) => counted(n, 'person', 'people'),
    basis: 'What this plan was computed from',
    scope: (n: number, total: number) => `${figure(n)} of ${mailboxes(total)} in scope`,
    leftOut: 'Left out',
    leftOutCount: (reason: string, n: number) => `${reason}: ${figure(n)}`,
    notRead: (type: string, n: number) => `${type}, not read: ${figure(n)}`,
    sections: 'Changes, most dangerous first',
    section: (className: string, n: number, m: number) => `${className}: ${changes(n)} for ${accounts(m)}`,
    findings: 'Findings',
    effects: { info: 'For your information', warn: 'Warning', withhold: 'Held back', block: 'Blocks this plan' },
    remedy: (text: string) => `What to do: ${text}`,
    approval: 'Approval',
    votes: (have: number, need: number) => `${figure(have)} of ${counted(need, 'approval', 'approvals')} given`,
    votesBy: (names: string) => `by ${names}`,
    expires: (moment: string) => `Expires ${moment}`,
    typed: 'To approve: how many accounts are deleted for good?',
    typedHint: 'The number',
    waiveReason: 'Reason (needed to waive)',
    waiveReasonHint: 'Why may this plan do more than the limit?',
    comment: 'Comment (needed to reject)',
    commentHint: 'Why do you approve or reject?',
    mayNotDecide: 'You can look at this plan; deciding is for approvers.',
    mute: 'When rejecting: do not propose these changes again until their shared mailboxes change',
    waiting: (id: string, moment: string) =>
      `${id} was approved and is not finished: it waits for Zivver until ${moment} and then goes on by itself. To end it, say “stop”.`,
    waitingToo: 'What it has still to do may stand in this plan as well; nothing is done twice.',
    undoes: (runId: string) =>
      `This plan undoes ${runId}. What is undone is not proposed again until its shared mailbox changes.`,
    blocked: 'This plan is blocked. It cannot be approved until the finding that blocks it is solved.',
    blockedWaivable:
      'This plan is blocked. An approver can lift the block from this one plan, with a reason; then it waits for approval.',
    waived: (by: string) => `Waived by ${by} for this plan.`,
    waivedBecause: (by: string, reason: string) => `Waived by ${by} for this plan: ${reason}`,
    filter: { include: 'Filter, included', exclude: 'Filter, left out' },
    filterValue: (text: string, n: number) => `${text}: ${figure(n)}`,
    exactly: 'Approve applies exactly these changes and nothing else.',
    frozen: 'not readable',
    unexpressed: (n: number) => `${figure(n)} without a Zivver account`,
  },
  reason: {
    heading: (id: string) => `Why do you reject ${id}?`,
    explain: 'The person who asked for the plan sees your reason. Nothing is changed in Zivver.',
    label: 'Reason',
    hint: 'For instance: the filter is wrong',
    missing: 'Write a reason first.',
  },
  nothingToDo: {
    heading: (n: number) => `${mailboxes(n)} compared: nothing to do`,
    explain: 'Zivver is equal to Exchange for everything in scope.',
    withheld: 'There are differences, and all of them are held back. The findings say why.',
  },
  overtaken: {
    heading: 'A newer reading came first',
    explain: (readAt: string, newerReadAt: string) =>
      `What this preview read at ${readAt} is older than a reading of ${newerReadAt} that ended before it. Nothing is proposed from the older one.`,
    stands: (id: string) => `Plan ${id} comes from the newer reading, and waits.`,
    standsForSome: (id: string, n: number) =>
      `Plan ${id} comes from the newer reading, and waits. It is about ${mailboxes(n)} only: it does not say how all the others are.`,
    whatNow:
      'Look at that plan first, when it is urgent: a new preview of everything takes its place, and proposes what it proposes too.',
    nothingWaits: 'No plan of the newer reading waits. Preview again to see how things are now.',
  },
};
