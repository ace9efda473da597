/**
 * How many made-up worlds a property looks at. PROPERTY_RUNS=60 makes every property short and always the same: for mutation
 * testing, which runs the tests once for each change of a line.
 */

const asked = process.env.PROPERTY_RUNS;

export interface PropertyRuns {
  readonly numRuns: number;
  readonly seed?: number;
  /** Not made smaller: that a world fails is enough. */
  readonly endOnFailure?: boolean;
}

export function propertyRuns(full: number): PropertyRuns {
  if (asked === undefined) return { numRuns: full };
  return { numRuns: Math.min(full, Number(asked)), seed: 1, endOnFailure: true };
}
