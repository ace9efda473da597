/** Starts the Zivver server as a process: `node sandbox/zivver/main.ts --world world.json --port 0`. Prints its addresses. */

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { World } from '../tenant/world.ts';
import { startZivverServer } from './zivver-server.ts';

const usage = 'Usage: npm run zivver -- --world world.json [--port 0] [--no-rate-limit]\n';
const values = readArguments();
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
if (values.world === undefined) refuse('Say which world it holds.');

const world = JSON.parse(await readFile(values.world, 'utf8')) as World;
const server = await startZivverServer({
  world,
  port: Number(values.port),
  ...(values['no-rate-limit'] && { rate: null }),
});
process.stdout.write(`${JSON.stringify({ url: server.url, controlUrl: server.controlUrl })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());

function readArguments() {
  try {
    return parseArgs({
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        world: { type: 'string' },
        port: { type: 'string', default: '0' },
        'no-rate-limit': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(why: string): never {
  process.stderr.write(`${why}\n${usage}`);
  process.exit(64);
}
