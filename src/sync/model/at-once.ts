/** Work that comes in steps (platform/slices.ts does it in turns), done here and now: for whoever has little of it. */

export function atOnce<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
