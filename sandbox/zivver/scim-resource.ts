/** The shapes of SCIM resources as Zivver answers them, and how to read one. Pure; knows no rules. */

import type { WorldScimResource } from '../tenant/world.ts';

export const coreGroup = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const zivverGroup = 'urn:ietf:params:scim:schemas:zivver:0.1:Group';
export const zivverUser = 'urn:ietf:params:scim:schemas:zivver:0.1:User';
/** The organisational unit stands in the *User* enterprise extension, on groups too (O). */
export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export type JsonObject = Readonly<Record<string, unknown>>;
export type ResourceType = 'groups' | 'users';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Primary address, lower case; empty when there is none. */
export function addressOf(resource: JsonObject): string {
  const address = resource['externalId'] ?? resource['userName'];
  return typeof address === 'string' ? address.toLowerCase() : '';
}

export function aliasesOf(resource: JsonObject): readonly string[] {
  const extension = resource[zivverGroup] ?? resource[zivverUser];
  const aliases = isObject(extension) ? extension['aliases'] : [];
  return Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === 'string') : [];
}

export function memberIdsOf(resource: JsonObject): readonly string[] {
  return readMembers(resource['members']) ?? [];
}

/** Ids in a member list as a client sends it; undefined when it is no such list. */
export function readMembers(members: unknown): readonly string[] | undefined {
  if (!Array.isArray(members)) return undefined;
  const ids = members.map((member: unknown) => (isObject(member) ? member['value'] : undefined));
  return ids.every((id) => typeof id === 'string') ? [...new Set(ids)] : undefined;
}

export function divisionOf(resource: JsonObject): unknown {
  const extension = resource[enterprise];
  return isObject(extension) ? extension['division'] : undefined;
}

export interface GroupDraft {
  readonly id: string;
  readonly address: string;
  readonly displayName: string;
  readonly members: readonly string[];
  readonly aliases: readonly string[];
  /** Null gives the empty extension object that real servers answer too (O). */
  readonly division: string | null;
  /** `2022-07-20`. */
  readonly created: string;
  /** Further keys of the Zivver extension, `ExternalAccountId` for one. */
  readonly extension?: JsonObject;
}

export function groupResource(draft: GroupDraft): WorldScimResource {
  return {
    id: draft.id,
    externalId: draft.address,
    displayName: draft.displayName,
    members: draft.members.map((value) => ({ value })),
    meta: { created: draft.created, location: `/scim/v2/Groups/${draft.id}`, resourceType: 'Group' },
    schemas: [coreGroup, zivverGroup, enterprise],
    [enterprise]: draft.division === null ? {} : { division: draft.division },
    [zivverGroup]: { aliases: draft.aliases, ...draft.extension },
  };
}

export interface UserDraft {
  readonly id: string;
  readonly address: string;
  readonly name: string;
  readonly active: boolean;
  readonly aliases: readonly string[];
  readonly division: string | null;
  readonly created: string;
}

export function userResource(draft: UserDraft): WorldScimResource {
  return {
    id: draft.id,
    userName: draft.address,
    active: draft.active,
    name: { formatted: draft.name },
    meta: { created: draft.created, location: `/scim/v2/Users/${draft.id}`, resourceType: 'User' },
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', zivverUser, enterprise],
    [enterprise]: draft.division === null ? {} : { division: draft.division },
    [zivverUser]: { aliases: draft.aliases },
  };
}
