import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { StoreError } from '../../src/errors.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import { people, startHarness } from '../support/bot-harness.ts';
import { auditEntry } from '../support/stored-plan.ts';
import { buttonOf, click, say, wordsOf } from '../support/teams-client.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A bot whose store gives trouble from the moment it is told to. */
async function botWithTrouble() {
  const store = await openSqliteStore({ path: join(temporaryFolder(), 'store.sqlite') });
  let trouble: string | null = null;
  const harness = await startHarness({
    sync: { onPropose: (plan) => store.plans.insert(plan, auditEntry('plan-proposed', { planId: plan.id })) },
    teams: { store: { conversations: troubled(store.conversations), cards: troubled(store.cards) } },
  });
  onTestFinished(async () => {
    await harness.close();
    await store.close();
  });

  function troubled<Part extends object>(part: Part): Part {
    const calls = Object.entries(part) as [string, (...args: unknown[]) => Promise<unknown>][];
    const wrapped = calls.map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        const context = { path: '/data/countersign.sqlite', driverCode: 'SQLITE_IOERR' };
        if (trouble !== null) throw new StoreError(trouble, name, { context });
        return call(...args);
      },
    ]);
    return Object.fromEntries(wrapped) as Part;
  }
  return {
    harness,
    breakWith: (code: string) => {
      trouble = code;
    },
  };
}

const troubles = [
  ['store-full', 'There is no room left for the store', 'Make room on that disk'],
  ['store-read-only', 'The store cannot be written', 'Give the account that runs Countersign the right'],
  ['store-corrupt', 'The store is damaged', 'restore the last backup'],
  ['store-busy', 'The store is held by another process', 'look for a backup program'],
  ['store-io', 'The disk of the store failed', 'Check the disk'],
] as const;

describe('when the store gives trouble', () => {
  test.each(troubles)('a typed command is answered in words: %s', async (code, what, solution) => {
    const { harness, breakWith } = await botWithTrouble();
    breakWith(code);

    await say(harness, people.ann, 'status');
    await harness.quiet();

    const words = wordsOf(harness.connector.messages.at(-1)?.cards.at(-1));
    expect(words).toContain(what);
    expect(words).toContain(solution);
  });

  test.each(troubles)(
    'a click on Approve is answered in words, and nobody has approved: %s',
    async (code, what, solution) => {
      const { harness, breakWith } = await botWithTrouble();
      await say(harness, people.ann, 'preview');
      await harness.quiet();
      const message = harness.connector.messages.at(-1);
      const data = buttonOf(message?.cards.at(-1), 'approve') ?? {};
      breakWith(code);

      const { answer } = await click(harness, people.bert, { verb: 'approve', data, messageId: message?.id ?? '' });

      expect(data).toMatchObject({ planId: 'plan-000001' });
      expect(answer.value).toContain(what);
      expect(answer.value).toContain(solution);
      expect(harness.sync.votesOf('plan-000001')).toEqual([]);
    },
  );
});
