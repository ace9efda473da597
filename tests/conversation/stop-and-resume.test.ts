import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, people, startHarness } from '../support/bot-harness.ts';
import { buttonOf, click, say, wordsOf } from '../support/teams-client.ts';

let harness: Harness;
let letGo: () => void;
beforeEach(async () => {
  const applyGate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  harness = await startHarness({ sync: { applyGate } });
});
afterEach(() => {
  letGo();
  return harness.close();
});

const planCard = () => harness.connector.messages.find((message) => message.cards.length > 1);
const shown = () => planCard()?.cards.at(-1);

/** A run that was approved and waits in the middle. */
async function running(): Promise<void> {
  await say(harness, people.ann, 'preview');
  await harness.quiet();
  await click(harness, people.ann, { verb: 'approve', data: buttonOf(shown(), 'approve') ?? {} });
  await expect.poll(() => buttonOf(shown(), 'stop')).not.toBeNull();
}

async function stopped(): Promise<void> {
  await running();
  await say(harness, people.bert, 'stop');
  letGo();
  await harness.quiet();
}

const said = () => wordsOf(harness.connector.messages.at(-1)?.cards.at(-1));

describe('stop', () => {
  test('on the running card ends the run; the result card says who, what was done and what was not', async () => {
    await running();

    const { answer } = await click(harness, people.ann, { verb: 'stop', data: buttonOf(shown(), 'stop') ?? {} });
    letGo();
    await harness.quiet();

    expect(answer.value).toContain('stops after the calls that are under way');
    const words = wordsOf(shown());
    expect(words).toContain('stopped by ann');
    expect(words).toContain('then stopped');
    expect(words).toContain('not started');
  });

  test('clicked twice is asked once', async () => {
    await running();
    const data = buttonOf(shown(), 'stop') ?? {};

    await click(harness, people.ann, { verb: 'stop', data });
    const second = await click(harness, people.bert, { verb: 'stop', data });

    expect(second.answer.value).toContain('is stopping already');
  });

  test('as a word needs no plan: whatever runs ends', async () => {
    await stopped();

    expect(wordsOf(shown())).toContain('stopped by bert');
  });

  test('is refused when nothing runs, and for somebody who only looks', async () => {
    await say(harness, people.ann, 'stop');
    await harness.quiet();
    expect(said()).toContain('Nothing is being applied');

    await running();
    await say(harness, people.carla, 'stop');
    const clicked = await click(harness, people.carla, { verb: 'stop', data: buttonOf(shown(), 'stop') ?? {} });
    letGo();
    await harness.quiet();

    expect(clicked.answer.value).toContain('You may not do this');
    expect(harness.sync.runs[0]?.state).toBe('applied');
  });
});

describe('resume', () => {
  test('by its button goes on under the same approval, in the same run', async () => {
    await stopped();
    const before = harness.sync.runs[0]?.id;

    await click(harness, people.bert, { verb: 'resume', data: buttonOf(shown(), 'resume') ?? {} });
    await harness.quiet();

    expect(harness.sync.runs).toMatchObject([{ id: before, state: 'applied' }]);
    expect(buttonOf(shown(), 'resume')).toBeNull();
  });

  test('clicked twice goes on once, and the second click does no harm', async () => {
    await stopped();
    const data = buttonOf(shown(), 'resume') ?? {};

    await Promise.all([
      click(harness, people.ann, { verb: 'resume', data }),
      click(harness, people.bert, { verb: 'resume', data }),
    ]);
    await harness.quiet();

    expect(harness.sync.runs).toMatchObject([{ state: 'applied' }]);
    expect(harness.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('as a word takes the newest stopped run', async () => {
    await stopped();

    await say(harness, people.ann, 'resume');
    await harness.quiet();

    expect(said()).toContain('goes on under the approval it has');
    expect(harness.sync.runs).toMatchObject([{ state: 'applied' }]);
  });

  test('says why not: nothing waits, a newer plan took its place, no right', async () => {
    await say(harness, people.ann, 'resume');
    await harness.quiet();
    expect(said()).toContain('No run waits to be resumed');

    await stopped();
    const data = buttonOf(shown(), 'resume') ?? {};
    expect((await click(harness, people.carla, { verb: 'resume', data })).answer.value).toContain(
      'You may not do this',
    );
    await say(harness, people.ann, 'preview');
    await harness.quiet();
    expect((await click(harness, people.ann, { verb: 'resume', data })).answer.value).toContain(
      'superseded by a newer plan',
    );
  });
});
