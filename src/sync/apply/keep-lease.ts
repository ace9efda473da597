/**
 * Keeps a claimed plan ours while we work on it, and says so when it no longer is: then nothing may be written. Others read
 * the lease's end from the wall clock, which may be set; how long it was renewed for is measured on a clock that cannot.
 */

import type { Clock } from '../../platform/clock.ts';
import type { Lease, Store } from '../store/store.ts';

export interface KeptLease {
  readonly lease: Lease;
  /** Aborted, with the error as its reason, when the lease is lost or cannot be renewed. */
  readonly lost: AbortSignal;
  /** Call right before sending. After a long freeze it asks the store first. @throws LeaseError, StoreError */
  confirm(): Promise<void>;
  /** Is it certainly still ours, at this very moment? */
  held(): boolean;
  /** Ends the renewing; the lease itself is given up by `ledger.finish`. */
  release(): Promise<void>;
}

export interface KeepLeaseOptions {
  readonly ledger: Pick<Store['ledger'], 'renew'>;
  readonly lease: Lease;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly renewEveryMs: number;
}

/** @throws LeaseError when it is already lost */
export async function keepLease({ ledger, lease, clock, leaseMs, renewEveryMs }: KeepLeaseOptions): Promise<KeptLease> {
  const released = new AbortController();
  const lost = new AbortController();
  let end = { wall: 0, monotonic: 0 };

  async function renew(): Promise<void> {
    const [wall, monotonic] = [clock.now(), clock.monotonic()];
    await ledger.renew(lease, wall.toISOString(), leaseMs);
    end = { wall: wall.getTime() + leaseMs, monotonic: monotonic + leaseMs };
  }

  /** Set back, the wall clock would give us time that has passed; set forward, others take the lease for run out. */
  function hasRunOut(): boolean {
    return clock.monotonic() >= end.monotonic || clock.now().getTime() >= end.wall;
  }

  async function renewRegularly(): Promise<void> {
    while (await slept(clock, renewEveryMs, released.signal)) await renew();
  }

  await renew();
  const renewing = renewRegularly().catch((error: unknown) => lost.abort(error));
  return {
    lease,
    lost: lost.signal,
    confirm: async () => {
      lost.signal.throwIfAborted();
      if (hasRunOut()) await renew();
    },
    held: () => !lost.signal.aborted && !hasRunOut(),
    release: async () => {
      released.abort();
      await renewing;
    },
  };
}

/** Sleeps; false when the signal cut it short. */
export async function slept(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
