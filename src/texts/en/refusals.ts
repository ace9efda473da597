/** Every refusal: an expected "no" in one sentence, and what to do next. Parameters may be missing. */

import type { TextParams } from '../text-params.ts';

const plan = (p: TextParams) => (p.planId === undefined ? 'This plan' : `Plan ${p.planId}`);
const named = (p: TextParams, key: string) => (p[key] === undefined ? '' : ` “${p[key]}”`);

export const refusals = {
  'not-authorized': {
    sentence: (_: TextParams) => 'You may not do this.',
    remedy: (_: TextParams) =>
      'Ask the administrator of Countersign for the right role; “whoami” shows the roles you have.',
  },
  'self-approval': {
    sentence: (_: TextParams) => 'This plan gives you access yourself, so you cannot approve it.',
    remedy: (_: TextParams) => 'Ask another approver.',
  },
  'approval-void': {
    sentence: (p: TextParams) =>
      `${plan(p)} may not start: somebody who approved it no longer has the right to.`,
    remedy: (_: TextParams) => 'Make a new preview and have it approved again.',
  },
  'second-person-needed': {
    sentence: (_: TextParams) => 'You asked for this plan, and it needs the approval of somebody else.',
    remedy: (_: TextParams) => 'Ask another approver.',
  },
  'plan-stale': {
    sentence: (p: TextParams) => `${plan(p)} no longer matches what is in Exchange or Zivver.`,
    remedy: (_: TextParams) => 'Make a new preview.',
  },
  'plan-expired': {
    sentence: (p: TextParams) => `${plan(p)} has expired.`,
    remedy: (_: TextParams) => 'Make a new preview: what is still needed is proposed again.',
  },
  'plan-superseded': {
    sentence: (p: TextParams) => `${plan(p)} was superseded by a newer plan.`,
    remedy: (_: TextParams) => 'Decide on the newer plan; “status” shows it.',
  },
  'plan-already-decided': {
    sentence: (p: TextParams) => `${plan(p)} was already decided on.`,
    remedy: (_: TextParams) => '“history” shows what was decided.',
  },
  'plan-blocked': {
    sentence: (p: TextParams) => `${plan(p)} is blocked by a finding and cannot be approved.`,
    remedy: (_: TextParams) => 'Solve the finding on the card, then make a new preview.',
  },
  'plan-running': {
    sentence: (p: TextParams) => `${plan(p)} is being applied right now.`,
    remedy: (_: TextParams) => 'Wait for the summary; “status” shows how far it is.',
  },
  'fingerprint-differs': {
    sentence: (_: TextParams) => 'The card shows another plan than the one that is stored.',
    remedy: (_: TextParams) => 'Make a new preview and decide on that card.',
  },
  'policy-changed': {
    sentence: (_: TextParams) => 'The rules in the configuration changed after this plan was made.',
    remedy: (_: TextParams) => 'Make a new preview under the new rules.',
  },
  'nothing-to-do': {
    sentence: (_: TextParams) => 'There is nothing to do: everything is equal.',
    remedy: (_: TextParams) => 'Nothing is needed.',
  },
  busy: {
    sentence: (_: TextParams) => 'Countersign is busy with another preview or run.',
    remedy: (_: TextParams) => 'Try again when it has ended; “status” shows how far it is.',
  },
  'unknown-plan': {
    sentence: (p: TextParams) => `There is no plan${named(p, 'planId')}.`,
    remedy: (_: TextParams) => '“history” lists the plans.',
  },
  'unknown-run': {
    sentence: (p: TextParams) => `There is no run${named(p, 'runId')}.`,
    remedy: (_: TextParams) => '“history” lists the runs.',
  },
  'unknown-command': {
    sentence: (p: TextParams) => `Countersign does not know the command${named(p, 'command')}.`,
    remedy: (p: TextParams) =>
      p.nearest === undefined || p.nearest === ''
        ? '“help” lists the commands.'
        : `Did you mean “${p.nearest}”? “help” lists the commands.`,
  },
  'reason-needed': {
    sentence: (_: TextParams) => 'A rejection needs a reason.',
    remedy: (_: TextParams) => 'Write why in the comment box and reject again.',
  },
  'target-not-loopback': {
    sentence: (_: TextParams) =>
      'Made-up data, or a person without an identity, may write to a target on this machine only.',
    remedy: (_: TextParams) => 'Use a real source and sign in, or point target.url at the sandbox.',
  },
  'sign-in-needed': {
    sentence: (_: TextParams) => 'This needs you to be signed in.',
    remedy: (_: TextParams) => 'Sign in, then do it again.',
  },
};
