import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownStore } from '../../../src/sync/store/sqlite/store-owner.ts';
import { openOffice, runConsole } from '../../support/console.ts';

async function office() {
  const opened = await openOffice('bot: { authentication: none }\n');
  onTestFinished(() => opened.close());
  expect((await opened.run('preview')).code).toBe(0);
  return { ...opened, store: join(opened.folder, 'data', 'countersign.sqlite') };
}

const troubles: readonly [name: string, spoil: (store: string) => void, words: string, inDutch: string][] = [
  [
    'was made by a newer Countersign',
    (store) => pragma(store, 'user_version = 999'),
    'The store was made by a newer Countersign',
    'De opslag is gemaakt door een nieuwere Countersign',
  ],
  [
    'belongs to another program',
    (store) => pragma(store, 'application_id = 7'),
    'The store belongs to another program',
    'De opslag is van een ander programma',
  ],
  [
    'is something else',
    (store) => writeFileSync(store, 'address;name\n'.repeat(500)),
    'The store is not a database',
    'De opslag is geen database',
  ],
  [
    'is damaged from its first page on',
    (store) => writeFileSync(store, readFileSync(store).fill(0xaa, 100)),
    'The store is damaged',
    'De opslag is beschadigd',
  ],
];

describe('a store that', () => {
  it.each(troubles)(
    '%s is refused in words, in both languages, and stays as it is',
    async (_, spoil, words, inDutch) => {
      const { run, store, zivver } = await office();
      spoil(store);
      const before = readFileSync(store);

      const english = await run('preview');
      const dutch = await run('status', '--language', 'nl');
      const json = await run('history', '--json');

      expect(english).toMatchObject({ code: 1, out: '', talk: expect.stringContaining(words) });
      expect(english.talk).toMatch(/Cause: .+\nSolution: .+/);
      expect(dutch).toMatchObject({ code: 1, out: '', talk: expect.stringContaining(inDutch) });
      expect(JSON.parse(json.out)).toMatchObject({ refused: false, what: words });
      expect(readFileSync(store)).toEqual(before);
      expect(zivver.journal().effects).toBe(0);
    },
  );

  it('is damaged in a page that a server would meet only later is refused when the server starts', async () => {
    const { configFile, store, zivver } = await office();
    const bytes = readFileSync(store);
    writeFileSync(store, bytes.fill(0xaa, bytes.length - 8192));

    const served = await serve(configFile, zivver.apiKey);

    expect(served).toMatchObject({ code: 1, talk: expect.stringContaining('The store is damaged') });
  });

  it('another server has is refused to a second one, and free again when the first has gone', async () => {
    const { configFile, store, zivver } = await office();
    const first = ownStore(store);

    const second = await serve(configFile, zivver.apiKey);
    first.release();
    const third = await serve(configFile, zivver.apiKey);

    expect(second.code).toBe(1);
    expect(second.talk).toContain('Another Countersign server has the store');
    expect(second.talk).toContain(`process ${process.pid}`);
    expect(third).toMatchObject({ code: 0, talk: expect.stringContaining('listens at') });
  });

  it.skipIf(process.platform === 'win32')(
    'may not be written is refused in words (skipped on Windows, which has other rights)',
    async () => {
      const { run, store } = await office();
      const folder = dirname(store);
      chmodSync(store, 0o444);
      chmodSync(folder, 0o555);
      chmodSync(dirname(folder), 0o755);
      onTestFinished(() => chmodSync(folder, 0o700));

      const refused = await withoutRights(() => run('status'));

      expect(refused).toMatchObject({ code: 1, talk: expect.stringContaining('The store cannot be written') });
    },
  );
});

/** Serves until it listens, then stops. */
async function serve(configFile: string, key: string) {
  const stop = new AbortController();
  return runConsole(['serve', '--port', '0', '--config', configFile], {
    env: { COUNTERSIGN_ZIVVER_API_KEY: key },
    signal: stop.signal,
    onTalk: (text) => {
      if (text.includes('listens at')) stop.abort();
    },
  });
}

function pragma(store: string, text: string): void {
  const db = new BetterSqlite3(store);
  db.pragma(text);
  db.pragma('wal_checkpoint(truncate)');
  db.close();
}

/** Root may write everything: it steps aside for the moment. */
async function withoutRights<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
