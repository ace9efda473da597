/** From permission rows to people: reads the members of the groups that stand in them, each group once. Asks nothing else. */

import type { DelegateReading } from '../../model/mailbox.ts';
import type { MemberRow } from './exchange-rows.ts';
import type { PermissionRow } from './permission-row.ts';
import { askMembers, type Reading, tellUnread } from './read-exchange.ts';
import { isForeignSid, type RecipientIndex } from './recipient-index.ts';
import { createDelegateResolver, groupsIn, inNoList, type Memberships } from './resolve-delegates.ts';

/** Members of these groups and of every security group inside them, each asked once. */
export async function readMemberships(
  reading: Reading,
  groups: readonly string[],
  index: RecipientIndex,
): Promise<Memberships> {
  const memberships = new Map<string, readonly string[] | 'unreadable'>();
  let level = [...new Set(groups)];
  let done = 0;
  while (level.length > 0) {
    for (const id of level) memberships.set(id, 'unreadable');
    // What lies deeper is not known yet: the total grows with each level.
    const total = memberships.size;
    reading.say('groups', done, total);
    const { rows, failed } = await askMembers(reading, level, () =>
      reading.say('groups', Math.min(++done, total), total),
    );
    done = total;
    tellUnread(reading, failed, reading.onPremise ? 'Get-ADGroupMember' : 'Get-DistributionGroupMember');
    for (const [id, members] of rows)
      memberships.set(
        id,
        members.map((member) => idOf(member, index)),
      );
    const members = level.flatMap((id) => memberships.get(id) ?? []).filter((id) => id !== 'unreadable');
    const nested = members.filter((id) => index.byId.get(id)?.kind === 'security-group' && !memberships.has(id));
    level = [...new Set(nested)];
  }
  return memberships;
}

/** What may be a person or hold some, by its class in the directory; contacts and computers open no mailbox. */
const mayBePeople: ReadonlySet<string> = new Set(['', 'user', 'inetOrgPerson', 'group']);

/** On-premise a member may be known by its distinguished name or SID; a SID that is no recipient's stays one. */
function idOf({ key, sid, kind }: MemberRow, index: RecipientIndex): string {
  if (index.byId.has(key)) return key;
  const [only, ...others] = index.byIdentity.get(key.toLowerCase()) ?? index.byIdentity.get(sid.toLowerCase()) ?? [];
  if (only !== undefined && others.length === 0) return only.id;
  if (isForeignSid(index, sid)) return sid;
  return mayBePeople.has(kind) && !key.startsWith('S-1-') ? inNoList : key;
}

/** Mailbox id → who holds FullAccess. */
export async function readDelegates(
  reading: Reading,
  permissions: ReadonlyMap<string, readonly PermissionRow[]>,
  index: RecipientIndex,
  expandGroups: boolean,
): Promise<ReadonlyMap<string, DelegateReading>> {
  const groups = expandGroups ? [...permissions.values()].flatMap((rows) => groupsIn(rows, index)) : [];
  const memberships = expandGroups ? await readMemberships(reading, groups, index) : null;
  const resolver = createDelegateResolver(index, memberships);
  return new Map([...permissions].map(([id, rows]) => [id, resolver.resolve(rows)]));
}
