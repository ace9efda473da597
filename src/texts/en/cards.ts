/** Labels, headings and lines of the cards. Sentences about plans, findings and refusals are in their own sections. */

import { numberWords } from '../text-params.ts';
import { cardsHelp } from './cards-help.ts';
import { cardsPlan } from './cards-plan.ts';
import { cardsRun } from './cards-run.ts';
import { cardsSteppingIn } from './cards-stepping-in.ts';

const { figure, counted } = numberWords('en-GB');

const changes = (n: number) => counted(n, 'change', 'changes');
const accounts = (n: number) => counted(n, 'functional account', 'functional accounts');
const mailboxes = (n: number) => counted(n, 'shared mailbox', 'shared mailboxes');

export const cards = {
  buttons: {
    approve: 'Approve',
    reject: 'Reject',
    waive: 'Waive and propose',
    backToPlan: 'Back to the plan',
    showPlan: 'Show that plan',
    showMore: 'Show more',
    backToStart: 'Back to the start',
    report: 'Download report',
    preview: 'New preview',
    search: 'Search',
    stop: 'Stop',
    resume: 'Resume',
    undo: 'Propose undo',
    uncertain: 'Decide what is uncertain',
    happened: 'It happened',
    notHappened: 'It did not happen',
  },
  common: {
    somebody: 'somebody with the right role',
    namesHidden:
      'Names and addresses are not shown in this conversation. You see them in your personal chat with Countersign and in the report.',
    moreInReport: (n: number) => `… and ${figure(n)} more, in the report`,
    more: (n: number) => `… and ${figure(n)} more`,
    andMore: (n: number) => `and ${figure(n)} more`,
    none: 'none',
    changeOf: (before: string, after: string) => `${before} → ${after}`,
    planAndFingerprint: (id: string, fingerprint: string) => `${id} · fingerprint ${fingerprint}`,
    changes,
    changesForAccounts: (n: number, m: number) => `${changes(n)} for ${accounts(m)}`,
    rowsShown: (first: number, last: number, total: number) =>
      `Rows ${figure(first)} to ${figure(last)} of ${figure(total)}`,
    byOn: (name: string, moment: string) => `${name}, ${moment}`,
    seconds: (n: number) => `${figure(n)} s`,
    minutes: (m: number, s: number) => (s === 0 ? `${figure(m)} min` : `${figure(m)} min ${s} s`),
    hours: (h: number, m: number) => (m === 0 ? `${figure(h)} h` : `${figure(h)} h ${m} min`),
  },
  columns: {
    danger: 'Danger class',
    changes: 'Changes',
    account: 'Functional account',
    change: 'Change',
    mailbox: 'Shared mailbox',
    type: 'Type',
    people: 'People with access',
    what: 'What',
    outcome: 'Outcome',
    cause: 'Cause and what to do',
    command: 'Command',
    meaning: 'What it does',
    plan: 'Plan',
    state: 'State',
  },
  progress: {
    heading: 'Preview in progress',
    step: (n: number, total: number, name: string) => `Step ${n} of ${total}: ${name}`,
    steps: {
      read: 'read',
      normalize: 'normalize',
      match: 'match',
      diff: 'compare',
      guard: 'check',
      propose: 'propose',
      approve: 'approve',
      apply: 'apply',
      verify: 'verify',
    },
    what: {
      connecting: 'Connecting',
      mailboxes: 'Shared mailboxes',
      recipients: 'People, groups and mailboxes that Exchange knows',
      delegates: 'People with access',
      sample: 'Sample of mailboxes, read one by one; the list gives the others if it agrees',
      names: 'Mailboxes asked again for a name that fits several people or nobody',
      groups: 'Groups read for their members',
      accounts: 'Functional accounts',
      people: 'People in Zivver',
      comparing: 'Comparing',
      items: 'Steps',
      'read-back': 'Accounts read back',
    },
    count: (what: string, done: number, total: number | null) =>
      total === null ? `${what}: ${figure(done)} so far` : `${what}: ${figure(done)} of ${figure(total)}`,
    where: (name: string) => `Waiting for ${name}`,
    waiting: (until: string) => `Told to wait until ${until} because of a rate limit`,
    started: 'Started',
    elapsed: 'Busy for',
    nothingChanges: 'Nothing is changed by a preview.',
  },
  ...cardsPlan,
  ...cardsRun,
  problem: {
    heading: 'Something went wrong',
    cause: 'Cause',
    solution: 'What to do',
    code: 'Code',
    more: 'More',
    moreLink: 'what this code means',
    unknownWhat: 'Countersign could not do this.',
    unknownCause: 'There is no explanation for this problem here yet.',
    unknownSolution: (reference: string) =>
      `Look for ${reference === '' ? 'the code' : reference} in the log of Countersign, or give it to your administrator.`,
  },
  refusal: { heading: 'Not done' },
  help: cardsHelp,
  mailboxes: {
    heading: (n: number, total: number) => `${figure(n)} of ${mailboxes(total)} in scope`,
    found: (n: number, text: string) => `${mailboxes(n)} with “${text}”`,
    search: 'Search by name or address',
    nothing: 'No shared mailbox matches.',
    explain: 'Before any comparison with Zivver. Nothing is changed.',
  },
  history: {
    heading: (n: number) => `${counted(n, 'plan', 'plans')}, newest first`,
    none: 'There are no plans yet. Say “preview” to make one.',
  },
  status: {
    heading: 'Status',
    waiting: (n: number) => `${counted(n, 'plan waits', 'plans wait')} for a decision`,
    nothingWaits: 'No plan waits for a decision.',
    running: 'Running now',
    runningCount: (planId: string, done: number, total: number) =>
      `${planId}: ${figure(done)} of ${figure(total)} calls`,
    idle: 'nothing',
    lastRun: 'Last run',
    noRun: 'no run yet',
    links: 'Known accounts',
    linkCount: (total: number, owned: number) => `${figure(total)}, of which ${figure(owned)} managed by Countersign`,
    sources: 'Reads from',
    target: 'Writes to',
  },
  whoami: {
    heading: 'Who you are',
    name: 'Name',
    address: 'Address',
    id: 'Entra object id',
    tenant: 'Entra tenant',
    roles: 'You may',
    reader: 'look',
    operator: 'start a preview',
    approver: 'approve and reject',
    noRole: 'nothing here',
    approves: 'Plans you may approve',
    approvesNone: 'none: other people are named for every class',
  },
  report: {
    heading: 'Report',
    of: (id: string) => `Report of ${id}`,
    explain: (moment: string) => `The links work until ${moment}. Each download is recorded.`,
    formats: { html: 'Web page', csv: 'CSV', json: 'JSON', xlsx: 'Excel' },
  },
  ...cardsSteppingIn,
};
