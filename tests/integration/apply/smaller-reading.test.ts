/** An organisation that really became smaller: a person says so once, and the readings after it are measured by that. */

import { describe, expect, it } from 'vitest';
import type { SharedMailbox } from '../../../src/sync/model/mailbox.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { freeRules, organisation, people } from '../../support/apply-case.ts';
import { link, mailbox } from '../../support/build.ts';
import { openOffice } from '../../support/open-office-sync.ts';
import { staff } from '../../support/stored-plan.ts';
import { anAccount, uuid } from '../../support/target-seed.ts';

const names = Array.from({ length: 20 }, (_, index) => `box-${String(index + 1).padStart(2, '0')}`);

/** Twenty mailboxes that are equal on both sides. */
async function office() {
  const base = organisation({ created: 0 });
  const at = await openOffice(
    {
      seed: {
        ...base.seed,
        accounts: names.map((name, index) =>
          anAccount({ id: uuid(index + 1), address: `${name}@example.nl`, displayName: name, members: [people.ann] }),
        ),
      },
      mailboxes: names.map((name) => mailbox(name)),
      links: names.map((name, index) => link(name, { accountId: uuid(index + 1), seenDelegates: [people.ann] })),
    },
    freeRules,
  );
  await at.again();
  return at;
}

/** The first twelve; in the first of them nobody has access any more, but one. */
const fewer: readonly SharedMailbox[] = names.slice(0, 12).map((name) => mailbox(name));

describe('a reading that is suddenly smaller, of which only removals are left', () => {
  it('is a blocked plan; waived and signed, it is carried out, and the smaller reading is the measure from then on', async () => {
    const at = await office();
    at.source.mailboxes = fewer.map((each, index) =>
      index === 0 ? { ...each, delegates: { state: 'read', trustees: [] } } : each,
    );

    const blocked = await at.preview();
    const { id: planId, fingerprint } = blocked;
    const refused = await at.sync.approve({ planId, fingerprint, by: staff('ben'), mayDecide: true, comment: '' });
    const waived = await at.sync.waive({
      planId,
      fingerprint,
      by: staff('carla'),
      mayDecide: true,
      comment: 'The branch office was closed',
    });
    if (isRefusal(waived)) throw new Error(waived.code);
    const run = await at.apply(waived);
    const next = await at.again();

    expect(blocked).toMatchObject({ state: 'blocked' });
    expect(blocked.content.mutations.map(({ kind }) => kind)).toEqual(['revoke']);
    expect(refused).toMatchObject({ code: 'plan-blocked' });
    expect(run.state).toBe('applied');
    expect(next).toMatchObject({ kind: 'nothing-to-do' });
    expect('findings' in next && next.findings.map(({ code }) => code)).not.toContain('source-shrank');
  });
});
