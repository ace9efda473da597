import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { group, type Harness, namedGroup, people, startHarness } from '../support/bot-harness.ts';
import { activityOf, buttonOf, click, say, send, wordsOf } from '../support/teams-client.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.close());

const lastCard = () => harness.connector.messages.at(-1)?.cards.at(-1);
const lastWords = () => wordsOf(lastCard());

async function asked(...said: Parameters<typeof say> extends [unknown, ...infer Rest] ? Rest : never): Promise<string> {
  await say(harness, ...said);
  await harness.quiet();
  return lastWords();
}

describe('a typed command', () => {
  test('help lists what can be asked, also for somebody without a role', async () => {
    expect(await asked(people.erik, 'help')).toContain('whoami');
  });

  test('whoami tells the object id, so that an administrator can be told what to add', async () => {
    expect(await asked(people.erik, 'whoami')).toContain(people.erik.objectId);
  });

  test('status and history answer a reader', async () => {
    await asked(people.ann, 'preview');

    expect(await asked(people.carla, 'status')).toContain('plan-000001');
    expect(await asked(people.carla, 'history')).toContain('plan-000001');
  });

  test('status tells what others changed in Zivver since the last run, on the same card', async () => {
    await asked(people.ann, 'preview');
    await click(harness, people.ann, { verb: 'approve', data: buttonOf(lastCard(), 'approve') ?? {} });
    await harness.quiet();

    const words = await asked(people.carla, 'status');

    expect(words).toContain('1 functional account changed in Zivver by others since run-000001');
    expect(words).toContain('By hand');
    expect(wordsOf(harness.connector.messages.at(-1)?.cards[0])).toContain('Looking what others changed');
  });

  test('preview fresh asks every mailbox, and takes the word for no address', async () => {
    await asked(people.ann, 'preview fresh sales@example.nl');

    expect(harness.sync.lastPreview).toMatchObject({ fresh: true, only: ['sales@example.nl'] });
    await asked(people.ann, 'preview');
    expect(harness.sync.lastPreview).toMatchObject({ fresh: false });
  });

  test('mailboxes lists what can be synchronised, before any comparison', async () => {
    const words = await asked(people.carla, 'mailboxes');

    expect(words).toContain('sales@example');
    expect(harness.sync.previews).toBe(0);
  });

  test('a mention, capitals and spaces do not matter', async () => {
    expect(await asked(people.carla, '<at>Countersign</at>&nbsp; STATUS ')).not.toContain('does not know');
  });

  test('an unknown word gets the nearest command', async () => {
    expect(await asked(people.carla, 'prevuew')).toContain('preview');
  });

  test('nothing but a mention gets help', async () => {
    expect(await asked(people.carla, '<at>Countersign</at>')).toContain('whoami');
  });

  test('Markdown in what somebody typed stays text', async () => {
    expect(await asked(people.carla, '[x](http://evil.example)')).not.toContain('[x](http://evil.example)');
  });
});

describe('who may ask what', () => {
  test.each([
    ['a reader', people.carla, 'preview'],
    ['an approver who is no operator', people.bert, 'preview'],
    ['somebody without a role', people.erik, 'status'],
    ['a guest, also one on the list', people.fay, 'status'],
    ['a guest', people.fay, 'help'],
    ['somebody without an object id', people.gus, 'help'],
  ])('%s is refused: %#', async (_who, person, command) => {
    expect(await asked(person, command)).toContain('You may not do this');
    expect(harness.sync.previews).toBe(0);
  });

  test('a person of another tenant is refused and the conversation is not remembered', async () => {
    await asked(people.ann, 'status', { tenant: 'dddddddd-0000-4000-8000-000000000009' });

    expect(harness.connector.messages).toEqual([]);
    expect(await harness.store.conversations.all()).toEqual([]);
  });

  test('a role that was taken away is gone at the next click', async () => {
    await asked(people.ann, 'preview');
    const data = buttonOf(lastCard(), 'approve') ?? {};
    harness.access.current = { ...harness.access.current, approvers: [] };

    const { answer } = await click(harness, people.ann, { verb: 'approve', data });

    expect(answer.value).toContain('You may not do this');
    expect(harness.sync.runs).toEqual([]);
  });

  test('nobody acts while Teams does not say who the person is', async () => {
    await asked(people.ann, 'preview');
    const data = buttonOf(lastCard(), 'approve') ?? {};
    harness.connector.failNext('member', { status: 500 });

    const { status, answer } = await click(harness, people.bert, { verb: 'approve', data });

    expect({ status, type: answer.type }).toEqual({ status: 200, type: 'application/vnd.microsoft.activity.message' });
    expect(harness.sync.runs).toEqual([]);
  });
});

