/** The commands a person may give next for a plan, ready to copy. */

import { notWaivable, type Plan } from '../sync/model/plan.ts';
import type { Screen } from './screen.ts';
import type { CommandOptions } from './session.ts';

/** Digits that a person types to sign: enough that no other plan has them. */
export const signedDigits = 12;

export function nextSteps(
  plan: Plan,
  { texts: { console: words }, paint, program }: Screen,
  options: CommandOptions,
): string {
  const config = options.config === './countersign.yaml' ? '' : ` --config ${options.config}`;
  const who = `--as "${options.as ?? words.yourName}"`;
  const fingerprint = `--fingerprint ${plan.fingerprint.slice(0, signedDigits)}`;
  const deletes = plan.approval.typed === undefined ? '' : ` --deletes ${words.howMany}`;
  const commands = {
    approve: `${program} approve ${plan.id} ${fingerprint}${deletes} ${who}${config}`,
    waive: `${program} waive ${plan.id} ${fingerprint} --reason "${words.reason}" ${who}${config}`,
    reject: `${program} reject ${plan.id} ${fingerprint} --reason "${words.reason}" ${who}${config}`,
    apply: `${program} apply ${plan.id} ${who}${config}`,
    resume: `${program} resume ${plan.id} ${who}${config}`,
    show: `${program} show ${plan.id}${config}`,
    report: `${program} report ${plan.id}${config}`,
  };
  const shown = commandsFor(plan).map((name) => `  ${commands[name]}\n`);
  return shown.length === 0 ? '' : `\n${paint('dim', words.next)}\n${shown.join('')}`;
}

function commandsFor({
  state,
  content,
}: Plan): readonly ('approve' | 'waive' | 'reject' | 'apply' | 'resume' | 'show' | 'report')[] {
  if (state === 'blocked') return notWaivable(content).length === 0 ? ['waive'] : [];
  if (state === 'proposed') return ['approve', 'reject'];
  if (state === 'approved') return ['apply'];
  if (state === 'stopped' || state === 'partly-applied' || state === 'failed') return ['resume'];
  return state === 'applied' ? ['report'] : [];
}
