/** Proposes a part of a plan that waits, as a plan of its own beside it. Reads and writes nothing outside the store. */

import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import { isOver } from '../approve/may-be-decided.ts';
import type { SplitOutcome, SplitRequest } from '../index.ts';
import { planDetails } from '../inspect/plan-details.ts';
import { type ComputedPlan, type Plan, waiversOf } from '../model/plan.ts';
import { isRefusal, type Refusal, refuse } from '../model/refusal.ts';
import { droppedForReasons, splitPlan } from '../plan/split.ts';
import { notStartable } from '../start/may-start.ts';
import type { Store } from '../store/store.ts';

export interface SplitParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

export async function split(parts: SplitParts, request: SplitRequest): Promise<SplitOutcome | Refusal> {
  const details = await planDetails(parts.store, request.which);
  if (isRefusal(details)) return details;
  const whole = details.plan;
  const objection = maySplit(parts, whole, request);
  if (objection !== undefined) return objection;

  const { plan: computed, dropped } = splitPlan(whole, request.choice);
  if (dropped.length === 0) return refuse('nothing-left-out', { planId: whole.id });
  if (computed.content.mutations.length === 0) return refuse('nothing-left', { planId: whole.id });
  const present = await parts.store.plans.openWithFingerprint(computed.fingerprint);
  if (present !== undefined) return { plan: present, isNew: false };
  const part = partOf(parts, whole, computed, {
    planId: whole.id,
    fingerprint: whole.fingerprint,
    choice: request.choice,
    by: request.by,
    dropped: droppedForReasons(dropped),
  });
  await parts.store.plans.insert(part, {
    at: part.createdAt,
    actor: request.by,
    what: 'plan-split',
    planId: part.id,
    runId: null,
    payload: {
      fingerprint: part.fingerprint,
      of: whole.id,
      wholeFingerprint: whole.fingerprint,
      choice: request.choice,
      mutations: part.content.mutations.length,
      dropped: dropped.length,
      waived: waiversOf(part).map(({ findingCode, by, reason, at }) => ({ finding: findingCode, by, reason, at })),
    },
  });
  return { plan: part, isNew: true };
}

function maySplit({ clock }: SplitParts, whole: Plan, { fingerprint }: SplitRequest): Refusal | undefined {
  if (whole.state !== 'proposed' && whole.state !== 'blocked') return notStartable(whole.id, whole.state);
  if (isOver(whole, clock)) return refuse('plan-expired', { planId: whole.id });
  if (fingerprint !== undefined && fingerprint !== whole.fingerprint)
    return refuse('fingerprint-differs', { planId: whole.id });
  return undefined;
}

/** Asked for by whoever asked for the whole, and good for as long: leaving something out renews nothing. */
function partOf(
  { clock, ids }: SplitParts,
  whole: Plan,
  computed: ComputedPlan,
  siblingOf: NonNullable<Plan['siblingOf']>,
): Plan {
  const { fingerprint, content, basis, scope, approval, blocked } = computed;
  return {
    fingerprint,
    content,
    basis,
    scope,
    approval,
    blocked,
    id: ids.next('plan'),
    state: blocked ? 'blocked' : 'proposed',
    requester: whole.requester,
    createdAt: clock.now().toISOString(),
    expiresAt: whole.expiresAt,
    siblingOf,
  };
}
