/** Every refusal: an expected "no" in one sentence, and what to do next. Parameters may be missing. */

import type { DangerClass } from '../../sync/model/mutation.ts';
import type { TextParams } from '../text-params.ts';
import { plan as planWords } from './plan.ts';

const plan = (p: TextParams) => (p.planId === undefined ? 'This plan' : `Plan ${p.planId}`);
const named = (p: TextParams, key: string) => (p[key] === undefined ? '' : ` “${p[key]}”`);

const limited: TextParams = {
  removals: 'removals',
  access: 'access rights added to accounts that exist',
  creates: 'new accounts',
  retires: 'accounts taken out of use',
  deletes: 'accounts deleted for good',
  emptied: 'accounts that nobody could open',
};
const over = (p: TextParams) => limited[String(p.what)] ?? 'changes';
const span = (p: TextParams) =>
  p.days === 0 ? 'for one plan and its parts' : p.days === 1 ? 'in 24 hours' : 'in 7 days';

const classes = (p: TextParams) =>
  String(p.classes ?? '')
    .split(' ')
    .map((name) => planWords.classes[name as DangerClass]?.name ?? name)
    .join(', ');

const madeFromWhat: TextParams = {
  recording: 'only repeats a recording',
  nothing: 'gave no reading',
};
const madeFrom = (p: TextParams) =>
  p.source === undefined || p.source === ''
    ? 'nobody knows what it was read from'
    : `the source${named(p, 'source')} ${madeFromWhat[String(p.madeFrom)] ?? 'does not say what was read'}`;

interface RefusalWords {
  readonly sentence: (p: TextParams) => string;
  readonly remedy: (p: TextParams) => string;
}

/** Gives every entry the same shape, whether it uses its parameters or not. */
const said = (words: RefusalWords): RefusalWords => words;

