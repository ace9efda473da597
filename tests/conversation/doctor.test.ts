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

  test('says of an error that has no words where to look for it, and there it is', async () => {
    Object.assign(harness.sync, { check: () => Promise.reject(new Error('the unexpected happened at 10:31')) });
    await say(harness, people.ann, 'doctor');
    await harness.quiet();

    const [reference] = /err-[0-9a-z]{6}/.exec(lastWords()) ?? [];

    expect(reference).toBeDefined();
    const logged = harness.logged.filter(({ fields }) => fields?.['reference'] === reference);
    expect(logged).toMatchObject([{ message: 'a job failed', fields: { job: 'doctor' } }]);
    expect(String(logged[0]?.fields?.['error'])).toContain('the unexpected happened');
  });

  test('is not for somebody who may only look', async () => {
    await say(harness, people.carla, 'doctor');
    await harness.quiet();

    expect(lastWords()).not.toContain('Check of everything');
  });
});
