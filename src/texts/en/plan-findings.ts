/** What the guards say about a plan: one sentence with its number and limit, and what to do. Addresses are shown apart. */

import { ownEntry } from '../own-entry.ts';
import type { FindingFacts } from '../text-params.ts';
import { numberWords } from '../text-params.ts';
import { amountFindings } from './plan-amounts.ts';

const { figure, counted } = numberWords('en-GB');

const accounts = (n: number) => counted(n, 'functional account', 'functional accounts');
const mailboxes = (n: number) => counted(n, 'shared mailbox', 'shared mailboxes');
const aliases = (n: number) => counted(n, 'alias', 'aliases');
const over = (limit: number | null) => (limit === null ? '' : ` (the limit is ${figure(limit)})`);
const from = (f: FindingFacts) => (f.params.source === undefined ? '' : ` from ${f.params.source}`);
const types = (f: FindingFacts) => (f.params.types === undefined ? '' : ` (${f.params.types})`);
const of = (f: FindingFacts) => (f.params.source === undefined ? '' : ` of ${f.params.source}`);
const outOf = (f: FindingFacts) => (f.limit === null ? figure(f.number) : `${figure(f.number)} of ${figure(f.limit)}`);

/** Why permissions did not come from the list, in half a sentence; the codes are those of problems-bulk.ts. */
const whyOneByOne: Readonly<Record<string, (f: FindingFacts) => string>> = {
  'bulk-permissions-differ': (f) => `${f.params.place ?? 'a mailbox'} showed others on its own than in the list`,
  'bulk-permissions-refused': () => 'Exchange refused the list with descriptors',
  'bulk-permissions-old-module': (f) => `module ${f.params.version ?? ''} does not know descriptors`,
  'bulk-permissions-unclear': () => 'no descriptor in the list was clear',
  'bulk-permissions-unchecked': () => 'too little of the sample could be read',
};

/** Why who has access could not be told, after the number of mailboxes; the codes are reasons of the reading. */
const whyFrozen: Readonly<Record<string, string>> = {
  'deny-group-unreadable':
    ': FullAccess is denied to a group whose members were not read, so it is not certain who has access',
  'deny-unidentified':
    ': FullAccess is denied to a name that could not be identified, so it is not certain who has access',
};