describe('names', () => {
  test('are shown in a group on the list and in no other', async () => {
    expect(await asked(people.ann, 'mailboxes', { conversationId: namedGroup })).toContain('sales@example');
    expect(await asked(people.ann, 'mailboxes', { conversationId: group })).not.toContain('sales');
  });

  test('are shown in a thread of a channel on the list', async () => {
    const conversationId = `${namedGroup};messageid=17`;

    expect(await asked(people.ann, 'mailboxes', { conversationId })).toContain('sales@example');
  });
});

describe('a report', () => {
  test('is linked in the personal chat of whoever asks', async () => {
    await asked(people.ann, 'preview');

    expect(JSON.stringify(await asked(people.carla, 'report').then(lastCard))).toContain(`${harness.url}/reports/`);
  });

  test('is never linked in a group: the links go to the personal chat', async () => {
    await asked(people.ann, 'preview');
    await asked(people.ann, 'report', { conversationId: group });

    const withLink = harness.connector.messages.filter((message) =>
      JSON.stringify(message.cards).includes('/reports/'),
    );
    expect(withLink.map((message) => message.conversationId)).toEqual(['personal-ann']);
  });

  test('asked for in a group by somebody whose personal chat is unknown, is not linked at all', async () => {
    await asked(people.ann, 'preview');
    await asked(people.carla, 'report', { conversationId: group });

    expect(harness.connector.messages.some((message) => JSON.stringify(message.cards).includes('/reports/'))).toBe(
      false,
    );
    expect(lastWords()).toContain('personal chat');
  });

  test('that does not exist is refused', async () => {
    expect(await asked(people.carla, 'report plan-zzzzzz')).toContain('There is no plan');
  });
});

describe('an install', () => {
  const install = (action: string) =>
    send(harness, activityOf(harness, people.ann, {}, { type: 'installationUpdate', action }));

  test('is greeted with help, once: a client that reloads says it again', async () => {
    await install('add');
    await install('add');

    expect(harness.connector.messages).toHaveLength(1);
  });

  test('that ends is forgotten', async () => {
    await install('add');
    await install('remove');

    expect(await harness.store.conversations.all()).toEqual([]);
  });
});

describe('a conversation the bot was removed from', () => {
  test('is marked dead and not written to again, until the next message', async () => {
    harness.connector.failNext('post', { status: 403, code: 'BotNotInConversationRoster' });
    await say(harness, people.ann, 'status');
    const dead = await harness.store.conversations.get('personal-ann');

    await asked(people.ann, 'status');

    expect(dead?.deadSince).not.toBeNull();
    expect((await harness.store.conversations.get('personal-ann'))?.deadSince).toBeNull();
    expect(harness.connector.messages).toHaveLength(1);
  });

  test('a message that may have arrived is not posted a second time', async () => {
    harness.connector.failNext('post', { status: 502 });

    await asked(people.carla, 'status');

    expect(harness.connector.messages).toHaveLength(1);
    expect(lastWords()).toContain('502');
  });
});

describe('a click that is none of ours', () => {
  test.each([
    ['an unknown verb', 'format-disk', {}],
    ['a plan id that is none', 'approve', { planId: '../x', fingerprint: 'f'.repeat(64) }],
    ['no fingerprint', 'approve', { planId: 'plan-000001' }],
    [
      'a comment longer than allowed',
      'reject',
      { planId: 'plan-000001', fingerprint: 'f'.repeat(64), comment: 'x'.repeat(2_000) },
    ],
  ])('%s is answered politely and changes nothing', async (_what, verb, data) => {
    const { status, answer } = await click(harness, people.ann, { verb, data });

    expect({ status, type: answer.type }).toEqual({ status: 200, type: 'application/vnd.microsoft.activity.message' });
  });

  test('another page of the plan is shown to the clicker alone', async () => {
    await asked(people.ann, 'preview');
    const before = harness.connector.messages.at(-1)?.cards.length;

    const { answer } = await click(harness, people.carla, {
      verb: 'show-page',
      data: { planId: 'plan-000001', page: '0', comment: 'so far' },
    });

    expect(answer.type).toBe('application/vnd.microsoft.card.adaptive');
    expect(buttonOf(answer.value, 'approve')).toBeNull();
    expect(harness.connector.messages.at(-1)?.cards.length).toBe(before);
  });
});
