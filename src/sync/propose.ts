/**
 * Step 6: a computed plan becomes one that waits, unless the same waits already, or what was read for it was overtaken.
 * Cards that show older plans are rewritten: nobody may sign those any more.
 */

import { isOver, markExpired } from './approve/may-be-decided.ts';
import { isOvertaken, type Overtaken, stand } from './approve/standing-reading.ts';
import { type Newer, supersede, supersedeBy } from './approve/supersede.ts';
import type { OvertakenOutcome, PreviewOutcome, PreviewRequest } from './index.ts';
import type { FindingCode } from './model/finding.ts';
import { type ComputedPlan, isOfSome, type Plan, type ScopeReport } from './model/plan.ts';
import { waived } from './plan/waived.ts';
import type { PreviewParts } from './preview-parts.ts';
import type { AuditEntry, Store } from './store/store.ts';

type Proposed = Extract<PreviewOutcome, { readonly kind: 'plan' | 'overtaken' }>;

/** Also of an undo. */
export async function propose(
  parts: PreviewParts,
  { requester }: Pick<PreviewRequest, 'requester'>,
  computed: ComputedPlan,
): Promise<Proposed> {
  const { store, clock, ids } = parts;
  const overtaken = await stand(parts, computed.basis, readingsOf(computed));
  if (overtaken !== undefined) return nothingProposed(store, computed, overtaken);
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + parts.expiresAfterMs).toISOString();
  const entry = (what: string, planId: string): AuditEntry => ({
    at: now.toISOString(),
    actor: requester,
    what,
    planId,
    runId: null,
    payload: {
      fingerprint: computed.fingerprint,
      mutations: computed.content.mutations.length,
      blocked: computed.blocked,
    },
  });
  const open = await waitingSame(parts, computed);
  if (open !== undefined) {
    // A plan that was signed keeps its time: a signature is never prolonged by looking again.
    if (open.state !== 'approved') {
      const renewed = { basis: computed.basis, scope: computed.scope, expiresAt };
      await store.plans.refresh(open.id, renewed, entry('plan-refreshed', open.id));
    }
    return { kind: 'plan', plan: (await store.plans.get(open.id)) ?? open, isNew: false, superseded: [] };
  }
  const plan: Plan = {
    ...computed,
    id: ids.next('plan'),
    state: computed.blocked ? 'blocked' : 'proposed',
    requester,
    createdAt: now.toISOString(),
    expiresAt,
  };
  await store.plans.insert(plan, entry('plan-proposed', plan.id));
  return takeItsPlace(parts, plan);
}

/** A newer reading that ended while this plan was written did not see it: it is taken back then. */
async function takeItsPlace(parts: PreviewParts, plan: Plan): Promise<Proposed> {
  const { undoes } = plan.content;
  const overtaken = await isOvertaken(parts, plan.basis, readingsOf(plan));
  if (overtaken === undefined) {
    const newer = { id: plan.id, ...(undoes === undefined ? {} : { undoes }) };
    return { kind: 'plan', plan, isNew: true, superseded: await takePlaceOfOlder(parts, newer) };
  }
  await supersedeBy(parts, plan.id, 'newer-reading');
  return nothingProposed(parts.store, plan, overtaken);
}

export async function takePlaceOfOlder(parts: PreviewParts, newer: Newer): Promise<readonly string[]> {
  const superseded = await supersede(parts, newer);
  for (const older of superseded) await parts.announcer.planChanged(older);
  return superseded.map(({ id }) => id);
}

/** Whose readings replace each other, as their plans do. */
export function readingsOf({ content }: Pick<ComputedPlan, 'content'>): string {
  return content.undoes ?? 'previews';
}

/** What the person gets to see instead of a plan from the older reading: what waits. */
export async function nothingProposed(
  { plans }: Store,
  computed: ComputedPlan,
  overtaken: Overtaken,
): Promise<OvertakenOutcome> {
  const undoes = computed.content.undoes ?? null;
  const waits = (await plans.open()).find((plan) => (plan.undoes ?? null) === undoes);
  const plan = waits === undefined ? undefined : await plans.get(waits.id);
  const { scope, basis } = computed;
  return { kind: 'overtaken', plan: plan ?? null, covers: covers(plan, scope), ...overtaken, scope, basis };
}

/** A plan of some mailboxes answers only who asked for no others. */
function covers(plan: Plan | undefined, asked: ScopeReport): boolean {
  if (plan === undefined || !isOfSome(plan)) return true;
  const seen = new Set(plan.scope.inScope.map(({ mailboxId }) => mailboxId));
  return asked.inScope.every(({ mailboxId }) => seen.has(mailboxId));
}

/** The plan that waits with this content, when its time is not over. */
async function waitingSame(parts: PreviewParts, computed: ComputedPlan): Promise<Plan | undefined> {
  const { store, clock } = parts;
  const open = (await store.plans.openWithFingerprint(computed.fingerprint)) ?? (await openWaived(store, computed));
  if (open === undefined) return undefined;
  return isOver(open, clock) && (await markExpired(parts, open.id)) !== undefined ? undefined : open;
}

/** The same plan, from which a person lifted a block meanwhile: it still waits, under the fingerprint of its waiver. */
async function openWaived(store: Store, computed: ComputedPlan): Promise<Plan | undefined> {
  if (!computed.blocked) return undefined;
  for (const { id, fingerprint } of await store.plans.open()) {
    const waivers = await store.waivers.of(id);
    const lifted = new Map(
      waivers.map(({ findingCode, by, reason, at }) => [findingCode as FindingCode, { by, reason, at }] as const),
    );
    if (lifted.size > 0 && waived(computed.content, lifted).fingerprint === fingerprint) return store.plans.get(id);
  }
  return undefined;
}
