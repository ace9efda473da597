/** The commands people can type, each with what it does. */
export const cardsHelp = {
  heading: 'What you can ask Countersign',
  explain:
    'Countersign keeps Zivver functional accounts equal to Exchange shared mailboxes. It shows the exact changes, and applies only what somebody has approved.',
  commands: {
    preview: { usage: 'preview', meaning: 'Read both sides, compare, and propose a plan. Changes nothing.' },
    previewOf: { usage: 'preview <address>', meaning: 'The same for the mailboxes of one address or person only.' },
    previewFresh: {
      usage: 'preview fresh',
      meaning: 'The same, and every mailbox is asked now: nothing is remembered.',
    },
    mailboxes: { usage: 'mailboxes [text]', meaning: 'Show what can be synchronised, before any comparison.' },
    explain: {
      usage: 'explain <address or person>',
      meaning: 'Why something is proposed for a mailbox or a person, or why it is not.',
    },
    status: { usage: 'status', meaning: 'What waits, what runs, and the last run.' },
    history: { usage: 'history', meaning: 'The latest plans and what became of them.' },
    report: { usage: 'report [plan or run]', meaning: 'Links to the report as csv, json or web page.' },
    stop: { usage: 'stop', meaning: 'End the run under way between two calls; its card says what was done.' },
    resume: { usage: 'resume [plan or run]', meaning: 'Go on with a stopped run, under the approval it has.' },
    undo: {
      usage: 'undo [run]',
      meaning: 'Propose a plan that takes a run back. It needs its own approval.',
    },
    doctor: { usage: 'doctor', meaning: 'Check everything that is needed: connections, rights, versions, clock.' },
    mute: {
      usage: 'mute <address> <reason>',
      meaning: 'Do not propose the changes of this account again until its shared mailbox changes.',
    },
    unmute: { usage: 'unmute <address>', meaning: 'Propose the changes of this account again.' },
    resolve: {
      usage: 'resolve [run] [item]',
      meaning: 'Show a change that may or may not have happened, and say what became of it.',
    },
    whoami: { usage: 'whoami', meaning: 'Who Countersign thinks you are, and what you may do.' },
    help: { usage: 'help', meaning: 'This list.' },
  },
};
