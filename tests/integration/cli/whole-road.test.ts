import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
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

interface PreviewAnswer {
  readonly outcome: string;
  readonly plan: { readonly id: string; readonly fingerprint: string; readonly state: string } | null;
  readonly counts: {
    readonly mutations: number;
    readonly byKind: Record<string, number>;
    readonly byClass: Record<string, number>;
  };
  readonly mutations: readonly {
    readonly kind: string;
    readonly account: { readonly address: string };
    readonly before: string | null;
    readonly after: string | null;
    readonly reason: string;
  }[];
  readonly findings: readonly { readonly code: string }[];
  readonly leftOut: readonly { readonly address: string; readonly reason: string }[];
}

function json<T>(said: Said): T {
  return JSON.parse(said.out) as T;
}

async function previewed(): Promise<{ readonly id: string; readonly fingerprint: string }> {
  const { plan } = json<PreviewAnswer>(await office.run('preview', '--json', '--as', 'amina'));
  if (plan === null) throw new Error('the preview made no plan');
  return plan;
}

async function approved(): Promise<{ readonly id: string; readonly fingerprint: string }> {
  const plan = await previewed();
  const said = await office.run('approve', plan.id, '--fingerprint', plan.fingerprint.slice(0, 12), '--as', 'bram');
  if (said.code !== 0) throw new Error(said.talk);
  return plan;
}

describe('the main job on the console', () => {
  it('previews, signs, applies and reports; then there is nothing to do and nothing is written', async () => {
    const { id } = await approved();

    const applied = await office.run('apply', '--json', '--as', 'bram');
    const effects = office.zivver.journal().effects;
    const again = await office.run('preview', '--json');

    expect(applied.code).toBe(0);
    expect(json<{ run: object }>(applied).run).toMatchObject({
      planId: id,
      state: 'applied',
      verification: { complete: true, lost: [] },
    });
    expect(effects).toBeGreaterThan(0);
    expect(json<PreviewAnswer>(again)).toMatchObject({
      outcome: 'nothing-to-do',
      plan: null,
      counts: { mutations: 0 },
    });
    expect(office.zivver.journal().effects).toBe(effects);
    expect(office.zivver.journal().entries.every(({ path }) => path.startsWith('/Groups'))).toBe(true);
  });

  it('prints the same plan for people: the diff, the findings and the commands to give next', async () => {
    const said = await office.run('preview', '--as', 'amina');

    expect(said.out).toContain('sales@example.nl');
    expect(said.out).toContain('Sales team → Sales');
    expect(said.out).toContain('Daan Terpstra <daan@example.nl>');
    expect(said.out).toContain('1 × Address is outside the claimed domains');
    expect(said.talk).toMatch(/countersign approve plan-\w{6} --fingerprint [0-9a-f]{12} --as "amina"/);
  });

  it('speaks Dutch when asked to', async () => {
    const said = await office.run('preview', '--language', 'nl');

    expect(said.out).toContain('Wacht op een besluit');
    expect(said.out).not.toContain('Fingerprint');
  });

  it('writes a report with its checksum, and the download to the audit trail', async () => {
    const { id } = await approved();
    await office.run('apply', '--as', 'bram');
    const file = join(office.folder, 'report.csv');

    const said = await office.run('report', id, '--format', 'csv', '--out', file, '--json');

    expect(said.code).toBe(0);
    expect(schemaMistakes('report', json(said))).toEqual([]);
    expect(readFileSync(file, 'utf8')).toContain('servicedesk@example.nl');
    expect((await office.run('audit')).out).toContain('chain unbroken');
  });

  it('keeps what a preview learnt in the audit trail: one entry beside the plan, and none when nothing is new', async () => {
    const entries = async () => json<{ entries: number }>(await office.run('audit', '--json')).entries;

    await office.run('preview');
    const first = await entries();
    await office.run('preview');

    expect(first).toBe(2);
    expect(await entries()).toBe(3);
  });
});

