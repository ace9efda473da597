/** A refusal: an expected "no", returned and never thrown. The words and the remedy live in texts under its code. */

export const refusalCodes = [
  'not-authorized',
  'self-approval', // nobody approves access for himself
  'own-address-unknown', // nobody can tell whether it would be for himself
  'person-needed', // it rests on a recording, or on nobody knows what: never approved unattended
  'not-named-for-class', // only people named for a class of this plan may approve it
  'approval-void', // votes that carried the plan no longer count: somebody lost the right to approve
  'second-person-needed', // the requester may not be the one who approves this class
  'plan-stale',
  'plan-expired',
  'plan-superseded',
  'plan-already-decided',
  'plan-blocked',
  'plan-running', // being applied right now
  'run-waits', // undo: it waits for Zivver and goes on by itself
  'fingerprint-differs', // the card shows another plan than the one stored
  'limits-exceeded', // together with what was done or signed since the reading, the plan is over a limit
  'policy-changed', // the rules are not those the plan was computed under
  'nothing-to-do',
  'not-running', // stop: nothing is being applied
  'nothing-left-out', // split: the choice leaves nothing out, the plan itself can be signed
  'nothing-left', // split: the choice leaves nothing of the plan
  'nothing-to-resume',
  'nothing-to-undo',
  'nothing-to-mute', // no waiting plan proposes anything for this address
  'nothing-muted',
  'nothing-uncertain', // no such item, or it is no longer uncertain
  'busy',
  'unknown-plan',
  'unknown-run',
  'unknown-command',
  'reason-needed',
  'number-differs', // the number typed is not that of the accounts concerned
  'not-waivable', // a block that nobody may lift, or that the policy does not let anybody lift
  'nothing-to-waive', // the plan is not blocked
  'target-not-loopback', // a stand-in source or a person without identity may write to loopback only
  'sign-in-needed',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface Refusal {
  readonly refused: true;
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export function refuse(code: RefusalCode, params: Refusal['params'] = {}): Refusal {
  return { refused: true, code, params };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { refused?: unknown }).refused === true;
}
