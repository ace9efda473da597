import { numberWords, type TextParams } from '../text-params.ts';

const { figure, counted } = numberWords('en-GB');

/** What only the console says. Sentences about plans, findings, refusals and problems are in their own sections. */
export const console = {
  steps: {
    read: 'read',
    normalize: 'normalize',
    match: 'match',
    diff: 'diff',
    guard: 'guard',
    propose: 'propose',
    approve: 'approve',
    apply: 'apply',
    verify: 'verify',
  },
  counted: {
    connecting: 'connecting',
    mailboxes: 'mailboxes',
    recipients: 'people, groups and mailboxes that Exchange knows',
    delegates: 'delegates of mailboxes',
    sample: 'mailboxes of a sample read one by one; the list gives the others if it agrees',
    names: 'mailboxes asked again for a name that fits several people or nobody',
    groups: 'groups read for their members',
    accounts: 'functional accounts',
    people: 'people',
    comparing: 'comparing',
    items: 'changes',
    'read-back': 'accounts read back',
  },
  progress: ({
    step,
    what,
    done,
    total,
    where,
  }: {
    readonly step: string;
    readonly what: string;
    readonly done: number;
    readonly total: number | null;
    readonly where: string;
  }) => {
    const soFar = total === null ? figure(done) : `${figure(done)} of ${figure(total)}`;
    return `${step}: ${what}${total === null && done === 0 ? '' : ` ${soFar}`}${where === '' ? '' : ` (${where})`}`;
  },
  waiting: (moment: string) => `waiting until ${moment}`,
  plan: (id: string, state: string) => `Plan ${id} · ${state}`,
  refreshed: 'This plan was already waiting; nothing new was found.',
  superseded: (ids: string) => `It replaces ${ids}.`,
  labels: {
    fingerprint: 'Fingerprint',
    requester: 'Asked for by',
    created: 'Made',
    expires: 'Expires',
    read: 'Read',
    scope: 'In scope',
    leftOut: 'Left out',
    approval: 'Approval',
    votes: 'Votes',
    run: 'Run',
    started: 'Started',
    ended: 'Ended',
    by: 'By',
    calls: 'Calls to Zivver',
    verification: 'Read back',
    links: 'Linked accounts',
    sources: 'Sources',
    target: 'Target',
    open: 'Waiting',
    running: 'Running',
    lastRun: 'Last run',
  },
  sourceRead: (mailboxes: number, source: string) =>
    `${counted(mailboxes, 'shared mailbox', 'shared mailboxes')} from ${source}`,
  targetRead: (accounts: number, people: number) =>
    `${counted(accounts, 'functional account', 'functional accounts')} and ${counted(people, 'person', 'people')} in Zivver`,
  mailboxes: (n: number) => counted(n, 'shared mailbox', 'shared mailboxes'),
  mailboxesTitle: 'Shared mailboxes in scope',
  leftOutTitle: 'Left out',
  delegates: (n: number) => counted(n, 'delegate', 'delegates'),
  unexpressed: (n: number) => `${figure(n)} without a Zivver account`,
  frozen: 'permissions could not be read',
  notRead: (n: number, type: string) => `${counted(n, 'mailbox', 'mailboxes')} of type ${type} not read`,
  changes: (n: number) => counted(n, 'change', 'changes'),
  findings: (n: number) => counted(n, 'finding', 'findings'),
  effects: { info: 'note', warn: 'warning', withhold: 'withheld', block: 'blocks' },
  nothingToDo: 'Nothing to do: every functional account in scope is equal to its shared mailbox.',
  more: (n: number) => `… and ${figure(n)} more (--all shows them)`,
  next: 'Next',
  yourName: '<your name>',
  reason: '<why>',
  howMany: '<number>',
  voted: (name: string, approved: boolean, moment: string) =>
    `${name} ${approved ? 'approved' : 'rejected'}, ${moment}`,
  approved: (id: string) => `Plan ${id} is approved.`,
  moreVotes: (have: number, needed: number) => `${figure(have)} of ${counted(needed, 'approval', 'approvals')} given.`,
  partWaits: 'The same part was waiting already.',
  splitChoice:
    'Say what the part is: --first <number>, or --additions-only, or what is left out (--without-kind, --without-domain, --without-finding, --without-account).',
  waived: (id: string) => `The blocks of plan ${id} are waived. It waits for approval.`,
  waivedBy: (name: string, reason: string) => `Waived by ${name} for this plan: ${reason}`,
  filter: { include: 'Filter, included', exclude: 'Filter, left out' },
  rejected: (id: string) => `Plan ${id} is rejected.`,
  run: (id: string, planId: string) => `Run ${id} of plan ${planId}`,
  verified: (seen: number, lost: number) =>
    `${counted(seen, 'change', 'changes')} seen in Zivver${lost === 0 ? '' : `, ${figure(lost)} not there`}`,
  notVerified: 'nothing was read back',
  verificationIncomplete: 'not everything could be read back',
  repaired: (n: number) => `${figure(n)} needed a second write`,
  noPlans: 'There are no plans yet.',
  noneWaiting: 'no plan waits for a decision',
  noRun: 'nothing was applied yet',
  runningNow: (planId: string, done: number, total: number) =>
    `plan ${planId}: ${figure(done)} of ${figure(total)} done`,
  links: (total: number, owned: number) => `${figure(total)}, ${figure(owned)} managed by Countersign`,
  columns: {
    plan: 'Plan',
    state: 'State',
    made: 'Made',
    by: 'Asked for by',
    changes: 'Changes',
    run: 'Run',
    fingerprint: 'Fingerprint',
  },
  reportWritten: (file: string, bytes: number) => `${file} (${figure(bytes)} bytes)`,
  checksum: (digest: string) => `SHA-256 ${digest}`,
  auditHolds: (entries: number) => `The audit trail holds: ${counted(entries, 'entry', 'entries')}, chain unbroken.`,
  auditBroken: (seq: number) => `The audit trail is broken at entry ${seq}: it was changed after it was written.`,
  backupMade: (file: string, bytes: number, entries: number) =>
    `${file} (${figure(bytes)} bytes): whole, audit trail of ${counted(entries, 'entry', 'entries')} unbroken.`,
  restored: (path: string, entries: number) =>
    `${path} is the backup now: audit trail of ${counted(entries, 'entry', 'entries')}, unbroken.`,
  setAside: (file: string) => `The store that was there lies in ${file}.`,
  afterRestore:
    'Approvals in the backup no longer count. What was applied after it was made is seen again at the next preview.',
  serving: (url: string) => `Countersign listens at ${url}. Stop it with Ctrl+C.`,
  stopping: 'Stopping …',
  readingWritten: (n: number, source: string, file: string) =>
    `${n} shared mailboxes of ${source} written to ${file}. It holds names, and is good for 24 hours.`,
  problem: { cause: 'Cause', solution: 'Solution', more: 'More', whole: 'The whole text' },
  waits: (moment: string) =>
    `Zivver asked to wait until ${moment}. This command waits, and goes on then under the same approval. Ctrl+C ends the run.`,
  unknownProblem: (code: string) => `Something outside Countersign failed (${code}).`,
  internal: 'Countersign found a mistake in itself and stopped.',
  internalSolution: 'Report it, with the text above.',
  stopped: 'Stopped.',
  whoNeeded: 'Say who you are with --as <name>. Without sign-in this works only against a Zivver on this machine.',
  fingerprintNeeded: (id: string, digits: string) =>
    `An approval belongs to one fingerprint. Look at the plan (countersign show ${id}), then add --fingerprint ${digits}`,
  fingerprintShort: 'Give at least 8 hexadecimal digits of the fingerprint.',
  noApprovedPlan: 'There is no approved plan to apply.',
  configHint: 'Correct the file, then run: countersign validate',
  context: (p: TextParams) =>
    Object.entries(p)
      .map(([key, value]) => `${key}: ${value}`)
      .join(', '),
};
