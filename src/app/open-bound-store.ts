/** Opens the store for one Zivver: what was signed for one is never applied to another, whatever the configuration says later. */

import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { StoreError } from '../errors.ts';
import { crashPointsFrom, crashPointVariable } from '../platform/crash-points.ts';
import { isLoopbackUrl } from '../platform/loopback.ts';
import { openSqliteStore } from '../sync/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../sync/store/store.ts';

const fact = 'target';
/** All stand-ins on this machine are one: their ports change with every start. */
const onThisMachine = 'this machine';

/** @throws StoreError also when the store belongs to another Zivver */
export async function openBoundStore(
  { store: { path }, target }: Pick<Config, 'store' | 'target'>,
  environment: Environment = {},
): Promise<Store> {
  const store = await openSqliteStore({ path, crashPoints: crashPointsFrom(environment[crashPointVariable]) });
  const wanted = isLoopbackUrl(target.url) ? onThisMachine : target.url;
  const bound = await store.facts.get(fact);
  if (bound === undefined) await store.facts.set(fact, wanted);
  if (bound === undefined || bound === wanted) return store;
  await store.close();
  throw new StoreError(
    'store-of-another-target',
    `Opening the store "${path}" for "${wanted}": it belongs to "${bound}"`,
    {
      context: { path, bound, wanted },
    },
  );
}
