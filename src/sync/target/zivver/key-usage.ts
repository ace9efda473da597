/**
 * What was used of one API key's budget. Zivver counts by key, so every client of this process that has the same key at
 * the same server counts together. Holds figures only: the key itself stays out (its digest is the name).
 */

import { createHash } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import type { Place } from './sending-window.ts';

export interface KeyUsage {
  /** The calls of the last window, those that were allowed to leave and have not yet included. */
  window: Place[];
  /** How long after the first of two reserved places the second is asked for, as a rule. */
  gapMs: number;
  /** The longest window anybody counts in. */
  keptMs: number;
  flying: number;
  pausedUntil: number;
  landed: (() => void) | undefined;
  lastTurn: Promise<void>;
}

export function createKeyUsage(): KeyUsage {
  return { window: [], gapMs: 0, keptMs: 0, flying: 0, pausedUntil: 0, landed: undefined, lastTurn: Promise.resolve() };
}

/** Times of different clocks cannot be compared: a process has one clock, and so one set of usages. */
const usages = new WeakMap<Clock, Map<string, KeyUsage>>();

/** The same one for everybody who names the same clock, host and key. */
export function usageOfKey(clock: Clock, host: string, key: string): KeyUsage {
  const ofClock = usages.get(clock) ?? new Map<string, KeyUsage>();
  usages.set(clock, ofClock);
  const name = createHash('sha256')
    .update(JSON.stringify([host, key]))
    .digest('hex');
  const usage = ofClock.get(name) ?? createKeyUsage();
  ofClock.set(name, usage);
  return usage;
}
