/** A target's seed as the resources Zivver's API would hold: what the sandbox server starts from. */

import type { World } from '../../sandbox/tenant/world.ts';
import { groupOf, userOf } from '../../sandbox/zivver/resources-of-accounts.ts';
import type { TargetSeed } from './target-seed.ts';

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
