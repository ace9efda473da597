import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, people, startHarness } from '../support/bot-harness.ts';
import { buttonOf, click, say, wordsOf } from '../support/teams-client.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
  await say(harness, people.ann, 'preview');
  await harness.quiet();
});
afterEach(() => harness.close());

const lastCard = () => harness.connector.messages.at(-1)?.cards.at(-1);

async function answerTo(...[who, text]: [typeof people.ann, string]): Promise<string> {
  await say(harness, who, text);
  await harness.quiet();
  return wordsOf(lastCard());
}

describe('a rejection', () => {
  test('with the toggle on mutes what it rejects', async () => {
    const data = { ...buttonOf(lastCard(), 'reject'), comment: 'Not before the move', mute: 'true' };

    await click(harness, people.ann, { verb: 'reject', data });

    expect(harness.sync.muted.length).toBeGreaterThan(0);
  });

  test('mutes nothing by itself', async () => {
    const data = { ...buttonOf(lastCard(), 'reject'), comment: 'Not now', mute: 'false' };

    await click(harness, people.ann, { verb: 'reject', data });

    expect(harness.sync.muted).toEqual([]);
  });

  test('that still needs a reason keeps the toggle as it was', async () => {
    const data = { ...buttonOf(lastCard(), 'reject'), comment: ' ', mute: 'true' };

    const { answer } = await click(harness, people.ann, { verb: 'reject', data });

    expect(JSON.stringify(answer.value)).toContain('"id":"mute"');
    expect(JSON.stringify(answer.value)).toMatch(/"id":"mute"[^}]*"value":"true"/);
    expect(harness.sync.muted).toEqual([]);
  });
});

describe('mute and unmute', () => {
  test('say how much is muted, and until when', async () => {
    const words = await answerTo(people.bert, 'mute desk@example.nl on long leave');

    expect(words).toContain('desk@');
    expect(words).toContain('not proposed again until its shared mailbox changes');
    expect(harness.sync.muted.length).toBeGreaterThan(0);

    expect(await answerTo(people.bert, 'unmute desk@example.nl')).toContain('no longer muted');
    expect(harness.sync.muted).toEqual([]);
  });

  test('need a reason, an address of a waiting plan, and an approver', async () => {
    expect(await answerTo(people.bert, 'mute desk@example.nl')).toContain('needs a reason');
    expect(await answerTo(people.bert, 'mute nobody@example.nl because')).toContain('No plan that waits');
    expect(await answerTo(people.bert, 'unmute desk@example.nl')).toContain('Nothing is muted');
    expect(await answerTo(people.dirk, 'mute desk@example.nl because')).toContain('You may not do this');
    expect(harness.sync.muted).toEqual([]);
  });
});
