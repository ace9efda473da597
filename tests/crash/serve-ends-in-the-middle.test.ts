import { describe, expect, it } from 'vitest';
import { buttonOf, type CardJson } from '../../sandbox/demo/terminal-teams.ts';
import { openSqlite } from '../../src/platform/sqlite.ts';
import { applicationId } from '../../src/sync/store/sqlite/migrate.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import type { Tables } from '../../src/sync/store/sqlite/tables.ts';
import { approvedAndAt, effectsInAll, patience, type ServedOffice, servedOffice } from '../support/served-office.ts';
import { wordsOf } from '../support/teams-client.ts';

const middle = 10;

/** The lease as it stands in the store: until when nobody else may take the run. */
function leaseUntil(path: string): string {
  const db = openSqlite<Tables>({ path, busyTimeoutMs: 5_000, applicationId, readOnly: true });
  const run = db.first(db.query.selectFrom('runs').select('lease_until'));
  db.close();
  return run?.lease_until ?? '';
}

async function ledgerOf({ storeFile }: ServedOffice) {
  const store = await openSqliteStore({ path: storeFile });
  const [run] = await store.ledger.runs(1);
  const trail = await store.audit.read(0, 1_000);
  await store.close();
  return { run, told: trail.map(({ what }) => what) };
}

/** What changed at Zivver, one line an effect: `POST /Groups new-1@example.nl`. */
function effectsOf({ zivver }: ServedOffice): string[] {
  const effects = zivver.journal().entries.filter(({ effect }) => effect !== null);
  return effects.map(({ method, effect }) => `${method} ${String(effect?.after?.['externalId'])}`);
}

const isResult = (card: CardJson) => String(buttonOf(card, 'report')?.['of']).startsWith('run-');

async function expectFinishedOnce(office: ServedOffice): Promise<void> {
  const card = await office.teams.waitUntil(
    (shown) => isResult(shown) && buttonOf(shown, 'resume') === undefined,
    patience,
  );
  const { run } = await ledgerOf(office);
  const effects = effectsOf(office);
  expect(run).toMatchObject({ state: 'applied', verification: { complete: true, lost: [] } });
  expect(effects).toHaveLength(effectsInAll);
  expect(new Set(effects).size).toBe(effectsInAll);
  expect(wordsOf(card)).toContain(run?.id);
  const history = await office.run('history', '--json');
  expect(JSON.parse(history.out)).toMatchObject({ plans: [{ id: run?.planId, state: 'applied' }] });
}

describe('serve, killed in the middle of a run and started again at once', () => {
  it('takes the run over when the lease of the dead process is over, finishes it, and shows the result', async () => {
    const office = await servedOffice();
    await approvedAndAt(middle, office);

    office.first.process.kill('SIGKILL');
    await office.first.ended;
    const until = leaseUntil(office.storeFile);
    const before = effectsOf(office).length;
    const again = await office.serveAgain();

    await expectFinishedOnce(office);
    const next = office.zivver.journal().entries.filter(({ effect }) => effect !== null)[before];
    expect(before).toBeLessThan(effectsInAll);
    expect(again.printed()).toContain('carrying on what an earlier process left');
    expect(until < String(next?.at)).toBe(true);
    expect((await ledgerOf(office)).told).toContain('run-taken-over');
  }, 600_000);
});

describe('serve, told to stop in the middle of a run', () => {
  it('ends between two calls with nothing open, and goes on by itself when it is started again', async () => {
    const office = await servedOffice();
    await approvedAndAt(middle, office);

    office.first.process.kill('SIGTERM');
    const ended = await office.first.ended;
    const stopped = await ledgerOf(office);
    const entries = office.zivver.journal().entries;
    const card = office.teams.newest();
    await office.serveAgain();

    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(stopped.run).toMatchObject({ state: 'stopped', stoppedBecause: { code: 'shut-down' } });
    expect(stopped.run?.results.filter(({ state }) => state === 'sending')).toEqual([]);
    expect(stopped.run?.results.filter(({ state }) => state === 'planned').length).toBeGreaterThan(0);
    expect(entries.every(({ answered }) => answered)).toBe(true);
    expect(isResult(card ?? {})).toBe(true);
    await expectFinishedOnce(office);
    expect((await ledgerOf(office)).told).toContain('run-resumed');
  }, 600_000);
});
