/** Starts the Zivver server as a process: `node sandbox/zivver/main.ts --world world.json --port 0`. Prints its addresses. */

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { World } from '../tenant/world.ts';
import { startZivverServer } from './zivver-server.ts';

const { values } = parseArgs({
  options: {
    world: { type: 'string' },
    port: { type: 'string', default: '0' },
    'no-rate-limit': { type: 'boolean', default: false },
  },
});
if (values.world === undefined) {
  process.stderr.write('Usage: node sandbox/zivver/main.ts --world world.json [--port 0] [--no-rate-limit]\n');
  process.exit(64);
}

const world = JSON.parse(await readFile(values.world, 'utf8')) as World;
const server = await startZivverServer({
  world,
  port: Number(values.port),
  ...(values['no-rate-limit'] && { rate: null }),
});
process.stdout.write(`${JSON.stringify({ url: server.url, controlUrl: server.controlUrl })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
