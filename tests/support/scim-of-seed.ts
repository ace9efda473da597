/** A target's seed as the resources Zivver's API would hold: what the sandbox server starts from. */

import type { World } from '../../sandbox/tenant/world.ts';
import type { FunctionalAccount, ZivverPerson } from '../../src/sync/model/functional-account.ts';
import type { TargetSeed } from './target-seed.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const zivverGroup = 'urn:ietf:params:scim:schemas:zivver:0.1:Group';
const zivverUser = 'urn:ietf:params:scim:schemas:zivver:0.1:User';

export function scimWorldOf(seed: TargetSeed): Pick<World, 'zivver' | 'domains'> {
  return {
    domains: seed.domains,
    zivver: {
      apiKey: 'key-for-tests-0123456789',
      users: seed.people.map(userOf),
      groups: seed.accounts.map(groupOf),
      divisions: seed.divisions,
      guests: seed.guests,
    },
  };
}

function groupOf(account: FunctionalAccount) {
  return {
    id: account.id,
    externalId: account.address,
    displayName: account.displayName,
    members: account.members.map((value) => ({ value })),
    meta: { created: '2024-01-01', location: `/scim/v2/Groups/${account.id}`, resourceType: 'Group' },
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group', zivverGroup, enterprise],
    [enterprise]: { ...account.enterprise, ...(account.division === null ? {} : { division: account.division }) },
    [zivverGroup]: { ...account.extension, aliases: account.aliases },
  };
}

function userOf(person: ZivverPerson) {
  return {
    id: person.id,
    userName: person.address,
    active: person.active,
    name: { formatted: person.name },
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', zivverUser],
    [zivverUser]: { aliases: person.aliases },
  };
}
