/** Where cards stand and how conversations are reached: needed to rewrite a card hours later. */

import type { Sqlite } from '../../../platform/sqlite.ts';
import type { PostedCard, Store, StoredConversation } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import type { ConversationRow, PostedCardRow, Tables } from './tables.ts';
import { rowOrder } from './tables.ts';

export function channelIn(db: Sqlite<Tables>): Pick<Store, 'cards' | 'conversations'> {
  const { query } = db;

  return {
    cards: {
      of: async (planId) =>
        db
          .all(
            query
              .selectFrom('posted_cards')
              .selectAll()
              .where('plan_id', '=', planId)
              .orderBy('posted_at')
              .orderBy(rowOrder),
          )
          .map(cardOf),
      add: async (card) => {
        db.upsert('posted_cards', ['conversation_id', 'activity_id'], rowOfCard(card));
      },
      remove: async (conversationId, activityId) => {
        const one = query.deleteFrom('posted_cards').where('conversation_id', '=', conversationId);
        db.run(one.where('activity_id', '=', activityId));
      },
    },
    conversations: {
      save: async (conversation) => {
        db.upsert('conversations', ['conversation_id'], rowOfConversation(conversation));
      },
      get: async (id) => {
        const row = db.first(query.selectFrom('conversations').selectAll().where('conversation_id', '=', id));
        return row === undefined ? undefined : conversationOf(row);
      },
      all: async () =>
        db.all(query.selectFrom('conversations').selectAll().orderBy('conversation_id')).map(conversationOf),
      markDead: async (id, at) => {
        db.run(query.updateTable('conversations').set({ dead_since: at }).where('conversation_id', '=', id));
      },
      forget: async (id) => {
        db.write(() => {
          db.run(query.deleteFrom('posted_cards').where('conversation_id', '=', id));
          db.run(query.deleteFrom('conversations').where('conversation_id', '=', id));
        });
      },
    },
  };
}

function rowOfCard(card: PostedCard): PostedCardRow {
  return {
    conversation_id: card.conversationId,
    activity_id: card.activityId,
    plan_id: card.planId,
    names: card.names ? 1 : 0,
    posted_at: card.postedAt,
  };
}

function cardOf(row: PostedCardRow): PostedCard {
  return {
    conversationId: row.conversation_id,
    activityId: row.activity_id,
    planId: row.plan_id,
    names: row.names === 1,
    postedAt: row.posted_at,
  };
}

function rowOfConversation(conversation: StoredConversation): ConversationRow {
  return {
    conversation_id: conversation.conversationId,
    kind: conversation.kind,
    tenant_id: conversation.tenantId,
    person_id: conversation.personId,
    reference: toJson(conversation.reference),
    dead_since: conversation.deadSince,
    updated_at: conversation.updatedAt,
  };
}

function conversationOf(row: ConversationRow): StoredConversation {
  return {
    conversationId: row.conversation_id,
    kind: row.kind,
    tenantId: row.tenant_id,
    personId: row.person_id,
    reference: fromJson(row.reference),
    deadSince: row.dead_since,
    updatedAt: row.updated_at,
  };
}
