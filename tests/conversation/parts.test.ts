import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, people, startHarness } from '../support/bot-harness.ts';
import { buttonOf, click, say, wordsOf } from '../support/teams-client.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.close());

const messageType = 'application/vnd.microsoft.activity.message';

async function previewed() {
  await say(harness, people.ann, 'preview');
  await harness.quiet();
  const message = harness.connector.messages.at(-1);
  return { messageId: message?.id ?? '', card: message?.cards.at(-1) };
}

const lastCard = () => harness.connector.messages.at(-1)?.cards.at(-1);
const cardOf = (messageId: string) => harness.connector.messages.find(({ id }) => id === messageId)?.cards.at(-1);

async function clicked(verb: string, from: { card: unknown; messageId: string }, more: Record<string, string> = {}) {
  const data = { ...buttonOf(from.card, verb), ...more };
  const { answer } = await click(harness, people.ann, { verb, data, messageId: from.messageId });
  await harness.quiet();
  return answer;
}

describe('a part of a plan', () => {
  test('is shown in a card of its own, which carries its own fingerprint; nothing is approved yet', async () => {
    const whole = await previewed();

    const answer = await clicked('split', whole);

    expect(answer).toMatchObject({ type: messageType });
    expect(wordsOf(lastCard())).toContain('Part of plan-000001: only what takes nothing away.');
    expect(buttonOf(lastCard(), 'approve')).toMatchObject({ planId: 'plan-000002' });
    expect(buttonOf(lastCard(), 'approve')?.fingerprint).not.toBe(buttonOf(whole.card, 'approve')?.fingerprint);
    expect(buttonOf(cardOf(whole.messageId), 'approve')).toMatchObject({ planId: 'plan-000001' });
    expect(harness.sync.runs).toEqual([]);
  });

  test('is applied alone when it is approved; the card of the whole says where the rest is', async () => {
    const whole = await previewed();
    await clicked('split', whole);
    const part = { card: lastCard(), messageId: harness.connector.messages.at(-1)?.id ?? '' };

    await clicked('approve', part);

    expect(harness.sync.runs.map(({ planId }) => planId)).toEqual(['plan-000002']);
    expect(wordsOf(cardOf(whole.messageId))).toContain('A part of it, plan-000002, was approved.');
    expect(buttonOf(cardOf(whole.messageId), 'approve')).toBeNull();
  });

  test('two clicks on the same button make one part', async () => {
    const whole = await previewed();

    await clicked('split', whole);
    await clicked('split', whole);

    expect(await harness.sync.history(10)).toHaveLength(2);
  });

  test('is left out of by a form: kinds, and addresses as they were typed', async () => {
    const whole = await previewed();
    const { value: form } = await clicked('leave-out', whole);

    await clicked(
      'split',
      { card: form, messageId: whole.messageId },
      { kinds: 'add-alias', accounts: ' DESK@example.nl,\n' },
    );

    expect(wordsOf(lastCard())).toMatch(/Part of plan-000001: without .+, desk@example\.nl/);
    expect(wordsOf(lastCard())).not.toContain('contact@example.nl');
  });

  test('of nothing and of everything is refused in words', async () => {
    const whole = await previewed();
    const { value: form } = await clicked('leave-out', whole);

    await clicked('split', { card: form, messageId: whole.messageId });

    expect(wordsOf(lastCard())).toContain('Nothing of plan-000001 would be left out.');
  });

  test('of another plan than the card shows is refused', async () => {
    const whole = await previewed();

    await clicked('split', whole, { fingerprint: '0'.repeat(64) });

    expect(buttonOf(lastCard(), 'approve')).toBeNull();
    expect(await harness.sync.history(10)).toHaveLength(1);
  });

  test('is not made for somebody who may only look', async () => {
    const whole = await previewed();
    const data = buttonOf(whole.card, 'split') ?? {};

    const { answer } = await click(harness, people.carla, { verb: 'split', data, messageId: whole.messageId });
    await harness.quiet();

    expect(answer).toMatchObject({ type: messageType, value: expect.stringContaining('You may not do this') });
    expect(await harness.sync.history(10)).toHaveLength(1);
  });
});
