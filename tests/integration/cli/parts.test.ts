/** Parts of a plan, and explanations, on the console: the same choices and words as in chat. */

import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice, type Said } from '../../support/console.ts';
import { schemaMistakes } from '../../support/published-schema.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(async () => {
  await office.close();
  rmSync(office.folder, { recursive: true, force: true });
});

interface PlanAnswer {
  readonly isNew: boolean;
  readonly plan: {
    readonly id: string;
    readonly fingerprint: string;
    readonly requester: { readonly name: string };
    readonly siblingOf?: { readonly planId: string; readonly choice: object; readonly by: { readonly name: string } };
  };
  readonly mutations: readonly { readonly kind: string; readonly account: { readonly address: string } }[];
}

function json<T = PlanAnswer>(said: Said): T {
  if (said.code !== 0) throw new Error(said.talk);
  return JSON.parse(said.out) as T;
}

const preview = async () => json(await office.run('preview', '--json', '--as', 'amina'));

function addresses({ mutations }: PlanAnswer): readonly string[] {
  return [...new Set(mutations.map(({ account }) => account.address))].sort();
}

describe('split on the console', () => {
  it('proposes the first accounts as a plan of its own, which is signed and applied; the whole no longer waits', async () => {
    const whole = await preview();

    const said = await office.run('split', whole.plan.id, '--first', '2', '--json', '--as', 'bram');
    const part = json(said);
    const { id, fingerprint } = part.plan;
    const signed = await office.run('approve', id, '--fingerprint', fingerprint, '--as', 'bram');
    const applied = await office.run('apply', id, '--as', 'bram', '--json');
    const shown = await office.run('show', whole.plan.id);

    expect(schemaMistakes('split', JSON.parse(said.out))).toEqual([]);
    expect(addresses(part)).toHaveLength(2);
    expect(part).toMatchObject({
      isNew: true,
      plan: {
        requester: { name: 'amina' },
        siblingOf: { planId: whole.plan.id, choice: { kind: 'first', accounts: 2 }, by: { name: 'bram' } },
      },
    });
    expect([signed.code, applied.code]).toEqual([0, 0]);
    expect(shown.out).toContain('Superseded');
  });

  it.each([
    [['--without-kind', 'create,adopt'], (plan: PlanAnswer) => plan.mutations.map(({ kind }) => kind), 'create'],
    [['--without-kind', 'Rename'], (plan: PlanAnswer) => plan.mutations.map(({ kind }) => kind), 'rename'],
    [['--without-account', 'HR@example.nl privacy@example.nl'], addresses, 'hr@example.nl'],
    [['--without-finding', 'delegates-not-in-zivver'], addresses, 'privacy@example.nl'],
  ])('leaves out what was named: %j', async (choice, valuesOf, gone) => {
    const whole = await preview();

    const part = json(await office.run('split', whole.plan.id, ...choice, '--json'));

    expect(valuesOf(whole)).toContain(gone);
    expect(valuesOf(part)).not.toContain(gone);
    expect(part.mutations.length).toBeGreaterThan(0);
  });

  it('says in words what the part is, what is not in it, and what to type next', async () => {
    const whole = await preview();

    const said = await office.run('split', '--without-kind', 'create', '--as', 'bram');
    const again = await office.run('split', whole.plan.id, '--without-kind', 'create', '--as', 'bram');

    expect(said.out).toContain(`Part of ${whole.plan.id}: without new account.`);
    expect(said.out).toContain('this part does not create the account');
    expect(said.talk).toContain('countersign approve plan-');
    expect(again.talk).toContain('The same part was waiting already.');
  });

  it.each([
    [['--additions-only'], 3, 'would be left out'],
    [['--without-domain', 'example.nl'], 3, 'would be left'],
    [['--without-kind', 'revokee'], 64, 'Did you mean "revoke"?'],
    [['--first', '0'], 64, 'A whole number from 1 is expected.'],
    [['--without-account', ' , '], 64, 'At least one is expected.'],
    [['--first', '2', '--additions-only'], 64, 'Say what the part is'],
    [[], 64, 'Say what the part is'],
  ])('says why not: %j', async (choice, code, words) => {
    await preview();

    const said = await office.run('split', ...choice);

    expect(said.code).toBe(code);
    expect(said.talk).toContain(words);
    expect(json<{ open: readonly object[] }>(await office.run('status', '--json')).open).toHaveLength(1);
  });

  it('needs a plan that waits', async () => {
    const said = await office.run('split', '--first', '1', '--json');

    expect(said.code).toBe(3);
    expect(JSON.parse(said.out)).toMatchObject({ refused: true, code: 'unknown-plan' });
  });
});

describe('explain on the console', () => {
  interface ExplainAnswer {
    readonly mailboxes: readonly { readonly address: string; readonly verdict: string }[];
    readonly people: readonly {
      readonly address: string;
      readonly account: string;
      readonly access: readonly object[];
    }[];
  }
  const explained = async (who: string) => json<ExplainAnswer>(await office.run('explain', who, '--json'));

  it('an address: what both sides say, who gets access and why', async () => {
    const { out } = await office.run('explain', 'hr@example.nl');
    const answer = await explained('hr@example.nl');

    expect(schemaMistakes('explain', answer)).toEqual([]);
    expect(answer.mailboxes).toMatchObject([{ address: 'hr@example.nl', verdict: 'proposed' }]);
    expect(out).toContain('Amina Yildiz');
    expect(out).toContain('No functional account has the address of this shared mailbox');
  });

  it('a person: each mailbox with the access on both sides', async () => {
    const { out } = await office.run('explain', 'amina@example.nl');
    const answer = await explained('amina@example.nl');

    expect(schemaMistakes('explain', answer)).toEqual([]);
    expect(answer.people).toMatchObject([{ address: 'amina@example.nl', account: 'active' }]);
    expect(answer.people[0]?.access).toHaveLength(3);
    expect(out).toContain('FullAccess in Exchange; gets access in Zivver');
  });

  it('an absence: why nothing is proposed', async () => {
    const archive = await explained('archive@example.nl');
    const portal = await office.run('explain', 'portal@example.org');
    const nobody = await office.run('explain', 'nobody@example.com');

    expect(archive.mailboxes).toMatchObject([{ verdict: 'left-out' }]);
    expect(portal.out).toContain('outside the claimed domains');
    expect(nobody.code).toBe(0);
    expect(nobody.out).toContain('nobody@example.com');
  });

  it('says when Zivver refuses the key', async () => {
    office.zivver.addFault({ kind: 'status', status: 401, match: { path: '/Groups' }, times: 50 });

    const said = await office.run('explain', 'hr@example.nl', '--json');

    expect(said.code).toBe(1);
    expect(JSON.parse(said.out)).toMatchObject({ refused: false });
  });
});