export const planFindings = {
  'accounts-incomplete': {
    sentence: (f: FindingFacts) =>
      `${outOf(f)} functional accounts came back: Zivver’s list is incomplete. No plan can be made from it.`,
    remedy: 'Try again in a few minutes. If it stays short, ask Zivver support.',
  },
  'people-incomplete': {
    sentence: (f: FindingFacts) =>
      `${outOf(f)} people came back: Zivver’s list of people is incomplete. Nobody loses access in this plan.`,
    remedy: 'Try again in a few minutes. If it stays short, ask Zivver support.',
  },
  'source-incomplete': {
    sentence: (f: FindingFacts) =>
      `${outOf(f)} mailboxes were read${from(f)}: the list is incomplete. No mailbox counts as missing.`,
    remedy: 'See the problems of the source, solve them, then make a new preview.',
  },
  'source-empty': {
    sentence: (f: FindingFacts) => `0 mailboxes were read${from(f)}. An empty reading is never applied.`,
    remedy: 'Check the connection, the mailbox types and the organisational unit of the source.',
  },
  'source-shrank': {
    sentence: (f: FindingFacts) =>
      `${mailboxes(f.number)} fewer than in the last good reading${of(f)}${over(f.limit)}${types(f)}. ${f.params.undecided === undefined ? 'Nothing is taken away in this plan.' : 'This plan only takes away.'}`,
    remedy:
      'Check the source, and whether those mailboxes were really removed. If it was repaired, make a new preview. If they are gone, sign the plan made from this reading: that accepts it. A plan that only takes away is waived first.',
  },
  'source-problems': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'problem', 'problems')} in the reading${from(f)}: what could not be used, or what got no answer.`,
    remedy: 'Solve them at the source, then make a new preview. The report names each one.',
  },
  'source-said': {
    sentence: (f: FindingFacts) => `${counted(f.number, 'message', 'messages')}${from(f)}.`,
    remedy: '',
  },
  'unread-because': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'shared mailbox or group', 'shared mailboxes or groups')}${of(f)} got no answer.`,
    remedy: 'If it happens again, “doctor” tries each question and says what to do.',
  },
  'bulk-road-left': {
    sentence: (f: FindingFacts) =>
      `The permissions${of(f)} were read mailbox by mailbox, which takes longer: ${ownEntry(whyOneByOne, String(f.params.code))?.(f) ?? 'the list could not be used'}.`,
    remedy: 'Nothing is missing. If it happens every time, set bulkPermissions: off for this source.',
  },
  'certificate-expires': {
    sentence: (f: FindingFacts) => `The certificate${of(f)} is valid until ${f.params.until ?? 'a day soon'}.`,
    remedy: 'Make a new one now and upload its public part; both can stand in the app registration together.',
  },
  'mailbox-frozen': {
    sentence: (f: FindingFacts) =>
      `${mailboxes(f.number)}${ownEntry(whyFrozen, String(f.params.reason)) ?? ' did not show who has access'}. Nothing is gained or lost there in this plan.`,
    remedy:
      'Check whether Countersign may read their permissions, and correct or remove a Deny of FullAccess for a name that fits nobody or several. Then make a new preview.',
  },
  'delegates-unresolved': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'holder', 'holders')} of FullAccess could not be identified. Nobody loses access to those mailboxes.`,
    remedy: 'Clean up orphaned or ambiguous permissions in Exchange.',
  },
  'sensitive-gains-access': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'access right', 'access rights')} added to mailboxes named as sensitive. Somebody other than the requester must approve.`,
    remedy: 'Look at each name before you sign.',
  },
  'protected-address': {
    sentence: (f: FindingFacts) => `${counted(f.number, 'change', 'changes')} on protected addresses: left out.`,
    remedy: 'Take the address out of mailboxes.protectedAddresses if it should be synchronised.',
  },
  'filter-value-unmatched': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'value of the address filter matches', 'values of the address filter match')} no mailbox.`,
    remedy: 'Check the spelling in mailboxes.filter.',
  },
  'unit-unseen': {
    sentence: (f: FindingFacts) =>
      `No account in Zivver has the organisational unit “${f.params.unit ?? ''}” yet; ${counted(f.number, 'account gets it', 'accounts get it')} in this plan.`,
    remedy: 'Check in Zivver that the unit exists and that its identifier is written exactly so.',
  },
  'unit-refused': {
    sentence: (f: FindingFacts) =>
      `Zivver refused the organisational unit “${f.params.unit ?? ''}” less than a day ago; ${counted(f.number, 'change waits', 'changes wait')} for it.`,
    remedy: 'Correct target.zivverOrganizationalUnit, or make the unit in Zivver. It is tried again a day later.',
  },
  'changed-back': {
    sentence: (f: FindingFacts) =>
      f.params.times === 'again'
        ? `${counted(f.number, 'change was', 'changes were')} made more than once in 7 days and undone in Zivver each time. Another program writes here; Countersign does not fight it.`
        : `${counted(f.number, 'change', 'changes')} of an earlier run undone in Zivver within 7 days. Another program or person writes here.`,
    remedy: 'Find out what else changes these accounts (an older synchronisation tool?) and stop it.',
  },
  ...amountFindings,
  'foreign-domain': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'address', 'addresses')} outside the claimed domains, which Zivver would refuse.`,
    remedy: 'Claim the domain in Zivver and add it to target.domains, or leave the addresses out.',
  },
  'type-conflict': {
    sentence: (f: FindingFacts) =>
      `${mailboxes(f.number)} with a personal account under the same address. Nothing is changed there.`,
    remedy: 'Remove or re-address the personal account in Zivver first; the account type cannot be changed.',
  },
  'duplicate-address': {
    sentence: (f: FindingFacts) =>
      `${mailboxes(f.number)} with an address that another mailbox has as well: not synchronised.`,
    remedy: 'Give each mailbox an address of its own.',
  },
  'alias-taken': {
    sentence: (f: FindingFacts) => `${aliases(f.number)} already in use by another account: left out.`,
    remedy: 'Remove the address from the other account in Zivver, or from the mailbox.',
  },
  'nobody-could-open': {
    sentence: (f: FindingFacts) =>
      `${mailboxes(f.number)} without anybody who could open the mail. No account is created.`,
    remedy: 'Give somebody with an active Zivver account FullAccess on the mailbox.',
  },
  'delegates-not-in-zivver': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'FullAccess permission', 'FullAccess permissions')} of people without an active Zivver account. Those give no access.`,
    remedy: 'Create or activate their personal Zivver accounts; the next preview proposes the access.',
  },
  'foreign-members': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'member that is not a person', 'members that are not people')} in functional accounts: kept.`,
    remedy: 'Remove them in Zivver if they should not be there.',
  },
  'dangling-members': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'member', 'members')} of functional accounts unknown to Zivver. Access is not changed there.`,
    remedy: 'Open these accounts in Zivver and remove the unknown members.',
  },
  'added-in-zivver': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'access right', 'access rights')} in Zivver that Exchange was never seen to grant.`,
    remedy: 'Give FullAccess in Exchange to keep it, or set sync.addedInZivver to keep.',
  },
  'address-swap': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'mailbox takes', 'mailboxes take')} each other’s primary address. That cannot be done step by step.`,
    remedy: 'Give one of them a temporary address in Exchange, apply, then give it the final one.',
  },
  'address-taken': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'new primary address', 'new primary addresses')} still in use by another account.`,
    remedy: 'Rename the account in Zivver, then make a new preview.',
  },
  'ambiguous-match': {
    sentence: (f: FindingFacts) =>
      `${mailboxes(f.number)} with more than one matching account, or sharing one. Countersign does not guess.`,
    remedy: 'Decide in Zivver and Exchange which account and mailbox belong together.',
  },
  'linked-accounts-absent': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'known functional account is', 'known functional accounts are')} absent from Zivver${over(f.limit)}. Is this the key of another organisation?`,
    remedy: 'Check the API key and the organisation it belongs to.',
  },
  'link-stale': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'known functional account no longer exists', 'known functional accounts no longer exist')} in Zivver.`,
    remedy: 'Check who removed them. They are proposed again as new accounts.',
  },
  'mailbox-missing': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'shared mailbox no longer exists', 'shared mailboxes no longer exist')} in Exchange.`,
    remedy: 'With sync.missing on retire or delete their accounts are proposed for it; on keep they stay.',
  },
  'look-up-unanswered': {
    sentence: (f: FindingFacts) => `${mailboxes(f.number)} could not be looked up. Nothing changes there.`,
    remedy: 'Make a new preview when the source answers again.',
  },
  'scope-changed': {
    sentence: (f: FindingFacts) =>
      `The sources or the scope changed since the last plan. This first plan takes nothing away; ${counted(f.number, 'removal is', 'removals are')} held back.`,
    remedy: 'Decide on this plan, then make a new preview.',
  },
  'account-emptied': {
    sentence: (f: FindingFacts) => `${accounts(f.number)} that nobody can open after this plan.`,
    remedy: 'Check that this is meant; otherwise give somebody FullAccess on the mailbox first.',
  },
  'zivver-only': {
    sentence: (f: FindingFacts) => `${accounts(f.number)} in Zivver without a mailbox in scope: left untouched.`,
    remedy: '',
  },
  'adoption-takes-nothing': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'removal', 'removals')} on accounts that are taken over in this plan. A take-over takes nothing away.`,
    remedy: 'Apply this plan; the next preview proposes the removals.',
  },
  'out-of-scope-kept': {
    sentence: (f: FindingFacts) =>
      `${accounts(f.number)} with a shared mailbox that is no longer in scope: left untouched.`,
    remedy: 'Widen the scope to keep them up to date.',
  },
  muted: {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'change is', 'changes are')} not proposed because somebody muted them.`,
    remedy: 'Unmute an address to see its changes again.',
  },
  'undo-deleted': {
    sentence: (f: FindingFacts) =>
      `${accounts(f.number)} deleted by the run: a deletion cannot be undone, their messages are lost.`,
    remedy: 'If the mailbox still exists, a preview proposes a new, empty account.',
  },
  'undo-changed-since': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'change', 'changes')} of the run no longer as it left them: not undone.`,
    remedy: 'Look at the account in Zivver and correct it there if that is needed.',
  },
  'undo-person-gone': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'person', 'people')} who would get access back without an active Zivver account: left out.`,
    remedy: 'Activate the person in Zivver, then undo again.',
  },
  'undo-adoption-stays': {
    sentence: (f: FindingFacts) =>
      `${accounts(f.number)} taken over by the run: they stay managed, nothing was changed in Zivver for that.`,
    remedy: '',
  },
  'undo-account-stays': {
    sentence: (f: FindingFacts) =>
      `${accounts(f.number)} made by the run: they are taken out of use, never deleted, because messages may have arrived.`,
    remedy: 'Delete them in Zivver if they are certainly empty.',
  },
  'undo-not-happened': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'change', 'changes')} of the run that did not happen, or of which that is not certain: nothing to undo.`,
    remedy: '',
  },
  'remote-mailboxes': {
    sentence: (f: FindingFacts) =>
      `${counted(f.number, 'shared mailbox lives', 'shared mailboxes live')} in Exchange Online and cannot be read here.`,
    remedy: 'Add an Exchange Online source.',
  },
};
