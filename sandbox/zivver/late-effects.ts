/** What happens after its call is over: slow answers and effects that come late. Holds timers and ends them all on close. */

export class LateEffects {
  readonly #waiting = new Set<() => void>();
  readonly #timers = new Set<NodeJS.Timeout>();

  /** Keeps an effect until `ms` have passed (null: for ever) or it is released. */
  keep(run: () => void, ms: number | null): void {
    const once = (): void => {
      if (this.#waiting.delete(once)) run();
    };
    this.#waiting.add(once);
    if (ms !== null) this.wait(ms, once);
  }

  /** Now when `ms` is 0. */
  wait(ms: number, run: () => void): void {
    if (ms === 0) return run();
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
  }

  release(): number {
    const waiting = [...this.#waiting];
    for (const run of waiting) run();
    return waiting.length;
  }

  forget(): void {
    this.#waiting.clear();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
