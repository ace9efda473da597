/** Whose vote counts: asked when it is cast, when the quorum is met, when a run starts and when it resumes. */

import type { AccessConfig } from '../config/config.ts';
import type { MayApprove } from '../sync/approve/valid-votes.ts';

/** `consolePeople`: the target is on this machine, so a person without sign-in may decide. */
export function mayApprove(access: AccessConfig, consolePeople: boolean): MayApprove {
  return ({ id, tenantId }, namedFor) => {
    if (id.startsWith('console:')) return consolePeople;
    if (tenantId !== access.tenantId || !access.approvers.includes(id)) return false;
    return namedFor.every((name) => access.approversFor?.[name]?.includes(id) !== false);
  };
}