describe('--json', () => {
  it('of preview carries every mutation, every finding and every mailbox left out with its reason', async () => {
    const answer = json<PreviewAnswer>(await office.run('preview', '--json'));

    expect(answer.plan).toMatchObject({
      id: expect.stringMatching(/^plan-/),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      state: 'proposed',
    });
    expect(answer.counts.mutations).toBe(answer.mutations.length);
    expect(answer.counts.byKind).toMatchObject({ create: 4, adopt: 3, rename: 1, 'add-alias': 2, grant: 8, revoke: 0 });
    expect(answer.counts.byClass).toEqual({ change: 8, access: 10, removal: 0, destruction: 0 });
    expect(answer.mutations).toContainEqual(
      expect.objectContaining({
        kind: 'rename',
        account: expect.objectContaining({ address: 'sales@example.nl' }),
        before: 'Sales team',
        after: 'Sales',
        reason: 'name-differs',
      }),
    );
    expect(answer.leftOut.map(({ address, reason }) => `${address} ${reason}`).toSorted()).toEqual([
      'archive@example.nl nobody-could-open',
      'planning@example.nl type-conflict',
      'portal@example.org foreign-domain',
    ]);
    expect(answer.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['type-conflict', 'nobody-could-open', 'delegates-not-in-zivver']),
    );
  });

  it('has the published shape, for every command', async () => {
    const preview = await office.run('preview', '--json', '--as', 'amina');
    const { id, fingerprint } = json<PreviewAnswer>(preview).plan!;
    const answers: Record<string, Said> = {
      preview,
      approve: await office.run('approve', id, '--fingerprint', fingerprint, '--as', 'bram', '--json'),
      apply: await office.run('apply', id, '--as', 'bram', '--json'),
      show: await office.run('show', '--json'),
      history: await office.run('history', '--json'),
      status: await office.run('status', '--json'),
      mailboxes: await office.run('mailboxes', '--json'),
      audit: await office.run('audit', '--json'),
      validate: await office.run('validate', '--json'),
      no: await office.run('show', 'plan-zzzzzz', '--json'),
    };

    const mistakes = Object.entries(answers).flatMap(([name, said]) =>
      schemaMistakes(name, json(said)).map((mistake) => `${name}: ${mistake}`),
    );

    expect(mistakes).toEqual([]);
  });

  it('of a preview with nothing to do has the published shape', async () => {
    await approved();
    await office.run('apply', '--as', 'bram');

    const said = await office.run('preview', '--json');

    expect(schemaMistakes('preview', json(said))).toEqual([]);
  });

  it('leaves standard error to progress: nothing but the answer is on standard output', async () => {
    const said = await office.run('preview', '--json');

    expect(() => JSON.parse(said.out) as unknown).not.toThrow();
    expect(said.talk).toBe('');
  });
});

describe('exit codes', () => {
  it('2 says that changes wait, when asked for', async () => {
    expect((await office.run('preview')).code).toBe(0);
    expect((await office.run('preview', '--detailed-exit-code')).code).toBe(2);
  });

  it.each([
    ['a plan nobody knows', ['show', 'plan-zzzzzz'], 'There is no plan'],
    ['deciding without saying who', ['approve', 'plan-zzzzzz', '--fingerprint', '00000000'], '--as'],
    ['applying when nothing is approved', ['apply', '--as', 'bram'], 'nothing to do'],
  ])('3 is a refusal: %s', async (_name, args, sentence) => {
    const said = await office.run(...args);

    expect(said.code).toBe(3);
    expect(said.talk).toContain(sentence);
  });

  it('1 is a failure outside, told with cause and solution', async () => {
    const env = { COUNTERSIGN_ZIVVER_API_KEY: 'another-key' };

    const said = await runConsole(['preview', '--config', office.configFile], { env });

    expect(said.code).toBe(1);
    expect(said.talk).toContain('Zivver refused the API key');
    expect(said.talk).toContain('Solution:');
  });
});

describe('signing', () => {
  it('needs the fingerprint that was seen', async () => {
    const { id } = await previewed();

    const without = await office.run('approve', id, '--as', 'bram');
    const other = await office.run('approve', id, '--fingerprint', '0'.repeat(12), '--as', 'bram');

    expect(without.code).toBe(64);
    expect(other.code).toBe(3);
    expect(json<{ plan: { state: string } }>(await office.run('show', id, '--json')).plan.state).toBe('proposed');
  });

  it('may name the plan by the beginning of its fingerprint', async () => {
    const { fingerprint } = await previewed();

    const said = await office.run('approve', fingerprint.slice(0, 10), '--as', 'bram');

    expect(said.code).toBe(0);
  });

  it('is refused to a person who would gain access by it', async () => {
    const { id, fingerprint } = await previewed();

    const said = await office.run('approve', id, '--fingerprint', fingerprint, '--as', 'daan@example.nl');

    expect(said.code).toBe(3);
    expect(said.talk).toContain('gives you access yourself');
  });

  it('a rejection keeps its reason, and the plan can no longer be signed', async () => {
    const { id, fingerprint } = await previewed();

    const rejected = await office.run(
      'reject',
      id,
      '--fingerprint',
      fingerprint,
      '--reason',
      'not before the move',
      '--as',
      'bram',
      '--json',
    );
    const late = await office.run('approve', id, '--fingerprint', fingerprint, '--as', 'esra');

    expect(schemaMistakes('reject', json(rejected))).toEqual([]);
    expect(late.code).toBe(3);
    expect((await office.run('show', id, '--json')).out).toContain('not before the move');
  });
});
