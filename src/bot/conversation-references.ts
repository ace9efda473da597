/**
 * Remembers where the bot may speak: looked at with every message, click and install (the service URL may be another),
 * forgotten on removal. Written only when something is new: a click does not wait for the disk.
 */

import { isDeepStrictEqual } from 'node:util';
import { type Activity, TurnContext } from 'botbuilder';
import type { Clock } from '../platform/clock.ts';
import type { Store, StoredConversation } from '../sync/store/store.ts';

export interface ConversationReferences {
  save(activity: Activity): Promise<void>;
  forget(conversationId: string): Promise<void>;
  /** Was the bot spoken to or installed here, and is it still? */
  knows(conversationId: string): Promise<boolean>;
  /** The personal chat of a person, when the bot was ever spoken to or installed there. */
  personalChatOf(personId: string): Promise<string | null>;
}

export function createConversationReferences(options: {
  readonly conversations: Store['conversations'];
  readonly clock: Clock;
}): ConversationReferences {
  const { conversations, clock } = options;
  return {
    async save(activity) {
      const said = storedConversation(activity);
      const known = await conversations.get(said.conversationId);
      if (known !== undefined && isDeepStrictEqual(known, { ...said, updatedAt: known.updatedAt })) return;
      await conversations.save({ ...said, updatedAt: clock.now().toISOString() });
    },
    forget: (conversationId) => conversations.forget(conversationId),
    async knows(conversationId) {
      return (await conversations.get(conversationId))?.deadSince === null;
    },
    async personalChatOf(personId) {
      const all = await conversations.all();
      const chat = all.find((one) => one.kind === 'personal' && one.personId === personId && one.deadSince === null);
      return chat?.conversationId ?? null;
    },
  };
}

function storedConversation(activity: Activity): Omit<StoredConversation, 'updatedAt'> {
  const kind = conversationKind(activity.conversation.conversationType);
  // Without the activity's id: a later message is not a reply to this one.
  const { activityId: _replied, ...reference } = TurnContext.getConversationReference(activity);
  return {
    conversationId: activity.conversation.id,
    kind,
    tenantId: tenantOf(activity) ?? '',
    personId: kind === 'personal' ? (activity.from.aadObjectId?.toLowerCase() ?? null) : null,
    reference: JSON.parse(JSON.stringify(reference)) as Record<string, unknown>,
    deadSince: null,
  };
}

export function conversationKind(type: string | undefined): StoredConversation['kind'] {
  if (type === 'channel' || type === 'personal') return type;
  // What is not known to be personal is treated as shared: no names by default.
  return 'groupChat';
}

/** A thread of a channel carries its first message in the id; the conversation on the list of names is the channel. */
export function withoutThread(conversationId: string): string {
  return conversationId.split(';messageid=')[0] ?? conversationId;
}

export function tenantOf(activity: Activity): string | undefined {
  const data = activity.channelData as { readonly tenant?: { readonly id?: string } } | undefined;
  return data?.tenant?.id ?? activity.conversation.tenantId;
}
