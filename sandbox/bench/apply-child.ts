/**
 * One step of the road of a plan in a process of its own: `propose` (preview and approve), `apply`, `preview`. The parts
 * are those of the program: its configuration, its store on disk, its client over HTTP.
 */

import { createSignIns } from '../../src/app/create-sign-ins.ts';
import { composeSync } from '../../src/app/open-app.ts';
import { openBoundStore } from '../../src/app/open-bound-store.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { silentAnnouncer } from '../../src/sync/announcer.ts';
import type { Sync } from '../../src/sync/index.ts';
import type { Person } from '../../src/sync/model/person.ts';
import { isRefusal, type Refusal } from '../../src/sync/model/refusal.ts';
import type { Store } from '../../src/sync/store/store.ts';
import type { PlanningCase } from './planning-world.ts';
import { streamingSource } from './streaming-source.ts';

export interface Proposed {
  readonly mutations: number;
}

export interface Applied {
  readonly state: string;
  readonly ms: number;
  /** Milliseconds that the store of the ledger took, by the clock (the disk included) and of the processor. */
  readonly ledger: Spent;
  /** Bytes: of the process when it was ready, and at most since it began. */
  readonly memory: { readonly before: number; readonly peak: number };
}

interface Spent {
  wall: number;
  processor: number;
}

const requester: Person = { id: 'console:olga', tenantId: '', name: 'olga', address: null };
const approver: Person = { id: 'console:ben', tenantId: '', name: 'ben', address: null };
const work = { signal: new AbortController().signal };

const [step = '', file = '', key = '', mailboxes, which] = process.argv.slice(2);
const env = { ...process.env, COUNTERSIGN_ZIVVER_API_KEY: key };
const { config } = loadConfig({ file, flags: {}, env });
const spent: Spent = { wall: 0, processor: 0 };
const store = metered(await openBoundStore(config));
const signIns = createSignIns(config, { clock: systemClock, fetch, redirectUri: () => '' });
const sources = [streamingSource(Number(mailboxes), which as PlanningCase)];
const { sync } = composeSync({ config, environment: env, version: 'bench', sources }, store, silentAnnouncer, signIns);
const steps: Readonly<Record<string, () => Promise<unknown>>> = { propose, apply, preview };
process.stdout.write(JSON.stringify(await steps[step]?.()));
await sync.close();

async function propose(): Promise<Proposed> {
  const outcome = await sync.preview({ requester }, work);
  if (outcome.kind !== 'plan') throw new Error('there is nothing to apply');
  const { id: planId, fingerprint, content } = outcome.plan;
  const decision = { planId, fingerprint, by: approver, mayDecide: true, comment: '' };
  const { quorumMet } = allowed(await sync.approve(decision));
  if (!quorumMet) throw new Error('one approval is not enough');
  return { mutations: content.mutations.length };
}

async function apply(): Promise<Applied> {
  const { open } = await sync.status();
  const planId = open.find(({ state }) => state === 'approved')?.id ?? '';
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  Object.assign(spent, { wall: 0, processor: 0 });
  const began = performance.now();
  const { state } = allowed(await sync.carryOut({ planId, by: approver }, work));
  const ms = performance.now() - began;
  return { state, ms, ledger: { ...spent }, memory: { before, peak: process.resourceUsage().maxRSS * 1024 } };
}

async function preview(): Promise<Awaited<ReturnType<Sync['preview']>>['kind']> {
  return (await sync.preview({ requester }, work)).kind;
}

function allowed<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(`refused: ${outcome.code}`);
  return outcome;
}

/** The driver is synchronous: what a call of the ledger takes is over when its promise is there. */
function metered(plain: Store): Store {
  const measured = (method: (...given: unknown[]) => unknown) => {
    return (...given: unknown[]): unknown => {
      const [began, used] = [performance.now(), process.threadCpuUsage()];
      const answer = method(...given);
      const { user, system } = process.threadCpuUsage(used);
      spent.wall += performance.now() - began;
      spent.processor += (user + system) / 1000;
      return answer;
    };
  };
  const methods = Object.entries(plain.ledger) as [string, (...given: unknown[]) => unknown][];
  const ledger = Object.fromEntries(methods.map(([name, method]) => [name, measured(method)]));
  return { ...plain, ledger: ledger as unknown as Store['ledger'] };
}
