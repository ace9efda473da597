import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Harness, people, startHarness } from '../support/bot-harness.ts';
import { buttonOf, click, say, wordsOf } from '../support/teams-client.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.close());

const lastCard = () => harness.connector.messages.at(-1)?.cards.at(-1);

async function applied(): Promise<void> {
  await say(harness, people.ann, 'preview');
  await harness.quiet();
  await click(harness, people.ann, { verb: 'approve', data: buttonOf(lastCard(), 'approve') ?? {} });
  await harness.quiet();
}

test('undo of the newest run proposes a plan of its own that says what it undoes and asks for approval', async () => {
  await applied();

  await say(harness, people.dirk, 'undo');
  await harness.quiet();

  expect(wordsOf(lastCard())).toContain('This plan undoes run-000001');
  expect(harness.sync.runs).toHaveLength(1);
});

test('an approved undo is applied like every plan', async () => {
  await applied();
  await say(harness, people.ann, 'undo run-000001');
  await harness.quiet();

  await click(harness, people.ann, { verb: 'approve', data: buttonOf(lastCard(), 'approve') ?? {} });
  await harness.quiet();

  expect(harness.sync.runs).toMatchObject([{ state: 'applied' }, { state: 'applied' }]);
});

test('its button on the result card, clicked twice, is one plan', async () => {
  await applied();
  const data = buttonOf(lastCard(), 'undo') ?? {};

  const first = await click(harness, people.ann, { verb: 'undo', data });
  await click(harness, people.ann, { verb: 'undo', data });
  await harness.quiet();

  expect(first.answer.value).toContain('Nothing changes before it is approved');
  expect((await harness.sync.status()).open).toHaveLength(1);
});

test('says why not: no run yet, an unknown run, no right', async () => {
  const answers: string[] = [];
  for (const [who, text] of [
    [people.ann, 'undo'],
    [people.ann, 'undo run-zzzzzz'],
    [people.bert, 'undo'],
  ] as const) {
    await say(harness, who, text);
    await harness.quiet();
    answers.push(wordsOf(lastCard()));
  }

  expect(answers[0]).toContain('There is no run to undo');
  expect(answers[1]).toContain('There is no run');
  expect(answers[2]).toContain('You may not do this');
});
