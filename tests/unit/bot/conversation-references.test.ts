import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { createConversationReferences } from '../../../src/bot/conversation-references.ts';
import type { StoredConversation } from '../../../src/sync/store/store.ts';
import { createHastyClock } from '../../support/hasty-clock.ts';

function references() {
  const stored = new Map<string, StoredConversation>();
  let written = 0;
  const { save, knows, forget } = createConversationReferences({
    clock: createHastyClock(),
    conversations: {
      save: async (conversation) => {
        written += 1;
        stored.set(conversation.conversationId, JSON.parse(JSON.stringify(conversation)) as StoredConversation);
      },
      get: async (id) => stored.get(id),
      all: async () => [...stored.values()],
      markDead: async (id, at) => {
        const known = stored.get(id);
        if (known !== undefined) stored.set(id, { ...known, deadSince: at });
      },
      forget: async (id) => void stored.delete(id),
    },
  });
  return { save, knows, forget, stored, written: () => written };
}

function message(id: string, serviceUrl = 'http://127.0.0.1:1'): Activity {
  return {
    type: 'message',
    id,
    channelId: 'msteams',
    serviceUrl,
    from: { id: 'ann', name: 'Ann', aadObjectId: 'ID-ANN' },
    recipient: { id: 'bot', name: 'Countersign' },
    conversation: { id: 'chat', conversationType: 'personal', tenantId: 'tenant' },
  } as unknown as Activity;
}

describe('where the bot may speak', () => {
  it('is written once, however much is said there', async () => {
    const { save, knows, written } = references();

    for (const id of ['first', 'second', 'third']) await save(message(id));

    expect(written()).toBe(1);
    expect(await knows('chat')).toBe(true);
  });

  it('is written anew when it is reached another way', async () => {
    const { save, stored, written } = references();

    await save(message('first'));
    await save(message('second', 'http://127.0.0.1:2'));

    expect(written()).toBe(2);
    expect(stored.get('chat')?.reference).toMatchObject({ serviceUrl: 'http://127.0.0.1:2' });
  });

  it('is alive again when somebody speaks where the bot was said to be gone', async () => {
    const { save, knows, stored } = references();
    await save(message('first'));
    const known = stored.get('chat');
    if (known !== undefined) stored.set('chat', { ...known, deadSince: '2026-03-02T08:00:00.000Z' });

    await save(message('second'));

    expect(await knows('chat')).toBe(true);
  });

  it('is written again after it was forgotten', async () => {
    const { save, forget, knows } = references();
    await save(message('first'));
    await forget('chat');

    await save(message('second'));

    expect(await knows('chat')).toBe(true);
  });
});
