/** Two processes that want to carry out one plan: one does, one stands by. The one at work is killed or frozen, again and again. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Prng } from '../../sandbox/tenant/prng.ts';
import { chaosSettings } from './chaos-settings.ts';

export interface PoolOptions {
  readonly prng: Prng;
  /** The store, the server's address and its key. */
  readonly args: readonly string[];
  /** Effects at the server so far. */
  readonly effects: () => number;
  /** How many more effects the next one may live for; undefined: nobody is killed any more. */
  readonly livesFor: () => number | undefined;
}

export interface PoolEnd {
  readonly kills: number;
  readonly freezes: number;
  readonly fencedOut: number;
  /** How the runs ended that did not end as applied. */
  readonly endings: readonly string[];
  readonly applied: boolean;
}

interface Worker {
  readonly child: ChildProcess;
  readonly gone: Promise<unknown>;
  /** Its end is on its way. */
  isDoomed: boolean;
}

/** Ways to die at a named place: the point and up to which visit. */
const crashPoints = [
  ['before-intent', 8],
  ['after-intent', 8],
  ['after-send-before-answer', 8],
  ['after-answer-before-outcome', 8],
  ['after-outcome', 6],
  ['during-take-over', 1],
  ['during-verification', 1],
] as const;

export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #workers = new Set<Worker>();
  readonly #endings: string[] = [];
  #calmFrom: number | undefined;
  #kills = 0;
  #freezes = 0;
  #fencedOut = 0;
  #applied = false;
  #failed: Error | undefined;
  #errors = '';

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get kills(): number {
    return this.#kills;
  }

  /** Until the plan is applied, or the same end came three times in a row with nobody making trouble. */
  async run(giveUpAt: number): Promise<PoolEnd> {
    try {
      while (!this.#applied && !this.#isStuck()) {
        while (this.#workers.size < 2) this.#start();
        await pause(20);
        if (this.#failed !== undefined) throw this.#failed;
        if (Date.now() > giveUpAt) throw new Error(`not at an end in time; ${this.#errors}`);
      }
    } finally {
      await this.#dismiss();
    }
    return {
      kills: this.#kills,
      freezes: this.#freezes,
      fencedOut: this.#fencedOut,
      endings: this.#endings,
      applied: this.#applied,
    };
  }

  async #dismiss(): Promise<void> {
    const left = [...this.#workers];
    for (const { child } of left) for (const signal of ['SIGCONT', 'SIGTERM'] as const) child.kill(signal);
    await Promise.all(left.map(({ gone }) => gone));
  }

  /** What ended while there was trouble says nothing of what nobody disturbs. */
  #isStuck(): boolean {
    if (this.#options.livesFor() !== undefined) return false;
    this.#calmFrom ??= this.#endings.length;
    const last = this.#endings.slice(this.#calmFrom).slice(-3);
    return last.length === 3 && new Set(last).size === 1;
  }

  #start(): void {
    const { prng, args } = this.#options;
    const [point, visits] = prng.pick(crashPoints);
    const armed = this.#options.livesFor() !== undefined && prng.chance(0.5);
    const program = join(import.meta.dirname, 'children/worker.ts');
    const crashPoint = armed ? `${point}:${1 + prng.int(visits)}` : '';
    const child = spawn(process.execPath, [program, ...args, crashPoint], { stdio: ['ignore', 'pipe', 'pipe'] });
    const gone = once(child, 'exit');
    const worker: Worker = { child, gone, isDoomed: false };
    this.#workers.add(worker);
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(worker, JSON.parse(line)));
    child.stderr.on('data', (text) => {
      this.#errors += String(text);
    });
    void gone.then(([code, signal]) => this.#buried(worker, code, signal));
  }

  #hear(
    worker: Worker,
    said: { readonly is: string; readonly state?: string; readonly because?: string | null },
  ): void {
    if (said.is === 'applied') this.#applied = true;
    if (said.is === 'fenced-out') this.#fencedOut += 1;
    if (said.is === 'ended') this.#endings.push(`${said.state} ${said.because ?? ''}`.trim());
    if (said.is === 'at-work') void this.#endLater(worker);
  }

  /** The one at work lives for so many effects more. */
  async #endLater(worker: Worker): Promise<void> {
    const { child } = worker;
    const { prng, effects, livesFor } = this.#options;
    const until = livesFor();
    if (until === undefined || worker.isDoomed) return;
    worker.isDoomed = true;
    const from = effects();
    // When nothing is left that can be written, no effect comes any more
    const latest = Date.now() + 2_500;
    const lives = () => child.exitCode === null && child.signalCode === null;
    while (effects() - from < until && Date.now() < latest && lives()) await pause(10);
    if (prng.chance(0.5)) await pause(prng.int(60));
    if (livesFor() === undefined) return;
    if (prng.chance(0.85)) {
      child.kill('SIGKILL');
      return;
    }
    if (!child.kill('SIGSTOP')) return;
    this.#freezes += 1;
    await pause(chaosSettings.leaseMs + chaosSettings.callDeadlineMs + prng.int(800));
    worker.isDoomed = false;
    // Nobody may have taken over meanwhile: then it is still the one at work
    if (child.kill('SIGCONT')) void this.#endLater(worker);
  }

  #buried(worker: Worker, code: number | null, signal: NodeJS.Signals | null): void {
    this.#workers.delete(worker);
    if (signal === 'SIGKILL') this.#kills += 1;
    if (code !== null && code !== 0) this.#failed = new Error(`a worker ended with ${code}: ${this.#errors}`);
  }
}
