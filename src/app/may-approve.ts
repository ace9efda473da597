/** Whose vote counts: asked when the quorum is met, when a run starts and when it resumes. */

import type { AccessConfig } from '../config/config.ts';
import type { Person } from '../sync/model/person.ts';

/** `consolePeople`: the target is on this machine, so a person without sign-in may decide. */
export function mayApprove(access: AccessConfig, consolePeople: boolean): (person: Person) => boolean {
  return ({ id, tenantId }) => {
    if (id.startsWith('console:')) return consolePeople;
    return tenantId === access.tenantId && access.approvers.includes(id);
  };
}
