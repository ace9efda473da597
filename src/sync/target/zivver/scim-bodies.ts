/** The model → what Zivver accepts. The rules that bite (W1–W3, W6) live here; nothing is sent from here. */

import { InternalError } from '../../../errors.ts';
import type { FunctionalAccount } from '../../model/functional-account.ts';
import type { AccountWrite } from '../target.ts';
import { schemas } from './scim-resources.ts';

/** The least that makes an account: aliases and members given here can be lost silently (W6). */
export function createBody(draft: {
  readonly address: string;
  readonly displayName: string;
  readonly division: string | null;
}): object {
  const inDivision = draft.division === null ? {} : divisionPart({}, draft.division);
  return {
    schemas: [schemas.group, ...Object.keys(inDivision)],
    externalId: draft.address.toLowerCase(),
    displayName: draft.displayName,
    ...inDivision,
  };
}

/** Only what changes: at the top level, what is omitted stays (W1). */
export function updateBody(current: FunctionalAccount, write: AccountWrite): object {
  // 200 and no change (W3)
  if (write.members?.length === 0) throw new InternalError('update with an empty member set: use emptyMembers');
  // An extension that is sent is sent whole: its omitted keys are erased (W2)
  const extensions = {
    ...(write.division === undefined ? {} : divisionPart(current.enterprise, write.division)),
    ...(write.aliases === undefined ? {} : zivverPart(current, write.aliases)),
  };
  const fields = {
    ...(write.address === undefined ? {} : { externalId: write.address.toLowerCase() }),
    ...(write.displayName === undefined ? {} : { displayName: write.displayName }),
    ...(write.members === undefined ? {} : { members: write.members.map((value) => ({ value })) }),
    ...extensions,
  };
  if (Object.keys(fields).length === 0) throw new InternalError('update without a field');
  return { schemas: [schemas.group, ...Object.keys(extensions)], ...fields };
}

/** An empty set by PUT changes nothing (W3); this is the one way to take the last member away. */
export const emptyMembersBody: object = {
  schemas: [schemas.patch],
  Operations: [{ op: 'remove', path: 'members' }],
};

function zivverPart(current: FunctionalAccount, aliases: readonly string[]): object {
  return { [schemas.zivverGroup]: { ...current.extension, aliases: aliases.map((alias) => alias.toLowerCase()) } };
}

/** `/` means: no organisational unit. */
function divisionPart(others: FunctionalAccount['enterprise'], division: string | null): object {
  return { [schemas.enterprise]: { ...others, division: division ?? '/' } };
}
