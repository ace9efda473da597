/**
 * A process with everything around what is measured: a Zivver that holds an organisation, a configuration, a store that
 * remembers. Asked for anything, it tells every call that came in and how many of them changed something.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config/load-config.ts';
import { digest } from '../../src/sync/plan/fingerprint.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import { playgroundConversations, playgroundPeople, playgroundTenantId } from '../teams/playground-config.ts';
import type { Arrival } from '../zivver/journal.ts';
import { groupOf, userOf } from '../zivver/resources-of-accounts.ts';
import { startZivverServer } from '../zivver/zivver-server.ts';
import { domain, type PlanningCase, planningWorld, source, takenAt } from './planning-world.ts';

const apiKey = 'key-for-the-bench-0123456789';

/** How this Zivver answers; as it always did when absent: at once, and however often it is asked. */
interface Manners {
  readonly latencyMs?: number;
  readonly rate?: { readonly calls: number; readonly perMs: number };
}

export interface WorldReady {
  readonly file: string;
  readonly apiKey: string;
}

export interface WorldTold {
  readonly arrivals: readonly Arrival[];
  readonly effects: number;
  readonly refused: number;
}

const [folder = '', mailboxes, which, manners = '{}'] = process.argv.slice(2);
const { latencyMs = 0, rate = null } = JSON.parse(manners) as Manners;
const { target, links } = planningWorld(Number(mailboxes), which as PlanningCase);
const zivver = await startZivverServer({
  world: {
    domains: [domain],
    zivver: {
      apiKey,
      users: target.people.map(userOf),
      groups: target.accounts.map(groupOf),
      divisions: [domain],
      guests: [],
    },
  },
  rate,
});
if (latencyMs > 0) zivver.addFault({ kind: 'latency', ms: latencyMs, times: null });
const file = join(folder, 'countersign.yaml');
await writeFile(file, stringify(configuration()));
const { config } = loadConfig({ file, flags: {}, env: { COUNTERSIGN_ZIVVER_API_KEY: apiKey } });
const store = await openSqliteStore({ path: config.store.path });
await store.links.save(links);
await store.baselines.save({
  source,
  mailboxes: Number(mailboxes),
  scopeDigest: digest(config.policy.scope),
  takenAt,
});
await store.close();
process.on('message', () => {
  const { effects, refused } = zivver.journal();
  process.send?.({ arrivals: zivver.arrivals(), effects, refused: refused.length } satisfies WorldTold);
});
process.send?.({ file, apiKey } satisfies WorldReady);
process.on('disconnect', () => process.exit());

function configuration() {
  const { admin, approver } = playgroundPeople;
  const everything = { absolute: 100_000, percent: 100, floor: 100_000 };
  return {
    sources: [{ type: 'recorded', name: source, file: './none.json', recordedFrom: 'exchange-online-certificate' }],
    target: {
      url: zivver.url,
      domains: [domain],
      zivverOrganizationalUnit: 'domain',
      rate: rate === null ? { calls: 1000, per: '1s' } : { calls: rate.calls, per: `${rate.perMs / 1000}s` },
    },
    sync: { missing: 'retire' },
    guards: { removals: everything, access: everything, creates: everything, retires: everything, emptied: everything },
    access: {
      tenantId: playgroundTenantId,
      operators: [admin.objectId],
      approvers: [admin.objectId, approver.objectId],
    },
    conversations: { namesAllowed: Object.values(playgroundConversations) },
    store: { path: './countersign.sqlite' },
    bot: { authentication: 'none', host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:3978' },
    language: 'en',
  };
}
