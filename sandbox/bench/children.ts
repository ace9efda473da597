/** What the child processes of this one use, as far as the system tells (it is Linux that does; elsewhere nothing is known). */

import { readdirSync, readFileSync } from 'node:fs';

export interface Usage {
  readonly residentKb: number;
  /** Processor time since they began, their own children left out. */
  readonly cpuMs: number;
}

/** Ticks of the processor time in /proc; 100 a second on every Linux there is. */
const tickMs = 10;

/** Of all children together, now; null where it is not known. */
export function childrenNow(): Usage | null {
  try {
    const threads = readdirSync('/proc/self/task');
    const ids = threads.flatMap((thread) =>
      readFileSync(`/proc/self/task/${thread}/children`, 'utf8').trim().split(' '),
    );
    return ids.filter((id) => id !== '').reduce(addUsage, { residentKb: 0, cpuMs: 0 });
  } catch {
    return null;
  }
}

function addUsage({ residentKb, cpuMs }: Usage, id: string): Usage {
  try {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    // After the name in brackets: state is field 3, processor time of user and system are 14 and 15.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return {
      residentKb: residentKb + Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0),
      cpuMs: cpuMs + ticks * tickMs,
    };
  } catch {
    // It ended meanwhile.
    return { residentKb, cpuMs };
  }
}
