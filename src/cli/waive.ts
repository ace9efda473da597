/** `countersign waive <plan> --fingerprint <digits> --reason <why> --as <name>`: lifts the blocks of one plan; it is not signed by that. */

import { isRefusal } from '../sync/model/refusal.ts';
import { exitCodes } from './exit-codes.ts';
import { nextSteps } from './next-steps.ts';
import { decisionCommand, reasonOption } from './signed-plan.ts';
import { planJson } from './to-json.ts';

export const addWaive = decisionCommand<{ readonly reason: string }>({
  name: 'waive',
  description: 'lift the blocks of one blocked plan, with a reason; it then waits for approval',
  options: [reasonOption()],
  async decide({ app, screen, answer, hint, no }, signed, options) {
    const waived = await app.sync.waive({ ...signed, comment: options.reason });
    if (isRefusal(waived)) return no(waived);
    answer(
      'waive',
      () => ({ plan: planJson(waived) }),
      () => `${screen.texts.console.waived(waived.id)}\n`,
    );
    hint(nextSteps(waived, screen, options));
    return exitCodes.done;
  },
});
