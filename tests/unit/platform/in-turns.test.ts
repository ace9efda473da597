import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inTurns } from '../../../src/platform/slices.ts';

function* endless(goesOn: () => boolean): Generator<undefined, string> {
  while (goesOn()) yield;
  return 'done';
}

it('work in steps is done to its end and gives its result', async () => {
  let steps = 0;

  const result = await inTurns(endless(() => (steps += 1) <= 1000));

  expect([result, steps]).toEqual(['done', 1001]);
});

it('others have their turn before it ends: work that waits for them comes to its end', async () => {
  let turns = 0;
  const others = (async () => {
    for (; turns < 3; turns += 1) await turn();
  })();

  expect(await inTurns(endless(() => turns < 3))).toBe('done');
  await others;
});

it('what a step throws is thrown', async () => {
  const failing = endless(() => {
    throw new TypeError('not a JSON value');
  });

  await expect(inTurns(failing)).rejects.toThrow('not a JSON value');
});
