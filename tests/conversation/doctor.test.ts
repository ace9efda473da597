import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, people, startHarness } from '../support/bot-harness.ts';
import { say, wordsOf } from '../support/teams-client.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.close());

const lastWords = () => wordsOf(harness.connector.messages.at(-1)?.cards.at(-1));

describe('doctor in chat', () => {
  test('answers at once, then says what is wrong, why, and what to do', async () => {
    await say(harness, people.ann, 'doctor');
    await harness.quiet();

    const words = lastWords();

    expect(words).toContain('Check of everything Countersign needs');
    expect(words).toContain('1 thing is wrong');
    expect(words).toMatch(/Zivver.s key/);
    expect(words).toContain('Store');
  });

  test('is not for somebody who may only look', async () => {
    await say(harness, people.carla, 'doctor');
    await harness.quiet();

    expect(lastWords()).not.toContain('Check of everything');
  });
});
