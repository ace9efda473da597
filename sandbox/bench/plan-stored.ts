/** A plan on the whole of its way: computed on its thread, stored, loaded by a program that starts anew, its fingerprint checked, its card made. */

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { planInThread } from '../../src/app/thread-planner.ts';
import { planCard } from '../../src/cards/plan-card.ts';
import { shaping } from '../../src/cards/plan-shape.ts';
import { prepareCards } from '../../src/cards/prepare-cards.ts';
import { inTurns } from '../../src/platform/slices.ts';
import type { Plan } from '../../src/sync/model/plan.ts';
import { computePlanWithLinks } from '../../src/sync/plan/compute-plan.ts';
import { fingerprinting } from '../../src/sync/plan/fingerprint.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import { textsFor } from '../../src/texts/texts.ts';
import { type Blocks, watchLoop } from './loop-watch.ts';
import { planningWorld, takenAt } from './planning-world.ts';

interface Stage {
  /** Milliseconds. */
  readonly wall: number;
  readonly blocks: Blocks;
}

export interface StoredTimes {
  readonly store: Stage;
  readonly load: Stage;
  readonly check: Stage;
  readonly first: Stage;
  readonly card: Stage;
  /** Bytes. */
  readonly file: number;
  readonly cardSize: number;
}

export async function stored(mailboxes: number): Promise<StoredTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  const path = join(folder, 'store.sqlite');
  try {
    const store = await insert(path, mailboxes);
    return { store, file: (await stat(path)).size, ...(await look(path)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const planId = 'plan-abcdef';
const requester = { id: 'id-olga', tenantId: 'tenant', name: 'Olga', address: 'olga@example.nl' };

async function insert(path: string, mailboxes: number): Promise<Stage> {
  const input = planningWorld(mailboxes, 'first-run');
  const { plan: computed } = await planInThread(input, { signal: new AbortController().signal });
  const state = computed.blocked ? 'blocked' : 'proposed';
  const plan: Plan = { ...computed, id: planId, state, requester, createdAt: takenAt, expiresAt: takenAt };
  const audit = { at: takenAt, actor: requester, what: 'plan-proposed', planId, runId: null, payload: {} };
  const store = await openSqliteStore({ path });
  const [, stage] = await measured(() => store.plans.insert(plan, audit));
  await store.close();
  return stage;
}

async function look(path: string): Promise<Pick<StoredTimes, 'load' | 'check' | 'first' | 'card' | 'cardSize'>> {
  const store = await openSqliteStore({ path });
  const [plan, load] = await measured(() => store.plans.get(planId));
  if (plan === undefined) throw new Error('the plan was not stored');
  const [fingerprint, check] = await measured(() => inTurns(fingerprinting(plan.content)));
  if (fingerprint !== plan.fingerprint) throw new Error('what was loaded is not what was stored');
  const context = { texts: textsFor('en'), language: 'en', timeZone: 'Europe/Amsterdam', names: true } as const;
  const view = { plan, votes: [], page: 0, mayDecide: true, reportAvailable: true };
  const little = { ...plan, ...computePlanWithLinks(planningWorld(20, 'first-run')).plan };
  // Whatever the plan, the first card that a process draws takes longer: its code is not compiled yet. A bot that starts does this.
  prepareCards(context);
  const [, first] = await measured(async () => planCard(context, { ...view, plan: little }));
  const [made, card] = await measured(async () => {
    await inTurns(shaping(plan.content));
    return planCard(context, view);
  });
  await store.close();
  return { load, check, first, card, cardSize: JSON.stringify(made).length };
}

async function measured<Result>(work: () => Promise<Result>): Promise<[Result, Stage]> {
  globalThis.gc?.();
  const began = performance.now();
  const watch = watchLoop();
  const result = await work();
  // The watch sees work that never waits only when it ended.
  await pause(5);
  return [result, { wall: performance.now() - began, blocks: watch.stop() }];
}
