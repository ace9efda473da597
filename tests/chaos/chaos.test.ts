import { describe, expect, it } from 'vitest';
import { runChaos } from './run-chaos.ts';

describe('a plan that is carried out while everything goes wrong', () => {
  it('is carried out exactly once, and takes nothing from who edits beside it', async () => {
    const said: string[] = [];

    const figures = await runChaos({
      seed: 4,
      size: 12,
      kills: 6,
      longestMs: 110_000,
      say: (line) => void said.push(line),
    });

    const { lost, doubled, uncertain, outsiderLost } = figures;
    const troubles = lost + doubled + uncertain + outsiderLost === 0 ? [] : said;
    expect(troubles).toEqual([]);
    expect({ lost, doubled, uncertain, outsiderLost }).toEqual({ lost: 0, doubled: 0, uncertain: 0, outsiderLost: 0 });
    expect(figures.kills).toBeGreaterThanOrEqual(6);
    expect(figures.mutations).toBeGreaterThan(100);
  }, 120_000);
});
