/** The plan's life: the one table of allowed transitions. Each is one compare-and-set in the store. Pure data. */

export const planStates = [
  'blocked',
  'proposed',
  'approved',
  'applying',
  'applied',
  'partly-applied',
  'stopped',
  'failed',
  'rejected',
  'superseded',
  'expired',
  'withdrawn',
] as const;
export type PlanState = (typeof planStates)[number];

export const planLife = {
  blocked: ['proposed', 'superseded', 'expired'],
  proposed: ['approved', 'rejected', 'superseded', 'expired', 'withdrawn'],
  approved: ['applying', 'superseded', 'expired', 'withdrawn'],
  applying: ['applied', 'partly-applied', 'stopped', 'failed'],
  // What a person resolved may show that more happened than was known.
  stopped: ['applying', 'applied', 'superseded', 'expired'],
  'partly-applied': ['applying', 'applied', 'superseded', 'expired'],
  failed: ['applying', 'applied', 'partly-applied', 'stopped', 'superseded', 'expired'],
  applied: [],
  rejected: [],
  superseded: [],
  expired: [],
  withdrawn: [],
} as const satisfies Record<PlanState, readonly PlanState[]>;

export function mayBecome(from: PlanState, to: PlanState): boolean {
  return (planLife[from] as readonly PlanState[]).includes(to);
}

/** States from which `to` may be reached, for the compare side of a compare-and-set. */
export function statesBefore(to: PlanState): PlanState[] {
  return planStates.filter((from) => mayBecome(from, to));
}

/** A plan in one of these still waits for a person. */
export const openStates = ['blocked', 'proposed', 'approved'] as const satisfies readonly PlanState[];

/** A plan in one of these was applied in part: its run can be continued. */
export const resumableStates = ['stopped', 'partly-applied', 'failed'] as const satisfies readonly PlanState[];
