/** People and functional accounts as the resources Zivver's API holds: what a server of the sandbox starts from. */

import type { FunctionalAccount, ZivverPerson } from '../../src/sync/model/functional-account.ts';
import { coreGroup, enterprise, zivverGroup, zivverUser } from './scim-resource.ts';

export function groupOf(account: FunctionalAccount) {
  return {
    id: account.id,
    externalId: account.address,
    displayName: account.displayName,
    members: account.members.map((value) => ({ value })),
    meta: { created: '2024-01-01', location: `/scim/v2/Groups/${account.id}`, resourceType: 'Group' },
    schemas: [coreGroup, zivverGroup, enterprise],
    [enterprise]: { ...account.enterprise, ...(account.division === null ? {} : { division: account.division }) },
    [zivverGroup]: { ...account.extension, aliases: account.aliases },
  };
}

export function userOf(person: ZivverPerson) {
  return {
    id: person.id,
    userName: person.address,
    active: person.active,
    name: { formatted: person.name },
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', zivverUser],
    [zivverUser]: { aliases: person.aliases },
  };
}
