/** The bot in a process of its own, over a source that gives mailboxes as they come from Exchange: a few at a time, but without its pauses. */

import { setImmediate as turn } from 'node:timers/promises';
import { openService } from '../../src/app/open-service.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { SharedMailbox } from '../../src/sync/model/mailbox.ts';
import type { LookUpAnswer, SourceSnapshot } from '../../src/sync/model/snapshot.ts';
import type { Source } from '../../src/sync/source/source.ts';
import { watchLoop } from './loop-watch.ts';
import { isGone, mailboxAt, source as name, peopleOf } from './planning-world.ts';

const atOnce = 50;
const [file = '', key = '', mailboxes, which] = process.argv.slice(2);
const count = Number(mailboxes);
const env = { ...process.env, COUNTERSIGN_ZIVVER_API_KEY: key };
const { config } = loadConfig({ file, flags: {}, env });
const service = await openService({
  config,
  environment: env,
  version: 'bench',
  logLevel: 'error',
  sources: [streaming()],
});
let watch = watchLoop();
process.on('message', (asked) => {
  const blocks = watch.stop();
  watch = watchLoop();
  if (asked === 'at rest') globalThis.gc?.();
  process.send?.({ memory: process.memoryUsage.rss(), blocks });
});
process.on('disconnect', () => process.exit());
process.send?.({ url: service.url });

function notFound(asked: readonly string[]): Promise<ReadonlyMap<string, LookUpAnswer>> {
  return Promise.resolve(new Map(asked.map((each) => [each, 'not-found'])));
}

function streaming(): Source {
  const everyone = peopleOf(count);
  async function of(wanted: (mailbox: SharedMailbox) => boolean): Promise<SourceSnapshot> {
    const takenAt = new Date().toISOString();
    const found: SharedMailbox[] = [];
    for (let index = 0; index < count; index += 1) {
      if (index % atOnce === 0) await turn();
      const mailbox = which === 'usual-mix' && isGone(index) ? undefined : mailboxAt(index, everyone);
      if (mailbox !== undefined && wanted(mailbox)) found.push(mailbox);
    }
    return { source: name, takenAt, mailboxes: found, list: { complete: true }, problems: [], notRead: {} };
  }
  return {
    name,
    standIn: true,
    read: () => of(() => true),
    reread: (ids) => {
      const asked = new Set(ids);
      return of(({ id }) => asked.has(id));
    },
    lookUp: notFound,
    lookUpAddresses: notFound,
    close: () => Promise.resolve(),
  };
}
