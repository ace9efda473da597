/**
 * Tells people in Teams what happened to a plan: every card that shows it is rewritten. Never makes the pipeline wait for
 * Teams, never makes it fail, decides nothing.
 */

import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Announcer } from '../sync/announcer.ts';
import type { Plan } from '../sync/model/plan.ts';
import { createPacedEdits, type PacedEdits } from './paced-edits.ts';
import type { PlanView } from './plan-view.ts';
import type { PostedPlans } from './posted-plans.ts';

export interface TeamsAnnouncerOptions {
  readonly posted: PostedPlans;
  readonly clock: Clock;
  readonly log: Logger;
}

export function createTeamsAnnouncer(options: TeamsAnnouncerOptions): Announcer {
  const running = new Map<string, PacedEdits>();
  const ended = new Set<string>();
  /** One redraw after the other: what is said last is what stays on the cards. */
  let last: Promise<void> = Promise.resolve();

  async function redraw(plan: Plan, more?: Partial<PlanView>): Promise<void> {
    last = last
      .then(() => options.posted.redraw(plan, more))
      .catch((error: unknown) => {
        options.log.error('the cards of a plan could not be redrawn', { error, plan: plan.id });
      });
    return last;
  }

  function stopProgress(planId: string): void {
    running.get(planId)?.stop();
    running.delete(planId);
  }

  return {
    async planChanged(plan) {
      if (plan.state === 'applying') ended.delete(plan.id);
      if (plan.state !== 'applying') stopProgress(plan.id);
      await redraw(plan);
    },
    runProgressed(plan, progress) {
      if (ended.has(plan.id)) return;
      let edits = running.get(plan.id);
      if (edits === undefined) {
        const { clock } = options;
        edits = createPacedEdits({
          clock,
          edit: (newest) => redraw({ ...plan, state: 'applying' }, { progress: newest }),
        });
        running.set(plan.id, edits);
      }
      edits.offer(progress);
    },
    async runEnded(plan, run) {
      ended.add(plan.id);
      stopProgress(plan.id);
      const state = run.state === 'running' ? plan.state : run.state;
      await redraw({ ...plan, state }, { run });
    },
  };
}
