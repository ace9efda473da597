import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/platform/clock.ts';
import { group, type Harness, namedGroup, people, startHarness } from '../support/bot-harness.ts';
import { buttonOf, click, say, submit, wordsOf } from '../support/teams-client.ts';

let harness: Harness;
afterEach(() => harness.close());

const cardType = 'application/vnd.microsoft.card.adaptive';
const messageType = 'application/vnd.microsoft.activity.message';

async function planCardFor(who = people.ann, conversation: { conversationId?: string } = {}) {
  await say(harness, who, 'preview', conversation);
  await harness.quiet();
  const message = harness.connector.messages.at(-1);
  const card = message?.cards.at(-1);
  return {
    messageId: message?.id ?? '',
    card,
    approve: { verb: 'approve', data: buttonOf(card, 'approve') ?? {}, messageId: message?.id ?? '' },
  };
}

describe('preview', () => {
  test('is answered at once with a progress card, which becomes the plan card', async () => {
    const gate = Promise.withResolvers<void>();
    harness = await startHarness({ sync: { previewGate: gate.promise } });

    await say(harness, people.ann, 'preview');
    const [message] = harness.connector.messages;
    const first = wordsOf(message?.cards[0]);
    gate.resolve();
    await harness.quiet();

    expect(first).toContain('Nothing is changed by a preview');
    expect(harness.connector.messages).toHaveLength(1);
    expect(buttonOf(message?.cards.at(-1), 'approve')).toMatchObject({ planId: 'plan-000001' });
    expect(wordsOf(message?.cards.at(-1))).toContain('sales@example');
  });

  test('says so when there is nothing to do', async () => {
    harness = await startHarness();
    harness.sync.nothingToDo = true;

    const { card } = await planCardFor();

    expect(buttonOf(card, 'approve')).toBeNull();
    expect(wordsOf(card)).toMatch(/nothing/i);
  });

  test('shows the plan that waits when a newer reading ended first', async () => {
    harness = await startHarness();
    const { messageId, approve } = await planCardFor();
    const details = await harness.sync.details(String(approve.data['planId']));
    if ('refused' in details) throw new Error(details.code);
    harness.sync.overtakenBy = details.plan;

    const { messageId: again, card } = await planCardFor();

    expect(again).not.toBe(messageId);
    expect(buttonOf(card, 'approve')).toMatchObject({ planId: details.plan.id });
    expect(harness.sync.previews).toBe(2);
  });

  test('says which plan waits, and what to do, when a newer reading of a few mailboxes ended first', async () => {
    harness = await startHarness();
    const { approve } = await planCardFor();
    const details = await harness.sync.details(String(approve.data['planId']));
    if ('refused' in details) throw new Error(details.code);
    Object.assign(harness.sync, { overtakenBy: details.plan, overtakenBySome: true });

    const { card } = await planCardFor();
    const shown = await click(harness, people.ann, { verb: 'show-page', data: buttonOf(card, 'show-page') ?? {} });

    expect(wordsOf(card)).toContain(details.plan.id);
    expect(wordsOf(card)).toContain('it does not say how all the others are');
    expect(buttonOf(card, 'approve')).toBeNull();
    expect(buttonOf(card, 'preview')).not.toBeNull();
    expect(buttonOf(shown.answer.value, 'approve')).toMatchObject({ planId: details.plan.id });
  });

  test('says on the plan card which run waits and goes on beside it, and does not take its place', async () => {
    harness = await startHarness();
    await planCardFor();
    harness.sync.leaveCutShort('2026-11-24T14:30:00.000Z');

    const { card } = await planCardFor();

    expect(wordsOf(card)).toContain('plan-000001 was approved and is not finished');
    expect(wordsOf(card)).toContain('nothing is done twice');
    expect(await harness.sync.details('plan-000001')).toMatchObject({ plan: { state: 'stopped' } });
  });

  test('says so when a newer reading ended first and nothing of it waits', async () => {
    harness = await startHarness();
    harness.sync.overtakenBy = null;

    const { card } = await planCardFor();

    expect(wordsOf(card)).toContain('A newer reading came first');
    expect(buttonOf(card, 'approve')).toBeNull();
    expect(buttonOf(card, 'preview')).not.toBeNull();
  });

  test('shows the problem, not a stack, when reading fails', async () => {
    harness = await startHarness();
    harness.sync.failNextPreview(new Error('secret detail at /srv/x.ts:12'));

    const { card } = await planCardFor();

    expect(wordsOf(card)).not.toContain('secret detail');
    expect(buttonOf(card, 'approve')).toBeNull();
  });

  test('shows counts and no names in a group that is not on the list', async () => {
    harness = await startHarness();

    const { card } = await planCardFor(people.ann, { conversationId: group });

    expect(wordsOf(card)).not.toContain('sales');
    expect(buttonOf(card, 'approve')).not.toBeNull();
  });

  test('shows no names any more in a group that was taken off the list, however it is redrawn', async () => {
    const namesAllowed = [namedGroup];
    harness = await startHarness({ config: { conversations: { namesAllowed } } });
    const posted = await planCardFor(people.ann, { conversationId: namedGroup });
    namesAllowed.length = 0;

    await click(harness, people.bert, posted.approve, { conversationId: namedGroup });
    await harness.quiet();

    const message = harness.connector.messages.find(({ id }) => id === posted.messageId);
    expect(wordsOf(posted.card)).toContain('sales@example');
    expect(message?.cards.length).toBeGreaterThan(2);
    expect(wordsOf(message?.cards.at(-1))).not.toContain('sales');
    expect(wordsOf(message?.cards.at(-1))).not.toContain('bert');
  });

  test('shows no names any more to somebody who may no longer read', async () => {
    harness = await startHarness();
    const posted = await planCardFor(people.dirk);
    const { current } = harness.access;
    harness.access.current = { ...current, operators: current.operators.filter((id) => id !== people.dirk.objectId) };

    await planCardFor(people.ann);

    const message = harness.connector.messages.find(({ id }) => id === posted.messageId);
    expect(wordsOf(posted.card)).toContain('sales@example');
    expect(wordsOf(message?.cards.at(-1))).not.toContain('sales');
    expect(wordsOf(message?.cards.at(-1))).not.toContain('dirk');
  });

  test('of somebody who may not approve has no Approve button in the personal chat', async () => {
    harness = await startHarness();

    const { card } = await planCardFor(people.dirk);

    expect(buttonOf(card, 'approve')).toBeNull();
    expect(wordsOf(card)).toContain('sales@example');
  });

  test('rewrites the card of the plan it supersedes', async () => {
    harness = await startHarness();
    const earlier = await planCardFor();

    await planCardFor();

    const old = harness.connector.messages.find((message) => message.id === earlier.messageId);
    expect(buttonOf(old?.cards.at(-1), 'approve')).toBeNull();
    expect(wordsOf(old?.cards.at(-1))).toMatch(/superseded/i);
  });
});

