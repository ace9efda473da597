/** The whole pipeline on a real store against the sandbox server, over an organisation in which every kind of change occurs. */

import { onTestFinished } from 'vitest';
import { startZivverServer } from '../../sandbox/zivver/zivver-server.ts';
import { createSync, type SyncParts } from '../../src/sync/create-sync.ts';
import type { UndoOutcome } from '../../src/sync/index.ts';
import type { Plan } from '../../src/sync/model/plan.ts';
import type { Policy } from '../../src/sync/model/policy.ts';
import { isRefusal, type Refusal } from '../../src/sync/model/refusal.ts';
import type { Run } from '../../src/sync/model/run.ts';
import type { Source } from '../../src/sync/source/source.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import type { AccountWrite } from '../../src/sync/target/target.ts';
import { createZivverTarget } from '../../src/sync/target/zivver/zivver-target.ts';
import { freeRules, type Organisation, organisation, partsFor, stillSource } from './apply-case.ts';
import { scimWorldOf } from './scim-of-seed.ts';
import { staff } from './stored-plan.ts';
import { temporaryFolder } from './temporary-folder.ts';

const options = { signal: new AbortController().signal };
const [olga, ben] = [staff('olga'), staff('ben')];

export async function openOffice(org: Organisation = organisation({ created: 2 }), policy: Policy = freeRules) {
  const server = await startZivverServer({ world: scimWorldOf(org.seed), rate: null });
  const rate = { calls: 10_000, perMs: 1_000 };
  const target = createZivverTarget({ url: server.url, apiKey: () => server.apiKey, rate, longestWaitMs: 1 });
  const store = await openSqliteStore({ path: `${temporaryFolder()}/store.sqlite` });
  await store.links.save(org.links);
  const source = stillSource(org.mailboxes);
  const lookUp: Source['lookUp'] = async (ids) =>
    new Map(ids.map((id) => [id, source.mailboxes.some((each) => each.id === id) ? 'found' : 'not-found']));
  const parts: SyncParts = {
    ...partsFor(
      store,
      { ...source, lookUp, read: () => source.read(options), reread: (ids) => source.reread(ids, options) },
      target,
    ),
    policy,
    expiresAfterMs: 3_600_000,
  };
  const sync = createSync(parts);
  onTestFinished(async () => {
    await sync.close();
    await server.close();
  });

  async function apply(plan: Plan): Promise<Run> {
    const { id: planId, fingerprint } = plan;
    const approved = await sync.approve({ planId, fingerprint, by: ben, mayDecide: true, comment: '' });
    if (isRefusal(approved)) throw new Error(approved.code);
    const run = await sync.carryOut({ planId, by: ben }, options);
    if (isRefusal(run)) throw new Error(run.code);
    return run;
  }

  async function preview(): Promise<Plan> {
    const outcome = await sync.preview({ requester: olga }, options);
    if (outcome.kind !== 'plan') throw new Error(outcome.kind);
    return outcome.plan;
  }

  return {
    sync,
    parts,
    store,
    server,
    source,
    apply,
    preview,
    undo: async (run: Run): Promise<Plan> => planOf(await sync.undo({ requester: olga, which: run.id }, options)),
    again: () => sync.preview({ requester: olga }, options),
    /** As an administrator would see it in Zivver; new accounts apart. */
    accounts: async () => {
      const known = new Set(org.seed.accounts.map(({ id }) => id));
      const accounts = await target.listAccounts(options);
      return accounts.filter(({ id }) => known.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    /** What another program, or a person in Zivver, does meanwhile. */
    byHand: async (address: string, write: AccountWrite) => {
      const found = (await target.listAccounts(options)).find((each) => each.address === address);
      if (found !== undefined) await target.update(found, write, options);
    },
    created: async () => {
      const known = new Set(org.seed.accounts.map(({ id }) => id));
      return (await target.listAccounts(options)).filter(({ id }) => !known.has(id));
    },
  };
}

function planOf(outcome: UndoOutcome | Refusal): Plan {
  if (isRefusal(outcome)) throw new Error(outcome.code);
  if (outcome.kind !== 'plan') throw new Error(outcome.kind);
  return outcome.plan;
}
