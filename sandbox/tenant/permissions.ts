/** Permission rows as Exchange shows them, with the noise real ones have. Part of the generator. */

import type { Groups } from './groups.ts';
import { ambiguousName } from './name-lists.ts';
import { type Draw, type People, sidBase } from './people.ts';
import type { Prng } from './prng.ts';
import type { WorldPermission, WorldRecipient } from './world.ts';

export interface Organisation extends Draw {
  readonly people: People;
  readonly groups: Groups;
  /** Display names that one recipient has: only those stand in a row. */
  readonly uniqueNames: ReadonlySet<string>;
}

const full = ['FullAccess'];

/** A row that gives `recipient` FullAccess, under one of the many forms in which Exchange shows a trustee. */
export function allow(recipient: WorldRecipient, { prng, uniqueNames }: Organisation): WorldPermission {
  const forms = [
    recipient.userPrincipalName ?? recipient.primaryAddress,
    `EXAMPLE\\${recipient.alias}`,
    recipient.sid,
    recipient.id,
  ];
  const shown = prng.chance(0.6) ? forms[0] : prng.pick(forms);
  const user =
    uniqueNames.has(recipient.displayName) && prng.chance(0.3) ? recipient.displayName : (shown ?? recipient.alias);
  const accessRights = prng.chance(0.12) ? ['FullAccess', 'SendAs'] : full;
  return row({ user, userSid: recipient.sid, accessRights });
}

export function deny(recipient: WorldRecipient): WorldPermission {
  return row({ user: recipient.alias, userSid: recipient.sid, deny: true });
}

/** Rows every mailbox has and none of which is a delegate. */
export function noise(organisation: Organisation): readonly WorldPermission[] {
  const { prng, people } = organisation;
  const self = row({ user: 'NT AUTHORITY\\SELF', userSid: 'S-1-5-10', accessRights: ['FullAccess', 'ReadPermission'] });
  const inherited = [
    row({ user: 'NT AUTHORITY\\SYSTEM', userSid: 'S-1-5-18', isInherited: true }),
    row({ user: 'EXAMPLE\\Organization Management', userSid: `${sidBase}-1105900`, isInherited: true }),
    row({ user: 'EXAMPLE\\Domain Admins', userSid: `${sidBase}-512`, isInherited: true, deny: true }),
  ];
  const others = [
    () => row({ ...shown(prng.pick(people.active).recipient), isInherited: true }),
    () => row({ ...shown(prng.pick(people.active).recipient), accessRights: ['ReadPermission'] }),
    () => row({ ...shown(prng.pick(people.active).recipient), accessRights: ['SendAs'] }),
    () => row({ ...shown(prng.pick(people.active).recipient), isInherited: true, deny: true }),
    () => row({ user: 'EXAMPLE\\Exchange Trusted Subsystem', userSid: `${sidBase}-1105901` }),
  ];
  // SELF rows come doubled (T).
  return [self, ...(prng.chance(0.3) ? [self] : []), ...inherited, ...(prng.chance(0.3) ? [prng.pick(others)()] : [])];
}

/** Rows nobody can be made of; `nth` walks through the kinds, two at a time. */
export function unresolvable(nth: number, organisation: Organisation): readonly WorldPermission[] {
  const { prng, people, groups } = organisation;
  const kinds = [
    () => orphan(prng),
    () => row({ user: ambiguousName, userSid: '' }),
    () => allowShown(groups.dynamic),
    () => allowShown(groups.m365),
    () => row({ user: 'Former contractor', userSid: '' }),
    () => allowShown(people.withoutAddress.recipient),
    () => allowShown(groups.mixed),
    () => visitor(prng),
  ];
  return [0, 1].flatMap((step) => kinds[(2 * nth + step) % kinds.length]?.() ?? []);
}

function orphan(prng: Prng): WorldPermission {
  const sid = `${sidBase}-${2_000_000 + prng.int(900_000)}`;
  return row({ user: sid, userSid: sid });
}

/** An account of another organisation's domain. */
function visitor(prng: Prng): WorldPermission {
  return row({ user: 'PARTNER\\Visitor', userSid: `S-1-5-21-3623811015-3361044348-30300820-${prng.int(900_000)}` });
}

/** Who is in a dynamic group is worked out for each message: it is no security principal, and no list shows a SID of it. */
function allowShown({ displayName, kind, sid }: WorldRecipient): WorldPermission {
  return row({ user: displayName, userSid: kind === 'dynamic-group' ? '' : sid });
}

function shown(recipient: WorldRecipient): Pick<WorldPermission, 'user' | 'userSid'> {
  return { user: recipient.alias, userSid: recipient.sid };
}

function row(given: Pick<WorldPermission, 'user' | 'userSid'> & Partial<WorldPermission>): WorldPermission {
  return { accessRights: full, deny: false, isInherited: false, ...given };
}
