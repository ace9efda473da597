/**
 * Who may do what, decided on the server for every command and every click. Having been shown a card proves nothing.
 * Pure: the caller was identified before (caller.ts).
 */

import type { AccessConfig } from '../config/config.ts';
import { type DangerClass, dangerClasses } from '../sync/model/mutation.ts';
import type { Person } from '../sync/model/person.ts';
import { type Refusal, refuse } from '../sync/model/refusal.ts';

export type Role = 'reader' | 'operator' | 'approver';
/** One role, or any of several. */
export type Need = Role | readonly Role[];

/** Ending a run, or letting it go on as it was signed: whoever may start things and whoever may sign them. */
export const operatorOrApprover: Need = ['operator', 'approver'];

/** What the channel said about the person who acts. */
export interface Caller {
  /** Entra object id; null for anonymous people and some external ones. */
  readonly objectId: string | null;
  /** Every tenant id that was said: of the conversation, of the roster's member. */
  readonly tenantIds: readonly string[];
  readonly guest: boolean;
  readonly name: string;
  /** Sign-in name and mail address, as far as the roster knows them. */
  readonly addresses: readonly string[];
}

export interface Authorized {
  readonly person: Person;
  readonly roles: readonly Role[];
}

/** `need` null: anybody of the tenant (help, whoami). */
export function authorize(access: AccessConfig, caller: Caller, need: Need | null): Authorized | Refusal {
  const tenantId = access.tenantId.toLowerCase();
  const strangers = caller.tenantIds.length === 0 || caller.tenantIds.some((id) => id.toLowerCase() !== tenantId);
  if (caller.objectId === null || caller.guest || strangers) return refuse('not-authorized', params(need));
  const id = caller.objectId.toLowerCase();
  const roles = rolesOf(access, id);
  if (need !== null && ![need].flat().some((role) => roles.includes(role)))
    return refuse('not-authorized', params(need));
  const [address = null, ...otherAddresses] = caller.addresses;
  return { person: { id, tenantId, name: caller.name, address, otherAddresses }, roles };
}

/** Approvers and operators are readers as well. */
export function rolesOf(access: AccessConfig, objectId: string): readonly Role[] {
  const has = (ids: readonly string[]) => ids.some((id) => id.toLowerCase() === objectId);
  const operator = has(access.operators);
  const approver = has(access.approvers);
  const roles: Role[] = [];
  if (operator || approver || has(access.readers)) roles.push('reader');
  if (operator) roles.push('operator');
  if (approver) roles.push('approver');
  return roles;
}

/** Of an approver; undefined where nobody is named for any class. */
export function approvableClasses({ approversFor = {} }: AccessConfig, id: string): readonly DangerClass[] | undefined {
  if (Object.keys(approversFor).length === 0) return undefined;
  return dangerClasses.filter((name) => approversFor[name]?.includes(id) !== false);
}

function params(need: Need | null): Refusal['params'] {
  return need === null ? {} : { role: [need].flat().join(', ') };
}
