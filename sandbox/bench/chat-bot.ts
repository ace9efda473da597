/** The bot in a process of its own. */

import { openService } from '../../src/app/open-service.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { type Blocks, watchLoop } from './loop-watch.ts';
import type { PlanningCase } from './planning-world.ts';
import { streamingSource } from './streaming-source.ts';

/** What it answers when it is asked. */
export interface Told {
  readonly memory: number;
  readonly blocks: Blocks;
}

const [file = '', key = '', mailboxes, which] = process.argv.slice(2);
const env = { ...process.env, COUNTERSIGN_ZIVVER_API_KEY: key };
const { config } = loadConfig({ file, flags: {}, env });
const service = await openService({
  config,
  environment: env,
  version: 'bench',
  logLevel: 'error',
  sources: [streamingSource(Number(mailboxes), which as PlanningCase)],
});
let watch = watchLoop();
process.on('message', (asked) => {
  const blocks = watch.stop();
  watch = watchLoop();
  if (asked === 'at rest') globalThis.gc?.();
  process.send?.({ memory: process.memoryUsage.rss(), blocks } satisfies Told);
});
process.on('disconnect', () => process.exit());
process.send?.({ url: service.url });
