import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Harness, people, startHarness } from '../support/bot-harness.ts';
import { buttonOf, click, say, wordsOf } from '../support/teams-client.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.close());

const lastCard = () => harness.connector.messages.at(-1)?.cards.at(-1);

/** A run with one change of unknown outcome; the card that asks about it. */
async function asked(): Promise<void> {
  harness.sync.leaveUncertain();
  await say(harness, people.ann, 'preview');
  await harness.quiet();
  await click(harness, people.ann, { verb: 'approve', data: buttonOf(lastCard(), 'approve') ?? {} });
  await harness.quiet();
  await click(harness, people.bert, { verb: 'uncertain', data: buttonOf(lastCard(), 'uncertain') ?? {} });
  await harness.quiet();
}

test('shows how it was, should be and is, and takes the answer with its reason', async () => {
  await asked();
  expect(wordsOf(lastCard())).toContain('Now:');
  const data = { ...buttonOf(lastCard(), 'resolve'), comment: 'I looked' };

  const { answer } = await click(harness, people.bert, { verb: 'resolve', data });

  expect(JSON.stringify(answer.value)).toContain('is recorded as done');
  expect(harness.sync.runs).toMatchObject([{ state: 'applied' }]);
});

test('needs a reason and the right, and a second click finds it decided', async () => {
  await asked();
  const data = { ...buttonOf(lastCard(), 'resolve'), comment: 'I looked' };

  const none = await click(harness, people.bert, { verb: 'resolve', data: { ...data, comment: ' ' } });
  const reader = await click(harness, people.carla, { verb: 'resolve', data });
  await click(harness, people.bert, { verb: 'resolve', data });
  const again = await click(harness, people.ann, { verb: 'resolve', data: { ...data, verdict: 'not-done' } });

  expect(none.answer.value).toContain('needs a reason');
  expect(reader.answer.value).toContain('You may not do this');
  expect(again.answer.value).toContain('There is no uncertain change');
  expect(harness.sync.runs).toMatchObject([{ state: 'applied' }]);
});

test('as a word says when nothing is uncertain', async () => {
  await say(harness, people.ann, 'resolve');
  await harness.quiet();

  expect(wordsOf(lastCard())).toContain('No change is uncertain');
});
