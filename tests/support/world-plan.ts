/** The first plan of a made-up world, computed as preview would: reading, Zivver's lists, links of the earlier run. */

import { generateWorld, type WorldSize } from '../../sandbox/tenant/generate-world.ts';
import { recordedReading } from '../../sandbox/tenant/recorded-reading.ts';
import type { World } from '../../sandbox/tenant/world.ts';
import type { ComputedPlan } from '../../src/sync/model/plan.ts';
import type { LookUpAnswer, SourceSnapshot } from '../../src/sync/model/snapshot.ts';
import { computePlan } from '../../src/sync/plan/compute-plan.ts';
import { digest } from '../../src/sync/plan/fingerprint.ts';
import { noHistory } from '../../src/sync/plan/history.ts';
import { accountOf, personOf } from '../../src/sync/target/zivver/scim-resources.ts';
import { policy, targetSnapshot } from './build.ts';

export const takenAt = '2026-01-05T08:00:00.000Z';

export function readWorld(world: World): SourceSnapshot {
  return recordedReading(world, { source: 'exchange', takenAt });
}

export function firstPlan(size: WorldSize) {
  const world = generateWorld(size);
  const reading = readWorld(world);
  return { world, reading, plan: planOf(world, reading) };
}

/** The default limits of a configuration file, the rule that gives most kinds of mutations. */
export function planOf(
  world: World,
  reading: SourceSnapshot,
  lookUps?: ReadonlyMap<string, LookUpAnswer>,
): ComputedPlan {
  const rules = policy({
    scope: { domains: world.domains, division: { kind: 'domain' } },
    sync: { missing: 'retire' },
    guards: { removals: { absolute: 10, percent: 5, floor: 3 } },
  });
  const read = new Set(reading.mailboxes.map(({ id }) => id));
  const absent = world.links.filter(({ mailboxId }) => !read.has(mailboxId));
  return computePlan({
    sources: [reading],
    target: targetSnapshot(
      world.zivver.groups.map((group) => accountOf(group, 'Groups')),
      world.zivver.users.map((user) => personOf(user, 'Users')),
    ),
    policy: rules,
    links: world.links,
    lookUps: lookUps ?? new Map(absent.map((link) => [link.mailboxId, 'not-found'])),
    baselines: [{ source: 'exchange', mailboxes: reading.mailboxes.length, scopeDigest: digest(rules.scope) }],
    mutes: new Map(),
    history: noHistory,
    only: [],
  });
}
