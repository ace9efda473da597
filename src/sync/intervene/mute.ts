/**
 * "Do not propose this again until it changes": for one address of a plan that waits, or for a whole plan by its rejection
 * (approve/mutes-of.ts). A waiting plan stays what it is; the next preview leaves out what is muted and says so.
 */

import { mutesOf } from '../approve/mutes-of.ts';
import type { MuteOutcome, MuteRequest, UnmuteOutcome, UnmuteRequest } from '../index.ts';
import { canonicalAddress } from '../model/address.ts';
import type { Mutation } from '../model/mutation.ts';
import type { Person } from '../model/person.ts';
import type { Plan } from '../model/plan.ts';
import { type Refusal, refuse } from '../model/refusal.ts';
import type { PreviewParts } from '../preview-parts.ts';
import type { AuditEntry } from '../store/store.ts';

type MuteParts = Pick<PreviewParts, 'store' | 'clock'>;

export async function mute(parts: MuteParts, request: MuteRequest): Promise<MuteOutcome | Refusal> {
  const { store, clock } = parts;
  const { by, mayDecide } = request;
  const address = canonical(request.address);
  const reason = request.reason.trim();
  if (!mayDecide) return refuse('not-authorized');
  if (reason === '') return refuse('reason-needed', { example: `mute ${address || 'info@example.nl'} on long leave` });
  const found = await proposedFor(parts, address);
  if (found === undefined) return refuse('nothing-to-mute', address === '' ? {} : { address });
  const { plan, mutations } = found;
  const at = clock.now().toISOString();
  const mutes = mutesOf(plan, mutations, { by, reason, at });
  const known = new Map((await store.mutes.all()).map((each) => [each.mutationId, each.sourceState]));
  // A second click, or the same word twice, changes nothing.
  const fresh = mutes.filter(({ mutationId, sourceState }) => known.get(mutationId) !== sourceState);
  const payload = { address, reason, mutations: fresh.map(({ mutationId }) => mutationId) };
  if (fresh.length > 0) await store.mutes.addAll(fresh, entryOf('muted', { at, by, planId: plan.id, payload }));
  return { address, planId: plan.id, mutations: mutes.length };
}

export async function unmute({ store, clock }: MuteParts, request: UnmuteRequest): Promise<UnmuteOutcome | Refusal> {
  const { by, mayDecide } = request;
  const address = canonical(request.address);
  if (!mayDecide) return refuse('not-authorized');
  const ids = (await store.mutes.all()).filter((each) => each.address === address).map(({ mutationId }) => mutationId);
  if (ids.length === 0) return refuse('nothing-muted', address === '' ? {} : { address });
  const at = clock.now().toISOString();
  await store.mutes.end(ids, entryOf('unmuted', { at, by, planId: null, payload: { address, mutations: ids } }));
  return { address, mutations: ids.length };
}

/** The newest waiting plan that proposes something for this address. An undo is decided on, not muted. */
async function proposedFor(
  { store }: MuteParts,
  address: string,
): Promise<{ readonly plan: Plan; readonly mutations: readonly Mutation[] } | undefined> {
  for (const { id, undoes } of await store.plans.open()) {
    const plan = (undoes ?? null) === null ? await store.plans.get(id) : undefined;
    const mutations = plan?.content.mutations.filter(({ account }) => account.address === address) ?? [];
    if (plan !== undefined && mutations.length > 0) return { plan, mutations };
  }
  return undefined;
}

function canonical(typed: string): string {
  return canonicalAddress(typed) ?? typed.trim().toLowerCase();
}

function entryOf(
  what: string,
  { at, by, planId, payload }: Pick<AuditEntry, 'at' | 'planId' | 'payload'> & { readonly by: Person },
): AuditEntry {
  return { at, actor: by, what, planId, runId: null, payload };
}
