import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rememberDelegates } from '../../src/sync/source/remembering/remembering-source.ts';
import type { Source } from '../../src/sync/source/source.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import { createFakeSource } from '../fakes/fake-source.ts';
import { createHastyClock } from '../support/hasty-clock.ts';
import { mailboxOfContract } from '../support/mailbox-of-contract.ts';
import { type ContractMailbox, describeSourceContract, type SourceUnderTest } from './source-contract.ts';

async function start(
  mailboxes: readonly ContractMailbox[],
  warmUp: (source: Source) => Promise<unknown>,
): Promise<SourceUnderTest> {
  const clock = createHastyClock();
  const folder = await mkdtemp(join(tmpdir(), 'countersign-memory-'));
  const store = await openSqliteStore({ path: join(folder, 'store.sqlite') });
  const under = createFakeSource({ mailboxes: mailboxes.map(mailboxOfContract), now: clock.now });
  const source = rememberDelegates(under, { memory: store.delegates, maxAgeMs: 3_600_000, setUp: 'a', clock });
  await warmUp(source);
  return {
    source,
    replace: async (next) => under.replace(next.map(mailboxOfContract)),
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

describeSourceContract('a source that remembers delegates, and knows nothing yet,', (mailboxes) =>
  start(mailboxes, async () => {}),
);

describeSourceContract('a source that remembers delegates, and has read everything before,', (mailboxes) =>
  start(mailboxes, async (source) => await source.read({ signal: new AbortController().signal })),
);
