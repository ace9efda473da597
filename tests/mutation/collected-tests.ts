/**
 * Stands in for vitest while mutants are tried: its `describe` and `it` collect tests instead of running them, `expect` is
 * vitest's own. Knows what the tests of the planner use of vitest, and nothing more.
 */

export { expect } from 'vitest';

export interface CollectedTest {
  readonly id: string;
  readonly fileName: string;
  readonly run: () => unknown;
}

const collected = new Map<string, CollectedTest>();
let [fileName, within]: [string, readonly string[]] = ['', []];

/** Tests of this file: what `load` makes known. */
export async function collect(file: string, load: () => Promise<unknown>): Promise<void> {
  fileName = file;
  await load();
}

export function collectedTests(): readonly CollectedTest[] {
  return [...collected.values()];
}

/** How long it may take, between name and body, is nothing to go by here. */
type Body<Result> = readonly [run: () => Result] | readonly [options: object, run: () => Result];

function suite(name: string, ...body: Body<void>): void {
  const outer = within;
  within = [...outer, name];
  runOf(body)();
  within = outer;
}

function one(name: string, ...body: Body<unknown>): void {
  const named = [fileName, ...within, name].join(' > ');
  // Rows of a table may have one name.
  const id = collected.has(named) ? `${named} (${collected.size})` : named;
  collected.set(id, { id, fileName, run: runOf(body) });
}

function runOf<Result>(body: Body<Result>): () => Result {
  return body.length === 1 ? body[0] : body[1];
}

type Row = readonly unknown[] | object | string | number;

function eachOf<Run extends (...row: never[]) => unknown>(add: (name: string, run: () => unknown) => void) {
  return (rows: readonly Row[]) =>
    (name: string, run: Run): void => {
      for (const [index, row] of rows.entries()) {
        const values = (Array.isArray(row) ? row : [row]) as never[];
        add(`${name} [${index}]`, () => run(...values));
      }
    };
}

export const describe = Object.assign(suite, { each: eachOf(suite) });
export const it = Object.assign(one, { each: eachOf(one) });
export const test = it;
