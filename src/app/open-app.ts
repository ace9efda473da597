/** Composition for the console: one process, one command, one person. */

import type { Config } from '../config/config.ts';
import { systemClock } from '../platform/clock.ts';
import { crashPointsFrom, crashPointVariable } from '../platform/crash-points.ts';
import { randomIds } from '../platform/ids.ts';
import type { Announcer } from '../sync/announcer.ts';
import { silentAnnouncer } from '../sync/announcer.ts';
import { createSync } from '../sync/create-sync.ts';
import type { OnProgress } from '../sync/model/progress.ts';
import type { Store } from '../sync/store/store.ts';
import { createZivverTarget } from '../sync/target/zivver/zivver-target.ts';
import { textsFor } from '../texts/texts.ts';
import type { App, AppOptions } from './app.ts';
import { createSignIns, type SignIns } from './create-sign-ins.ts';
import { createSources, forgetUnused } from './create-sources.ts';
import { mayApprove } from './may-approve.ts';
import { openBoundStore } from './open-bound-store.ts';
import { threadPlanner } from './thread-planner.ts';

/** @throws StoreError, TargetError, SourceError when a part cannot be opened */
export async function openApp(options: AppOptions): Promise<App> {
  const { config, environment, onRunProgress } = options;
  const store = await openBoundStore(config, environment);
  const announcer = onRunProgress === undefined ? silentAnnouncer : announceTo(onRunProgress);
  const signIns = consoleSignIns(config);
  const { sync, targetIsLoopback } = composeSync(options, store, announcer, signIns);
  await sync.expire();
  await forgetUnused(config, store.delegates);
  return {
    config,
    sync,
    targetIsLoopback,
    verifyAudit: () => store.audit.verify(),
    close: () => sync.close().finally(() => signIns.drop()),
  };
}

/** The pipeline on the configured parts. Closing it closes the store. */
export function composeSync(
  { config, environment, version, sources, onSourceFailure: onFailure }: AppOptions,
  store: Store,
  announcer: Announcer,
  signIns: SignIns,
) {
  const { url, apiKey, rate } = config.target;
  const target = createZivverTarget({
    url,
    rate,
    apiKey: () => apiKey.reveal(),
    userAgent: `Countersign/${version}`,
    clock: systemClock,
  });
  const surroundings = { clock: systemClock, environment, signIns, memory: store.delegates, onFailure };
  const sync = createSync({
    store,
    target,
    sources: sources ?? createSources(config, surroundings),
    policy: config.policy,
    ...config.approval,
    mayApprove: mayApprove(config.access, target.loopback),
    announcer,
    clock: systemClock,
    ids: randomIds,
    planner: threadPlanner,
    crashPoints: crashPointsFrom(environment[crashPointVariable]),
  });
  return { sync, targetIsLoopback: target.loopback };
}

/** There is no bot server to send the browser back to: a small one listens on this machine while a person is awaited. */
export function consoleSignIns(config: Config): SignIns {
  const { language } = config;
  const signIns: SignIns = createSignIns(config, {
    clock: systemClock,
    fetch,
    redirectUri: ({ consolePort }) => `http://localhost:${consolePort}/sign-in/callback`,
    whileWaiting: async ({ consolePort }) => {
      // restify takes a moment to load, and most commands never need it.
      const { startSignInServer } = await import('../http/sign-in-server.ts');
      const complete: SignIns['complete'] = (callback) => signIns.complete(callback);
      return await startSignInServer(consolePort, { complete, texts: textsFor(language), language });
    },
  });
  return signIns;
}

function announceTo(onProgress: OnProgress): Announcer {
  return { ...silentAnnouncer, runProgressed: (_plan, progress) => onProgress(progress) };
}