export const refusals = {
  'not-authorized': said({
    sentence: () => 'You may not do this.',
    remedy: () => 'Ask the administrator of Countersign for the right role; “whoami” shows the roles you have.',
  }),
  'self-approval': said({
    sentence: () => 'This plan gives you access yourself, so you cannot approve it.',
    remedy: () => 'Ask another approver.',
  }),
  'own-address-unknown': said({
    sentence: () => 'This plan gives people access, and Teams does not say your address: it may be your own access.',
    remedy: () => 'Ask another approver, or have your mail address filled in in Entra.',
  }),
  'person-needed': said({
    sentence: (p) => `${plan(p)} is never approved without a person: ${madeFrom(p)}.`,
    remedy: () => 'Have an approver look at it and sign.',
  }),
  'not-named-for-class': said({
    sentence: (p) => `${plan(p)} needs somebody named for “${classes(p)}” to approve it, and you are not.`,
    remedy: () => 'Ask one of the people in approval.approversFor; “whoami” shows what you may approve.',
  }),
  'approval-void': said({
    sentence: (p) => `${plan(p)} may not start: somebody who approved it no longer has the right to.`,
    remedy: () => 'Make a new preview and have it approved again.',
  }),
  'second-person-needed': said({
    sentence: () => 'You asked for this plan, and it needs the approval of somebody else.',
    remedy: () => 'Ask another approver.',
  }),
  'plan-stale': said({
    sentence: (p) => `${plan(p)} no longer matches what is in Exchange or Zivver.`,
    remedy: () => 'Make a new preview.',
  }),
  'plan-expired': said({
    sentence: (p) => `${plan(p)} has expired.`,
    remedy: () => 'Make a new preview: what is still needed is proposed again.',
  }),
  'plan-superseded': said({
    sentence: (p) => `${plan(p)} was superseded by a newer plan.`,
    remedy: () => 'Decide on the newer plan; “status” shows it.',
  }),
  'plan-already-decided': said({
    sentence: (p) => `${plan(p)} was already decided on.`,
    remedy: (p) =>
      ['stopped', 'partly-applied', 'failed'].includes(String(p.state))
        ? 'Its run ended; “resume” goes on with it.'
        : '“history” shows what was decided.',
  }),
  'plan-blocked': said({
    sentence: (p) => `${plan(p)} is blocked by a finding and cannot be approved.`,
    remedy: () => 'Solve the finding on the card, then make a new preview.',
  }),
  'plan-running': said({
    sentence: (p) => `${plan(p)} is being applied right now.`,
    remedy: () => 'Wait for the summary; “status” shows how far it is.',
  }),
  'run-waits': said({
    sentence: (p) => `${plan(p)} waits for Zivver and goes on by itself.`,
    remedy: () => 'Stop it first; then what it did can be undone.',
  }),
  'fingerprint-differs': said({
    sentence: () => 'The card shows another plan than the one that is stored.',
    remedy: () => 'Make a new preview and decide on that card.',
  }),
  'limits-exceeded': said({
    sentence: (p) =>
      p.number === undefined
        ? `${plan(p)} is over a limit, together with what was done or signed since it was made.`
        : `${plan(p)} may not go ahead: with ${p.others} of other plans it comes to ${p.number} ${over(p)}; ${p.limit} are allowed ${span(p)}.`,
    remedy: () =>
      'Make a new preview: what is still needed is proposed again, and held against the limits as they stand.',
  }),
  'policy-changed': said({
    sentence: () => 'The rules in the configuration changed after this plan was made.',
    remedy: () => 'Make a new preview under the new rules.',
  }),
  'nothing-to-do': said({
    sentence: () => 'There is nothing to do: everything is equal.',
    remedy: () => 'Nothing is needed.',
  }),
  'not-running': said({
    sentence: (p) => (p.planId === undefined ? 'Nothing is being applied.' : `${plan(p)} is not being applied.`),
    remedy: () => '“status” shows how things stand.',
  }),
  'nothing-left-out': said({
    sentence: (p) => `Nothing of ${p.planId ?? 'this plan'} would be left out.`,
    remedy: () => 'Approve the plan itself, or choose something else to leave out.',
  }),
  'nothing-left': said({
    sentence: (p) => `Nothing of ${p.planId ?? 'this plan'} would be left.`,
    remedy: () => 'Leave out less, or reject the plan.',
  }),
  'nothing-to-resume': said({
    sentence: (p) =>
      p.planId === undefined ? 'No run waits to be resumed.' : `${plan(p)} has nothing left that a resume could do.`,
    remedy: () => 'Make a new preview: what is still needed is proposed again.',
  }),
  'nothing-to-undo': said({
    sentence: (p) =>
      p.runId === undefined ? 'There is no run to undo.' : `Run ${p.runId} has nothing that can be undone now.`,
    remedy: () => 'The report of the run says what it did; “preview” shows what differs now.',
  }),
  'nothing-to-mute': said({
    sentence: (p) =>
      `No plan that waits proposes anything${named(p, 'address') === '' ? '' : ` for${named(p, 'address')}`}.`,
    remedy: () => 'Make a preview, then mute an address of that plan.',
  }),
  'nothing-muted': said({
    sentence: (p) => `Nothing is muted${named(p, 'address') === '' ? '' : ` for${named(p, 'address')}`}.`,
    remedy: () => 'The finding about muted changes on a plan names the addresses.',
  }),
  'nothing-uncertain': said({
    sentence: (p) =>
      p.item === undefined ? 'No change is uncertain.' : `There is no uncertain change${named(p, 'item')}.`,
    remedy: () => 'The result card of a run names what is uncertain.',
  }),
  busy: said({
    sentence: () => 'Countersign is busy with another preview or run.',
    remedy: () => 'Try again when it has ended; “status” shows how far it is.',
  }),
  'unknown-plan': said({
    sentence: (p) => `There is no plan${named(p, 'planId')}.`,
    remedy: () => '“history” lists the plans.',
  }),
  'unknown-run': said({
    sentence: (p) => `There is no run${named(p, 'runId')}.`,
    remedy: () => '“history” lists the runs.',
  }),
  'unknown-command': said({
    sentence: (p) => `Countersign does not know the command${named(p, 'command')}.`,
    remedy: (p) =>
      p.nearest === undefined || p.nearest === ''
        ? '“help” lists the commands.'
        : `Did you mean “${p.nearest}”? “help” lists the commands.`,
  }),
  'reason-needed': said({
    sentence: () => 'This needs a reason.',
    remedy: (p) =>
      p.example === undefined ? 'Write why, then do it again.' : `Write why behind it, for instance: ${p.example}`,
  }),
  'number-differs': said({
    sentence: () => 'The number typed is not the number of accounts this plan would delete.',
    remedy: () => 'Count them on the card, type that number, and approve again.',
  }),
  'not-waivable': said({
    sentence: (p) => `${plan(p)} is blocked by a finding that nobody may waive.`,
    remedy: () => 'Solve the finding on the card, then make a new preview.',
  }),
  'nothing-to-waive': said({
    sentence: (p) => `${plan(p)} is not blocked.`,
    remedy: () => 'Look at its card: it may be approved or rejected.',
  }),
  'target-not-loopback': said({
    sentence: () => 'Made-up data, or a person without an identity, may write to a target on this machine only.',
    remedy: () => 'Use a real source and sign in, or point target.url at the sandbox.',
  }),
  'sign-in-needed': said({
    sentence: () => 'This needs you to be signed in.',
    remedy: () => 'Sign in, then do it again.',
  }),
};
