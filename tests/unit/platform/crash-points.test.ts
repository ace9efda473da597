import { describe, expect, it } from 'vitest';
import { crashPointsFrom, noCrashPoints } from '../../../src/platform/crash-points.ts';

describe('crash points', () => {
  it('do nothing unless they are armed', async () => {
    let deaths = 0;
    const die = () => void (deaths += 1);

    await noCrashPoints.visit('after-intent');
    for (const value of [undefined, '', 'before-intent:1']) await crashPointsFrom(value, die).visit('after-intent');

    expect(deaths).toBe(0);
  });

  it('kill at the visit they were told, once', async () => {
    const deaths: number[] = [];
    let visit = 0;
    const points = crashPointsFrom('after-intent:3', () => void deaths.push(visit));

    for (visit = 1; visit <= 5; visit += 1) await points.visit('after-intent');

    expect(deaths).toEqual([3]);
  });
});
