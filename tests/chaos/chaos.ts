/**
 * `npm run chaos -- --seed 1 [--size 160] [--kills 100] [--minutes 10] [--json]`: applies two large plans while everything goes
 * wrong, and counts (CONTRIBUTING.md says what). Exit code 1 when anything was lost, doubled, wrongly deleted, or left
 * uncertain without a reason.
 */

import { parseArgs } from 'node:util';
import { runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    size: { type: 'string', default: '160' },
    kills: { type: 'string', default: '100' },
    minutes: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  },
});

const talk = values.json ? process.stderr : process.stdout;
const figures = await runChaos({
  seed: Number(values.seed),
  size: Number(values.size),
  kills: Number(values.kills),
  longestMs: Number(values.minutes) * 60_000,
  say: (line) => void talk.write(`${line}\n`),
});
const { seed, mutations, kills, lost, doubled, uncertain, outsiderLost, deleted, retired, wronglyDeleted } = figures;
const words = `Seed ${seed}: ${mutations} mutations, ${kills} kills, ${deleted} accounts deleted, ${retired} retired; ${lost} lost, ${doubled} doubled, ${uncertain} uncertain, ${wronglyDeleted} wrongly deleted, ${outsiderLost} of an outsider's changes lost`;
process.stdout.write(`${values.json ? JSON.stringify(figures) : words}\n`);
process.exitCode = lost + doubled + uncertain + wronglyDeleted + outsiderLost > 0 ? 1 : 0;
