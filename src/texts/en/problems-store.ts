import type { ErrorContext } from '../../errors.ts';

/** What went wrong with Countersign's own store, by code of StoreError and LeaseError: what, why, what to do. */
export const problemsStore = {
  'store-newer': {
    what: 'The store was made by a newer Countersign',
    cause: (p: ErrorContext) =>
      `${p.path} has schema ${p.found}; this version knows schemas up to ${p.known}. Nothing was changed.`,
    solution: 'Start the newer version again, or restore a backup that was made before the upgrade.',
  },
  'store-not-a-database': {
    what: 'The store is not a database',
    cause: (p: ErrorContext) => `${p.path} exists, but its content is something else. Nothing was changed.`,
    solution: 'Correct store.path in the configuration, or move that file away: a missing store is made anew.',
  },
  'store-not-ours': {
    what: 'The store belongs to another program',
    cause: (p: ErrorContext) => `${p.path} is a SQLite database, but Countersign did not make it. Nothing was changed.`,
    solution: 'Give store.path in the configuration a file of its own.',
  },
  'store-of-another-target': {
    what: 'The store belongs to another Zivver',
    cause: (p: ErrorContext) =>
      `What is remembered and signed in ${p.path} is for ${p.bound}; the configuration says ${p.wanted}. Nothing was changed.`,
    solution: 'Correct target.url in the configuration, or give store.path a file of its own for this Zivver.',
  },
  'store-missing': {
    what: 'There is no such file',
    cause: (p: ErrorContext) => `${p.path} does not exist.`,
    solution: 'Look at store.path in the configuration, and at the file name you gave.',
  },
  'store-owned': {
    what: 'Another Countersign server has the store',
    cause: (p: ErrorContext) =>
      `A server is running on ${p.path}${p.process ? ` (process ${p.process})` : ''}. Two servers on one store would send everything twice. Nothing was changed.`,
    solution: 'Stop that server first, or give this one a store.path of its own.',
  },
  'store-in-use': {
    what: 'Another process has the store open',
    cause: (p: ErrorContext) => `A Countersign command is at work on ${p.path}. Nothing was changed.`,
    solution: 'Wait until it has ended, then try again.',
  },
  'store-audit-broken': {
    what: 'The audit trail does not hold',
    cause: (p: ErrorContext) =>
      `Entry ${p.entry} of ${p.path} was changed, or one before it was removed, after it was written. Nothing was changed.`,
    solution:
      'Keep the file as evidence and tell your security officer. Use an older backup, whose audit trail still holds.',
  },
  'backup-exists': {
    what: 'The backup file is there already',
    cause: (p: ErrorContext) => `${p.path} exists. A backup never overwrites a file.`,
    solution: 'Give another name, or move that file away.',
  },
  'store-corrupt': {
    what: 'The store is damaged',
    cause: (p: ErrorContext) =>
      `SQLite found damage in ${p.path ?? 'the store'}: a failing disk, a copy made while it was open, or another program wrote to it.`,
    solution:
      'Stop Countersign, keep a copy of the file, and restore the last backup. What was applied since then is seen again at the next preview.',
  },
  'store-plan-not-kept': {
    what: 'The plan was not kept',
    cause: () =>
      'A part of it was cleared away before the plan was whole: another Countersign took it for something left behind, as happens when the clock is set. Nothing was proposed.',
    solution: 'Ask for the preview again.',
  },
  'store-read-only': {
    what: 'The store cannot be written',
    cause: (p: ErrorContext) => `Countersign may not write ${p.path}, or the disk it is on is read-only.`,
    solution: 'Give the account that runs Countersign the right to write that file and its folder.',
  },
  'store-folder': {
    what: 'The folder of the store cannot be made',
    cause: (p: ErrorContext) => `A part of the path ${p.path} is missing and could not be made, or is a file.`,
    solution: 'Correct store.path in the configuration, or make the folder.',
  },
  'store-cannot-open': {
    what: 'The store cannot be opened',
    cause: (p: ErrorContext) => `${p.path} is a folder, or something else that is no ordinary file.`,
    solution: 'Correct store.path in the configuration.',
  },
  'store-full': {
    what: 'There is no room left for the store',
    cause: (p: ErrorContext) =>
      `The disk of ${p.path} is full. Nothing is sent to Zivver that could not be written down first.`,
    solution: 'Make room on that disk. A run that was under way goes on with “resume”.',
  },
  'store-busy': {
    what: 'The store is held by another process',
    cause: (p: ErrorContext) => `Another process kept ${p.path} locked for more than 5 seconds.`,
    solution: 'Try again. If it stays so, look for a backup program or a second Countersign that holds the file.',
  },
  'store-io': {
    what: 'The disk of the store failed',
    cause: (p: ErrorContext) => `Reading or writing ${p.path} failed (${p.driverCode}).`,
    solution: 'Check the disk. The store must be on a local disk, not on a network share.',
  },
  'store-failed': {
    what: 'The store refused',
    cause: (p: ErrorContext) => `SQLite answered ${p.driverCode} for ${p.path}.`,
    solution: 'Try again; if it stays so, report it with this code.',
  },
  'lease-lost': {
    what: 'Another process took the run over',
    cause: (p: ErrorContext) =>
      `This process did not renew its right to write for run ${p.runId} in time. It stopped writing at once.`,
    solution: 'Nothing is needed: the other process goes on with the run. “status” shows how far it is.',
  },
};