describe('approve', () => {
  test('answers the running card, edits the posted one, applies once and ends with the summary', async () => {
    harness = await startHarness();
    const { approve, messageId } = await planCardFor();

    const { status, answer } = await click(harness, people.ann, approve);
    await harness.quiet();

    expect(status).toBe(200);
    expect(answer).toMatchObject({ statusCode: 200, type: cardType });
    expect(buttonOf(answer.value, 'approve')).toBeNull();
    expect(harness.sync.runs).toHaveLength(1);
    const shown = harness.connector.messages.find((message) => message.id === messageId)?.cards.at(-1);
    expect(wordsOf(shown)).toContain('run-000001');
  });

  test('clicked twice applies once; the second click sees how things stand', async () => {
    harness = await startHarness();
    const { approve } = await planCardFor();

    const answers = await Promise.all([click(harness, people.ann, approve), click(harness, people.ann, approve)]);
    await harness.quiet();

    expect(answers.map(({ answer }) => answer.type)).toEqual([cardType, cardType]);
    expect(harness.sync.runs).toHaveLength(1);
  });

  test('delivered again long after shows the summary and does nothing', async () => {
    harness = await startHarness();
    const { approve } = await planCardFor();
    await click(harness, people.ann, approve);
    await harness.quiet();

    const { answer } = await click(harness, people.ann, approve);
    await harness.quiet();

    expect(wordsOf(answer.value)).toContain('run-000001');
    expect(harness.sync.runs).toHaveLength(1);
  });

  test('is answered while the applying still goes on', async () => {
    const gate = Promise.withResolvers<void>();
    harness = await startHarness({ sync: { applyGate: gate.promise } });
    const { approve } = await planCardFor();

    const { answer } = await click(harness, people.ann, approve);

    expect(answer.type).toBe(cardType);
    expect(harness.sync.runs).toHaveLength(0);
    gate.resolve();
    await harness.quiet();
    expect(harness.sync.runs).toHaveLength(1);
  });

  test('edits every card of the plan, also those of others', async () => {
    harness = await startHarness();
    const inGroup = await planCardFor(people.ann, { conversationId: group });
    await say(harness, people.bert, 'status');
    await harness.store.cards.add({
      conversationId: 'personal-bert',
      activityId: harness.connector.messages.at(-1)?.id ?? '',
      planId: 'plan-000001',
      names: true,
      postedAt: '2026-11-24T08:00:00.000Z',
    });

    await click(harness, people.bert, inGroup.approve, { conversationId: group });
    await harness.quiet();

    const last = harness.connector.messages.map((message) => wordsOf(message.cards.at(-1)));
    expect(last.filter((words) => words.includes('run-000001'))).toHaveLength(2);
  });

  test('by somebody who is no approver is refused in a message, and the card stays', async () => {
    harness = await startHarness();
    const { approve, messageId } = await planCardFor(people.ann, { conversationId: group });
    const before = harness.connector.messages.find((message) => message.id === messageId)?.cards.length;

    const { status, answer } = await click(harness, people.carla, approve, { conversationId: group });
    await harness.quiet();

    expect({ status, type: answer.type }).toEqual({ status: 200, type: messageType });
    expect(answer.value).toContain('You may not do this');
    expect(harness.sync.runs).toHaveLength(0);
    expect(harness.connector.messages.find((message) => message.id === messageId)?.cards.length).toBe(before);
  });

  test('of a card that shows another plan is refused and the plan still waits', async () => {
    harness = await startHarness();
    const { approve } = await planCardFor();

    const { answer } = await click(harness, people.ann, {
      ...approve,
      data: { ...approve.data, fingerprint: 'f'.repeat(64) },
    });

    expect(answer.type).toBe(messageType);
    expect(harness.sync.runs).toHaveLength(0);
  });

  test('posts the summary anew when somebody deleted the card', async () => {
    harness = await startHarness();
    const { approve, messageId } = await planCardFor();
    harness.connector.deleteMessage(messageId);

    await click(harness, people.ann, approve);
    await harness.quiet();

    const words = harness.connector.messages.map((message) => wordsOf(message.cards.at(-1)));
    expect(words.some((text) => text.includes('run-000001'))).toBe(true);
  });

  test('whose edits are refused for too many requests tries again and ends with the summary', async () => {
    harness = await startHarness({ clock: { ...systemClock, sleep: async () => {} } });
    const { approve, messageId } = await planCardFor();
    harness.connector.failNext('update', { status: 429 }, { status: 412 }, { status: 503 });

    await click(harness, people.ann, approve);
    await harness.quiet();

    const shown = harness.connector.messages.find((message) => message.id === messageId)?.cards.at(-1);
    expect(wordsOf(shown)).toContain('run-000001');
  });

  test('works from the fallback of clients without Action.Execute', async () => {
    harness = await startHarness();
    const { approve, messageId } = await planCardFor();

    await submit(harness, people.ann, { ...approve.data, verb: 'approve' }, messageId);
    await harness.quiet();

    expect(harness.sync.runs).toHaveLength(1);
  });
});

