import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, people, startHarness } from '../support/bot-harness.ts';
import { say, wordsOf } from '../support/teams-client.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.close());

const words = () => wordsOf(harness.connector.messages.at(-1)?.cards.at(-1));

describe('explain', () => {
  test('answers a reader with a progress card that becomes the answer, and proposes nothing', async () => {
    await say(harness, people.carla, 'explain nobody@example.com');
    await harness.quiet();

    expect(harness.connector.messages).toHaveLength(1);
    expect(words()).toContain('Nothing is known of “nobody@example.com”');
    expect(harness.sync.previews).toBe(0);
  });

  test('asks of whom when nobody was named', async () => {
    await say(harness, people.carla, 'explain');
    await harness.quiet();

    expect(words()).toContain('explain sales@example.nl');
  });

  test('is not for somebody without a role', async () => {
    await say(harness, people.erik, 'explain sales@example.nl');
    await harness.quiet();

    expect(words()).toContain('You may not do this');
  });
});
