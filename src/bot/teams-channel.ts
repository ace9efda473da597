/** Posts and edits cards outside a turn, through stored conversation references. Knows nothing of plans. */

import { type Activity, CardFactory, type ConversationReference, MessageFactory, type TurnContext } from 'botbuilder';
import type { Card } from '../cards/card.ts';
import type { Clock } from '../platform/clock.ts';
import type { Store } from '../sync/store/store.ts';
import type { TeamsAdapter } from './adapter.ts';
import { asChannelError, mayHaveHappened, readChannelFailure } from './channel-failure.ts';

/** Where a card is: what is needed to edit it, and nothing of the turn that posted it. */
export interface CardAddress {
  readonly conversationId: string;
  readonly activityId: string;
}

export interface TeamsChannel {
  /** Null when the conversation is unknown or dead. @throws ChannelError */
  post(conversationId: string, card: Card): Promise<CardAddress | null>;
  /** `gone`: the message or the conversation is no longer there. @throws ChannelError */
  update(address: CardAddress, card: Card): Promise<'done' | 'gone'>;
}

export interface TeamsChannelOptions {
  readonly adapter: TeamsAdapter;
  readonly conversations: Store['conversations'];
  readonly clock: Clock;
  /** 0 up to 1: spreads repeated tries. */
  readonly jitter: () => number;
}

const tries = 4;

export function createTeamsChannel(options: TeamsChannelOptions): TeamsChannel {
  return {
    async post(conversationId, card) {
      let activityId = '';
      const sent = await inConversation(options, { conversationId, repeatable: false }, async (context) => {
        activityId = (await context.sendActivity(messageWith(card)))?.id ?? '';
      });
      return sent === 'done' ? { conversationId, activityId } : null;
    },

    async update(address, card) {
      const where = { conversationId: address.conversationId, repeatable: true };
      return inConversation(options, where, async (context) => {
        await context.updateActivity({ ...messageWith(card), id: address.activityId });
      });
    },
  };
}

interface Where {
  readonly conversationId: string;
  /** An edit may be sent twice, a post may not. */
  readonly repeatable: boolean;
}

async function inConversation(
  options: TeamsChannelOptions,
  where: Where,
  logic: (context: TurnContext) => Promise<void>,
): Promise<'done' | 'gone'> {
  const stored = await options.conversations.get(where.conversationId);
  if (stored === undefined || stored.deadSince !== null) return 'gone';
  const reference = stored.reference as Partial<ConversationReference>;
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Tries follow each other on purpose: the pause between them is the point.
      await options.adapter.continueConversationAsync(options.adapter.appId, reference, logic);
      return 'done';
    } catch (error) {
      const failure = readChannelFailure(error);
      if (failure.kind === 'message-gone') return 'gone';
      if (failure.kind === 'give-up') throw failure.error;
      if (failure.kind === 'conversation-dead') {
        await options.conversations.markDead(where.conversationId, options.clock.now().toISOString());
        return 'gone';
      }
      if (attempt >= tries || (!where.repeatable && mayHaveHappened(error))) throw asChannelError(error);
      await options.clock.sleep(failure.afterMs ?? pauseBefore(attempt, options.jitter()));
    }
  }
}

/** 0.5 to 1 s, 1 to 2 s, 2 to 4 s. */
function pauseBefore(attempt: number, jitter: number): number {
  return 500 * 2 ** (attempt - 1) * (1 + jitter);
}

export function messageWith(card: Card): Partial<Activity> {
  return MessageFactory.attachment(CardFactory.adaptiveCard(card));
}
