/** How a session with Exchange ends: disconnected first, then its process. A person who stopped a reading waits for less than a second. */

import type { Session } from './session.ts';

/** Milliseconds: for Exchange to let go, for a worker that does not listen, for the process to end by itself. */
const patient = { withinMs: 5000, graceMs: 500, endMs: 3000 };
const hurried = { withinMs: 500, graceMs: 100, endMs: 200 };

/** Never throws: what is not disconnected in time is dropped by Exchange itself. */
export async function disconnect(session: Session, signal: AbortSignal): Promise<void> {
  if (!session.alive) return;
  const { withinMs, graceMs } = signal.aborted ? hurried : patient;
  const unlessStopped = signal.aborted ? new AbortController().signal : signal;
  await session.call('disconnect', {}, { signal: unlessStopped, withinMs, graceMs }).catch(() => undefined);
}

export async function endProcess(session: Session, signal: AbortSignal): Promise<void> {
  await session.close((signal.aborted ? hurried : patient).endMs);
}
