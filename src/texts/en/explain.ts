/** Explanations: why something is proposed for a mailbox or a person, or why it is not. */

import { numberWords } from '../text-params.ts';

const { counted } = numberWords('en-GB');

export const explain = {
  heading: {
    proposed: (name: string) => `Why a change is proposed for ${name}`,
    notProposed: (name: string) => `Why no change is proposed for ${name}`,
    person: (name: string) => `Which mailboxes ${name} can open, and why`,
    nothing: (asked: string) => `Nothing is known of “${asked}”`,
  },
  question: 'Which mailbox or person? For instance: explain sales@example.nl',
  nothing: 'No shared mailbox, functional account or person has this address or name. Check how it is written.',
  read: (moment: string) => `Both sides were read for this answer; Zivver on ${moment}. Nothing was changed.`,
  more: (n: number) => `${counted(n, 'more result', 'more results')}: give the whole address.`,
  verdicts: {
    proposed: 'Exchange and Zivver differ. A preview proposes the changes below.',
    'held-back': 'Exchange and Zivver differ, but every change is held back by a finding.',
    equal: 'Exchange and Zivver are equal, as far as Countersign may look.',
    'changes-off':
      'The configuration says that nothing new or changed is proposed (sync.newOrChanged), so nothing is compared here.',
    'left-out': 'The mailbox is left out, so nothing is compared.',
    'mailbox-gone': 'A mailbox belongs to this account, and Exchange did not show it. Nothing is proposed.',
    'not-known':
      'It is not known who has access to this mailbox in Exchange, so neither is whether both sides are equal. Nothing is gained or lost there.',
    'zivver-only': 'No mailbox belongs to this account. Countersign leaves it alone.',
  },
  leftOut: (reason: string, detail: string) => `Left out: ${reason}${detail === '' ? '' : ` (${detail})`}.`,
  facts: {
    exchange: 'Exchange says',
    zivver: 'Zivver says',
    link: 'Known to Countersign',
    proposed: 'Proposed',
    heldBack: 'Held back',
    past: 'Before',
    account: 'Account in Zivver',
  },
  absent: { exchange: 'no such mailbox', zivver: 'no such functional account' },
  aliases: (n: number) => counted(n, 'alias', 'aliases'),
  members: (n: number) => counted(n, 'member', 'members'),
  unit: (name: string) => `unit ${name}`,
  unreadable: 'people with access not readable',
  links: {
    none: 'not linked yet',
    match: 'found by its address, not managed',
    create: 'made by Countersign',
    adopt: 'adopted: managed by Countersign',
    assumed: 'probably made by Countersign, not managed until adopted',
  },
  accounts: { active: 'active', suspended: 'suspended', none: 'none' },
  columns: { person: 'Person', mailbox: 'Shared mailbox', why: 'Access, and why' },
  states: {
    'has-access': 'Has access on both sides',
    'will-gain': 'FullAccess in Exchange; gets access in Zivver',
    'will-lose': 'Access in Zivver, not in Exchange; loses it',
    'held-back': 'Differs; the change is held back',
    kept: 'Access in Zivver only; kept',
    'not-known': 'Access in Zivver; not known whether Exchange gives it too; kept',
    'not-compared': 'FullAccess in Exchange; not compared with Zivver',
    'no-account': 'FullAccess in Exchange, but no Zivver account',
    suspended: 'FullAccess in Exchange, but the Zivver account is suspended',
    orphaned: 'An entry in Exchange that belongs to nobody any more',
    ambiguous: 'Fits more than one account',
    unknown: 'Unknown to Exchange itself',
    foreign: 'Of another domain or forest, and opens no linked mailbox here',
    'group-not-expanded': 'A group whose members were not read',
    'group-cannot-hold-full-access': 'A group of a kind that cannot hold FullAccess',
    'no-address': 'Has no e-mail address',
  },
  via: (path: string) => `via ${path}`,
  direct: 'directly',
  nobody: 'Nobody has access on either side.',
  nowhere: 'This person has access to no shared mailbox on either side.',
  pastLine: (moment: string, kind: string, outcome: string) => `${moment}: ${kind}, ${outcome}`,
  noPast: 'no change by Countersign in the last 90 days',
};
