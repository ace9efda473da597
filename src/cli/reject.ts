/** `countersign reject <plan> --fingerprint <digits> --reason <why> --as <name>`. */

import { Option } from 'commander';
import { isRefusal } from '../sync/model/refusal.ts';
import { exitCodes } from './exit-codes.ts';
import { decisionCommand, reasonOption } from './signed-plan.ts';
import { planJson } from './to-json.ts';

export const addReject = decisionCommand<{ readonly reason: string; readonly mute?: true }>({
  name: 'reject',
  description: 'refuse a plan, with a reason',
  options: [
    reasonOption(),
    new Option('--mute', 'do not propose these changes again until their shared mailboxes change'),
  ],
  async decide({ app, screen, answer, no }, signed, { reason, mute }) {
    const rejected = await app.sync.reject({ ...signed, comment: reason, mute: mute === true });
    if (isRefusal(rejected)) return no(rejected);
    answer(
      'reject',
      () => ({ plan: planJson(rejected) }),
      () => `${screen.texts.console.rejected(rejected.id)}\n`,
    );
    return exitCodes.done;
  },
});