describe('approve by two people', () => {
  test('counts the first vote on every card and applies with the second', async () => {
    harness = await startHarness({ sync: { quorum: 2 } });
    const { approve, messageId } = await planCardFor();

    const first = await click(harness, people.ann, approve);
    await harness.quiet();
    const runsAfterFirst = harness.sync.runs.length;
    const counted = harness.connector.messages.find((message) => message.id === messageId)?.cards.at(-1);
    await click(harness, people.bert, approve);
    await harness.quiet();

    expect(runsAfterFirst).toBe(0);
    expect(wordsOf(first.answer.value)).toContain('1 of 1 approval given');
    expect(wordsOf(counted)).toContain('1 of 1 approval given');
    expect(harness.sync.runs).toHaveLength(1);
  });
});

describe('reject', () => {
  test('without a reason asks the clicker for it and decides nothing', async () => {
    harness = await startHarness();
    const { approve } = await planCardFor();

    const { answer } = await click(harness, people.ann, { ...approve, verb: 'reject' });

    expect(answer.type).toBe(cardType);
    expect(buttonOf(answer.value, 'reject')).not.toBeNull();
    expect((await harness.sync.details()) as { plan: { state: string } }).toMatchObject({
      plan: { state: 'proposed' },
    });
  });

  test('with a reason closes the plan on every card, and a late approval sees it', async () => {
    harness = await startHarness();
    const { approve, messageId } = await planCardFor();

    await click(harness, people.bert, {
      ...approve,
      verb: 'reject',
      data: { ...approve.data, comment: 'Not this week' },
    });
    await harness.quiet();
    const late = await click(harness, people.ann, approve);

    const shown = harness.connector.messages.find((message) => message.id === messageId)?.cards.at(-1);
    expect(wordsOf(shown)).toContain('Not this week');
    expect(buttonOf(late.answer.value, 'approve')).toBeNull();
    expect(harness.sync.runs).toHaveLength(0);
  });
});

