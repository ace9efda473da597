import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice, runConsole, type Said } from '../../support/console.ts';
import { schemaMistakes } from '../../support/published-schema.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(async () => {
  await office.close();
  rmSync(office.folder, { recursive: true, force: true });
});

function json<T>(said: Said): T {
  return JSON.parse(said.out) as T;
}

interface PlanAnswer {
  readonly plan: { readonly id: string; readonly fingerprint: string } | null;
  readonly mutations: readonly { readonly kind: string; readonly account: { readonly address: string } }[];
}

async function signed(said: Said): Promise<string> {
  const { plan } = json<PlanAnswer>(said);
  if (plan === null) throw new Error('there is no plan');
  const answer = await office.run('approve', plan.id, '--fingerprint', plan.fingerprint, '--as', 'bram');
  if (answer.code !== 0) throw new Error(answer.talk);
  return plan.id;
}

const approved = async () => signed(await office.run('preview', '--json', '--as', 'amina'));

describe('stop and resume on the console', () => {
  it('a stop from another process ends the run between two calls; resume does the rest in the same run', async () => {
    await approved();
    office.zivver.addFault({ kind: 'latency', ms: 1_500, match: { path: '/Groups' }, times: 12 });
    const applying = office.run('apply', '--json', '--as', 'bram');
    await expect
      .poll(async () => (await office.run('stop', '--as', 'amina', '--json')).code, { timeout: 10_000 })
      .toBe(0);

    const stopped = await applying;
    const resumed = await office.run('resume', '--as', 'bram', '--json');

    expect(stopped.code).toBe(1);
    const { run } = json<{ run: { id: string; stoppedBecause: object; counts: Record<string, number> } }>(stopped);
    expect(run.stoppedBecause).toMatchObject({ code: 'stopped-by-person', params: { by: 'amina' } });
    expect(run.counts.planned).toBeGreaterThan(0);
    expect(resumed.code).toBe(0);
    expect(schemaMistakes('resume', json(resumed))).toEqual([]);
    expect(json<{ run: object }>(resumed).run).toMatchObject({ id: run.id, state: 'applied' });
  }, 30_000);

  it('says why not: nothing runs, nothing to resume, nobody named', async () => {
    const [stop, resume, unnamed] = [
      await office.run('stop', '--as', 'amina'),
      await office.run('resume', '--as', 'amina'),
      await office.run('stop'),
    ];

    expect([stop.code, resume.code, unnamed.code]).toEqual([3, 3, 3]);
    expect(stop.talk).toContain('Nothing is being applied');
    expect(resume.talk).toContain('No run waits to be resumed');
  });
});

describe('a long wait that Zivver asks for', () => {
  it('is sat out by the command, in sight; interrupted, it ends the run, and nobody goes on with it', async () => {
    await approved();
    office.zivver.addFault({ kind: 'too-many-requests', retryAfterSeconds: 600, match: { method: 'PUT' }, skip: 1 });
    const interrupt = new AbortController();
    const env = { COUNTERSIGN_ZIVVER_API_KEY: office.zivver.apiKey };
    const onTalk = (text: string) => {
      if (text.includes('Zivver asked to wait until')) interrupt.abort(new Error('received SIGINT'));
    };

    const said = await runConsole(['apply', '--as', 'bram', '--config', office.configFile], {
      env,
      signal: interrupt.signal,
      onTalk,
    });
    const status = await office.run('status');

    expect(said.code).toBe(1);
    expect(said.talk).toContain('goes on then under the same approval. Ctrl+C ends the run.');
    expect(said.out).toContain('The run was stopped by bram.');
    expect(status.out).not.toContain('waiting for Zivver');
  });
});

describe('undo on the console', () => {
  it('proposes the inverse of the newest run; signed and applied, Zivver is as before and nothing is proposed again', async () => {
    await approved();
    await office.run('apply', '--as', 'bram');

    const undo = await office.run('undo', '--json', '--as', 'amina');
    expect(schemaMistakes('undo', json(undo))).toEqual([]);
    const text = await office.run('undo', '--as', 'amina');
    // What it takes is over the limits of this small office: a person lifts them, another signs.
    const blocked = json<PlanAnswer>(undo).plan;
    const waived = await office.run(
      'waive',
      blocked?.id ?? '',
      '--fingerprint',
      blocked?.fingerprint ?? '',
      '--reason',
      'the filter was too wide',
      '--as',
      'esra',
      '--json',
    );
    await signed(waived);
    const applied = await office.run('apply', '--json', '--as', 'bram');
    const again = json<PlanAnswer>(await office.run('preview', '--json'));
    const nothing = await office.run('undo', '--as', 'amina', '--json');

    expect(text.out).toContain('This plan undoes run-');
    expect(applied.code).toBe(0);
    expect(again.mutations.filter(({ kind }) => kind === 'grant' || kind === 'rename')).toEqual([]);
    expect(nothing.code).toBe(0);
  }, 30_000);
});

describe('mute on the console', () => {
  it('keeps an address out of the next preview, unmute brings it back', async () => {
    const before = json<PlanAnswer>(await office.run('preview', '--json', '--as', 'amina'));
    const address = before.mutations[0]?.account.address ?? '';

    const muted = await office.run('mute', address, '--reason', 'on long leave', '--as', 'bram', '--json');
    const without = json<PlanAnswer>(await office.run('preview', '--json', '--as', 'amina'));
    const unmuted = await office.run('unmute', address, '--as', 'bram', '--json');
    const withAgain = json<PlanAnswer>(await office.run('preview', '--json', '--as', 'amina'));

    const about = (answer: PlanAnswer) => answer.mutations.filter(({ account }) => account.address === address).length;
    expect([schemaMistakes('mute', json(muted)), schemaMistakes('unmute', json(unmuted))]).toEqual([[], []]);
    expect(about(without)).toBe(0);
    expect(about(withAgain)).toBeGreaterThan(0);
  });
});

describe('status and resolve on the console', () => {
  it('tell what others changed, and that nothing is uncertain', async () => {
    await approved();
    await office.run('apply', '--as', 'bram');

    const status = await office.run('status', '--json');
    const words = await office.run('status');
    const resolve = await office.run('resolve');

    expect(schemaMistakes('status', json(status))).toEqual([]);
    expect(json<{ drift: object }>(status).drift).toMatchObject({ accounts: [] });
    expect(words.out).toContain('nothing was changed by others since run-');
    expect(resolve.code).toBe(3);
    expect(resolve.talk).toContain('No change is uncertain');
  });
});
