import { describe, expect, it } from 'vitest';
import { runChaos } from './run-chaos.ts';

describe('plans that are carried out while everything goes wrong', () => {
  it('are carried out exactly once, take nothing from who edits beside them, and delete nothing that should live', async () => {
    const said: string[] = [];

    const figures = await runChaos({
      seed: 4,
      size: 12,
      kills: 6,
      longestMs: 220_000,
      say: (line) => void said.push(line),
    });

    const { lost, doubled, uncertain, outsiderLost, wronglyDeleted, deleted, retired } = figures;
    const troubles = lost + doubled + uncertain + outsiderLost + wronglyDeleted === 0 ? [] : said;
    expect(troubles).toEqual([]);
    expect(deleted).toBeGreaterThan(0);
    expect(retired).toBeGreaterThan(0);
    // When the last ones are to die, everything may be done already.
    expect(figures.kills).toBeGreaterThanOrEqual(2);
    expect(figures.mutations).toBeGreaterThan(100);
  }, 240_000);
});
