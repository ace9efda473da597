/** A plan as the store takes it, and the people and entries around it: the smallest valid thing of each. */

import type { Person } from '../../src/sync/model/person.ts';
import type { Plan } from '../../src/sync/model/plan.ts';
import type { Vote } from '../../src/sync/model/run.ts';
import type { AuditEntry } from '../../src/sync/store/store.ts';
import { mailbox, plan, type World } from './build.ts';

export const morning = '2026-11-24T09:00:00.000Z';
export const tomorrow = '2026-11-25T09:00:00.000Z';

export function staff(name: string, more: Partial<Person> = {}): Person {
  return { id: `id-${name}`, tenantId: 'tenant', name, address: `${name}@example.nl`, ...more };
}

/** Creates one account, and fills it, for each name; the default makes four items. */
export function storedPlan(
  id: string,
  more: Partial<Plan> & { readonly world?: World; readonly names?: readonly string[] } = {},
): Plan {
  const { names = ['info', 'sales'], world = { mailboxes: names.map((name) => mailbox(name)) }, ...rest } = more;
  const computed = plan(world);
  return {
    ...computed,
    id,
    state: computed.blocked ? 'blocked' : 'proposed',
    requester: staff('olga'),
    createdAt: morning,
    expiresAt: tomorrow,
    ...rest,
  };
}

export function auditEntry(what: string, more: Partial<AuditEntry> = {}): AuditEntry {
  return { at: morning, actor: staff('olga'), what, planId: null, runId: null, payload: {}, ...more };
}

export function vote(by: Person, plan: Plan, more: Partial<Vote> = {}): Vote {
  return { person: by, decision: 'approve', fingerprint: plan.fingerprint, comment: '', at: morning, ...more };
}
