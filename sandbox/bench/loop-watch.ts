/**
 * How long a process was deaf: the longest time between two turns of its event loop. On a busy machine other programs make
 * it longer; `own` is what the thread itself used of a processor in such a time, so what the loop was kept from turning by.
 */

const stepMs = 2;

export interface Blocks {
  readonly longest: number;
  readonly own: number;
}

export function watchLoop(): { stop(): Blocks } {
  let blocks: Blocks = { longest: 0, own: 0 };
  let [last, used] = [performance.now(), process.threadCpuUsage()];
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(used);
    const now = performance.now();
    blocks = {
      longest: Math.max(blocks.longest, now - last - stepMs),
      own: Math.max(blocks.own, (user + system) / 1000),
    };
    [last, used] = [now, process.threadCpuUsage()];
  }, stepMs);
  return {
    stop() {
      clearInterval(timer);
      return blocks;
    },
  };
}
