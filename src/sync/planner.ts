/** Port: computes the plan of two readings. The composition root decides whether on this thread or on one of its own. */

import { computePlanWithLinks, type PlanInput, type PlanWithLinks } from './plan/compute-plan.ts';

/** @throws InternalError when the plan could not be computed to its end; the signal's reason when it was aborted */
export type Planner = (input: PlanInput, options: { readonly signal: AbortSignal }) => Promise<PlanWithLinks>;

/** For small readings: nobody waits long, and no thread has to start. */
export const planHere: Planner = async (input) => computePlanWithLinks(input);
