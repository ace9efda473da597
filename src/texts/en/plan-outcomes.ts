/** How one item of a run ended: the states, and the codes that no adapter owns. `target-…` codes are problems. */

export const planOutcomes = {
  /** After a number: `3 done`. */
  states: {
    planned: 'not started',
    sending: 'being sent',
    sent: 'sent, not read back',
    done: 'done',
    stale: 'changed meanwhile',
    skipped: 'skipped',
    failed: 'failed',
    uncertain: 'uncertain',
  },
  codes: {
    ok: { what: 'Done.', remedy: '' },
    'already-so': { what: 'It was already so in Zivver; nothing was written.', remedy: '' },
    'changed-meanwhile': {
      what: 'The account changed in Zivver after the preview, so it was left alone.',
      remedy: 'Make a new preview.',
    },
    'created-otherwise': {
      what: 'The account was made, and in Zivver it carries something else by now, so it was left as it is.',
      remedy: 'Look at the account in Zivver, then make a new preview.',
    },
    'source-changed': {
      what: 'The shared mailbox changed in Exchange after the preview, so the account was left alone.',
      remedy: 'Make a new preview.',
    },
    'source-unanswered': {
      what: 'Exchange did not answer for the shared mailbox when it was read again, so the account was left alone.',
      remedy: 'Resume the run when the source answers, or make a new preview.',
    },
    'account-gone': { what: 'The account no longer exists in Zivver.', remedy: 'Make a new preview.' },
    'nobody-would-be-left': {
      what: 'After this change nobody could open the account, and the plan does not say so.',
      remedy: 'Make a new preview.',
    },
    'delegates-added-meanwhile': {
      what: 'Somebody got access in Zivver after the preview, whom the signed plan does not name.',
      remedy: 'Make a new preview.',
    },
    'earlier-item-failed': {
      what: 'It depends on a change that did not happen.',
      remedy: 'Solve that one first, then make a new preview.',
    },
    stopped: { what: 'The run was stopped before its turn came.', remedy: 'Resume the run, or make a new preview.' },
    'not-started': {
      what: 'The run ended before its turn came.',
      remedy: 'Make a new preview: what is still needed is proposed again.',
    },
    'outcome-unknown': {
      what: 'It was sent and no answer came. Reading back did not settle it.',
      remedy: 'Decide what became of it: “resolve” shows how it was, how it should be and how it is now.',
    },
    'resolved-done': { what: 'It was uncertain; a person looked and said it is done.', remedy: '' },
    'resolved-not-done': {
      what: 'It was uncertain; a person looked and said it is not done.',
      remedy: 'Resume the run, or make a new preview.',
    },
    lost: {
      what: 'Zivver accepted it, and it was not there when read back.',
      remedy: 'Make a new preview; if it stays away, ask Zivver support.',
    },
    'readdress-ignored': {
      what: 'Zivver accepted the new address and kept the old one.',
      remedy:
        'Change the address in the Zivver administration, then make a new preview. No second account was made; the account is known by its id.',
    },
    unknown: {
      what: 'It did not happen; the cause has no explanation here yet.',
      remedy: 'Look for the code in the log, then make a new preview.',
    },
  },
  /** Why a run ended before its last item. */
  stopped: {
    'identical-failures': 'The run stopped itself: the same failure came back too many times in a row.',
    'key-refused': 'The run stopped itself: Zivver no longer accepts the API key.',
    'lease-lost': 'The run stopped itself: another Countersign process took it over.',
    'stopped-by-person': 'The run was stopped by a person.',
    'shut-down': 'The run stopped because Countersign was shut down.',
    'target-silent': 'The run stopped itself: Zivver does not answer.',
    'source-unreadable': 'Nothing more was written: the shared mailboxes could not be read again.',
    'plan-expired': 'Nothing more was written: the approval has expired.',
    'policy-changed': 'Nothing more was written: the rules in the configuration changed after the plan was made.',
    'approval-void': 'Nothing more was written: somebody who approved the plan no longer has the right to.',
    unknown: 'The run ended before its last item.',
  },
  /** A run that waits: after its id, or alone. */
  waiting: (moment: string) => `waiting for Zivver until ${moment}`,
  waitsUntil: (moment: string) =>
    `Zivver asked to wait until ${moment}. The run goes on by itself then, under the same approval. “Stop” ends it.`,
  stoppedBy: (name: string) => `The run was stopped by ${name}.`,
};