describe('after a restart', () => {
  test('a plan that was being applied is carried on', async () => {
    harness = await startHarness();
    await planCardFor();
    harness.sync.leaveApplying();

    const carriedOn = await harness.bot.carryOnInterrupted();
    await harness.quiet();

    expect(carriedOn).toEqual(['plan-000001']);
    expect(harness.sync.runs).toHaveLength(1);
  });

  test('a run that our own shut-down ended goes on', async () => {
    harness = await startHarness();
    await planCardFor();
    harness.sync.leaveCutShort();

    const carriedOn = await harness.bot.carryOnInterrupted();
    await harness.quiet();

    expect(carriedOn).toEqual(['plan-000001']);
    expect(harness.sync.runs).toMatchObject([{ state: 'applied' }]);
  });

  test('a run that waits for Zivver goes on by itself, not before the time it was told', async () => {
    harness = await startHarness();
    await planCardFor();
    harness.sync.leaveCutShort('2099-01-01T00:00:00.000Z');

    await harness.bot.carryOnInterrupted();
    await harness.quiet();
    const early = harness.sync.runs[0]?.state;
    await harness.close();
    harness = await startHarness();
    await planCardFor();
    harness.sync.leaveCutShort('2020-01-01T00:00:00.000Z');
    await harness.bot.carryOnInterrupted();
    await harness.quiet();

    expect(early).toBe('stopped');
    expect(harness.sync.runs).toMatchObject([{ state: 'applied' }]);
  });

  test('a plan that was approved on its card and not begun is carried out', async () => {
    harness = await startHarness();
    await planCardFor();
    await approveUnseen();

    await harness.bot.carryOnInterrupted();
    await harness.quiet();

    expect(harness.sync.runs).toHaveLength(1);
  });

  test('a plan that was approved on the console waits for its own apply', async () => {
    harness = await startHarness();
    const { messageId } = await planCardFor();
    await harness.store.cards.remove('personal-ann', messageId);
    await approveUnseen();

    const carriedOn = await harness.bot.carryOnInterrupted();

    expect(carriedOn).toEqual([]);
  });

  async function approveUnseen(): Promise<void> {
    const details = await harness.sync.details();
    if ('refused' in details) throw new Error('no plan');
    const { id: planId, fingerprint, requester: by } = details.plan;
    await harness.sync.approve({ planId, fingerprint, by, mayDecide: true, comment: '' });
  }
});
