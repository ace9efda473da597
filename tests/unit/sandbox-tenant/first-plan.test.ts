import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../../../src/sync/model/finding.ts';
import { type MutationKind, mutationKinds } from '../../../src/sync/model/mutation.ts';
import { countByKind } from '../../../src/sync/model/plan.ts';
import { firstPlan } from '../../support/world-plan.ts';

/** What one policy can give: `delete` needs another than `retire`. */
const kinds = mutationKinds.filter((kind): kind is Exclude<MutationKind, 'delete'> => kind !== 'delete');

const codes: readonly FindingCode[] = [
  'added-in-zivver',
  'account-emptied',
  'address-taken',
  'adoption-takes-nothing',
  'alias-taken',
  'dangling-members',
  'delegates-not-in-zivver',
  'delegates-unresolved',
  'duplicate-address',
  'foreign-domain',
  'foreign-members',
  'link-stale',
  'mailbox-frozen',
  'mailbox-missing',
  'nobody-could-open',
  'out-of-scope-kept',
  'remote-mailboxes',
  'type-conflict',
  'zivver-only',
];

describe('the first plan of a world of 200', () => {
  const { plan, world } = firstPlan({ seed: 1, mailboxes: 200 });

  it.each(kinds)('has a mutation of kind %s', (kind) => {
    expect(countByKind(plan.content.mutations, mutationKinds)[kind]).toBeGreaterThan(0);
  });

  it('has revocations of both reasons', () => {
    const reasons = plan.content.mutations.filter(({ kind }) => kind === 'revoke').map(({ reason }) => reason);

    expect(new Set(reasons)).toEqual(new Set(['no-full-access', 'added-in-zivver']));
  });

  it('has grants to a person and grants through a group to accounts that exist', () => {
    const grants = plan.content.mutations.filter(({ reason }) => reason === 'has-full-access');

    expect(grants.some(({ via }) => via.length === 0)).toBe(true);
    expect(grants.some(({ via }) => via.length > 0)).toBe(true);
  });

  it.each(codes)('has the finding %s', (code) => {
    expect(plan.content.findings.map((finding) => finding.code)).toContain(code);
  });

  it.each([
    'type-not-selected',
    'no-address',
    'foreign-domain',
    'duplicate-address',
    'nobody-could-open',
    'type-conflict',
  ])('leaves a mailbox out because of %s', (reason) => {
    expect(plan.scope.leftOut.map((left) => left.reason)).toContain(reason);
  });

  it('leaves at least 70 % of the mailboxes as they are', () => {
    const touched = new Set(plan.content.mutations.map(({ account }) => account.mailboxId));
    const equal = plan.scope.inScope.filter(({ mailboxId }) => !touched.has(mailboxId));

    expect(equal.length).toBeGreaterThanOrEqual(0.7 * world.exchange.mailboxes.length);
  });

  it('proposes nothing for an ordinary equal mailbox, whatever its name', () => {
    const touched = new Set(plan.content.mutations.map(({ account }) => account.displayName));

    expect(
      [...touched].filter((name) => ['__proto__', 'null', '=SUM(A1:A9)', '🏥 First aid 🚑'].includes(name)),
    ).toEqual([]);
  });
});

describe('the first plan of any world', () => {
  it.each([1, 5, 20, 25, 50, 100, 150, 300, 1000])(
    'is not blocked with %i mailboxes, and takes little away',
    (mailboxes) => {
      for (const seed of [1, 2, 3]) {
        const { plan } = firstPlan({ seed, mailboxes });
        const takings = plan.content.mutations.filter((mutation) => mutation.class === 'removal');

        expect(plan.blocked).toBe(false);
        expect(takings.length).toBeLessThanOrEqual(Math.max(3, Math.min(10, mailboxes * 0.05)));
      }
    },
  );

  it('has few links whose account is gone', () => {
    const { plan, world } = firstPlan({ seed: 4, mailboxes: 1000 });
    const gone = plan.content.findings.find(({ code }) => code === 'link-stale')?.number ?? 0;

    expect(gone).toBeGreaterThan(0);
    expect(gone / world.links.length).toBeLessThan(0.02);
  });

  it('has the same fingerprint for the same world', () => {
    const fingerprints = [1, 2].map(() => firstPlan({ seed: 9, mailboxes: 60 }).plan.fingerprint);

    expect(fingerprints[0]).toBe(fingerprints[1]);
  });
});
