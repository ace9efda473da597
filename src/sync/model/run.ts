/** The record of applying a plan: what was done, what was not, and why. Pure data. */

import type { ItemOutcome, ItemState } from './item.ts';
import type { Person } from './person.ts';
import { type PlanState, resumableStates } from './plan-life.ts';

export interface Vote {
  readonly person: Person;
  readonly decision: 'approve' | 'reject';
  readonly fingerprint: string;
  readonly comment: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface ItemResult {
  readonly itemId: string;
  readonly state: ItemState;
  /** Null while the item has not ended. */
  readonly outcome: ItemOutcome | null;
}

/** What reading back found after the writes. */
export interface Verification {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly complete: boolean;
  /** Ids of mutations whose effect was seen in Zivver. */
  readonly seen: readonly string[];
  /** Ids of mutations that were accepted and are not there (silent losses W3, W6), after one repair. */
  readonly lost: readonly string[];
  /** Ids of mutations that needed a second write. */
  readonly repaired: readonly string[];
}

export type RunState = 'running' | Extract<PlanState, 'applied' | 'partly-applied' | 'stopped' | 'failed'>;

export interface Run {
  /** For people to type: `run-` and six characters. */
  readonly id: string;
  readonly planId: string;
  readonly fingerprint: string;
  readonly state: RunState;
  readonly startedBy: Person;
  readonly votes: readonly Vote[];
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly results: readonly ItemResult[];
  readonly verification: Verification | null;
  /** HTTP calls to the target, in all. */
  readonly calls: number;
  /** Why the run ended before its last item; null when it did not. */
  readonly stoppedBecause: { readonly code: string; readonly params: Readonly<Record<string, string | number>> } | null;
}

/** Zivver asked for a wait too long to sit out. The parameter `until` is ISO 8601, UTC. */
export const waitsForTarget = 'waits-for-target';

/** Until when a run waits that goes on afterwards; null when it does not wait. */
export function waitsUntil({ stoppedBecause }: Pick<Run, 'stoppedBecause'>): string | null {
  return stoppedBecause?.code === waitsForTarget ? String(stoppedBecause.params.until) : null;
}

/** It waits, and nothing took the place of its plan. */
export function goesOn({ state }: { readonly state: PlanState }, run: Pick<Run, 'stoppedBecause'>): boolean {
  return waitsUntil(run) !== null && (resumableStates as readonly PlanState[]).includes(state);
}

/** A run that waits, and until when; ISO 8601, UTC. */
export interface WaitingRun {
  readonly planId: string;
  readonly runId: string;
  readonly until: string;
}

/** Nobody stopped it and nothing is wrong with it: it goes on under its approval without being asked to. */
export function goesOnByItself({ stoppedBecause }: Pick<Run, 'stoppedBecause'>): boolean {
  return stoppedBecause?.code === 'shut-down' || stoppedBecause?.code === waitsForTarget;
}
