/** Says on every card of a plan that it could not be applied, or not to the end. */

import { problemCard } from '../cards/problem-card.ts';
import { refusalCard } from '../cards/refusal-card.ts';
import type { CarryOutScreen } from '../jobs/handlers/carry-out.ts';
import { isRefusal } from '../sync/model/refusal.ts';
import type { BotServices } from './bot-services.ts';
import { problemOf } from './problem-of.ts';

/** Refusals that only mean: another process or click was faster. The cards show what it does. */
const harmless = ['plan-running', 'plan-already-decided'];

export function createCarryOutScreen(services: BotServices): CarryOutScreen {
  return {
    async showRefusal(planId, refusal) {
      const details = await services.sync.details(planId);
      if (!isRefusal(details) && (harmless.includes(refusal.code) || details.plan.state !== 'approved'))
        return services.announcer.planChanged(details.plan);
      await services.posted.drawAll(planId, (context) => refusalCard(context, { refusal }));
    },
    async showProblem(planId, error) {
      await services.posted.drawAll(planId, (context) => problemCard(context, problemOf(error)));
    },
  };
}
