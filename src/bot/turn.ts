/** One message or click of an authorised person: plain data, copied from the turn context, which is dead after the turn. */

import type { TurnContext } from 'botbuilder';
import type { CardContext } from '../cards/card.ts';
import type { Person } from '../sync/model/person.ts';
import type { StoredConversation } from '../sync/store/store.ts';
import type { Authorized, Role } from './authorize.ts';
import type { BotServices } from './bot-services.ts';
import { conversationKind, withoutThread } from './conversation-references.ts';
import type { CardAddress } from './teams-channel.ts';

export interface Turn {
  readonly person: Person;
  readonly roles: readonly Role[];
  readonly conversationId: string;
  readonly kind: StoredConversation['kind'];
  /** The card that was clicked; null for a typed command. */
  readonly clicked: CardAddress | null;
  readonly cards: CardContext;
}

export type TurnPlace = Pick<Turn, 'conversationId' | 'kind' | 'clicked'>;

export function placeOf(context: TurnContext): TurnPlace {
  const { conversation, replyToId } = context.activity;
  return {
    conversationId: conversation.id,
    kind: conversationKind(conversation.conversationType),
    clicked: replyToId === undefined ? null : { conversationId: conversation.id, activityId: replyToId },
  };
}

export function turnOf(services: BotServices, place: TurnPlace, authorized: Authorized): Turn {
  const names = mayShowNames(services.namesAllowed(), place, authorized.roles);
  return { ...place, ...authorized, cards: cardContext(services, names) };
}

export function cardContext(
  { texts, language, timeZone, problemsUrl }: Pick<BotServices, 'texts' | 'language' | 'timeZone' | 'problemsUrl'>,
  names: boolean,
): CardContext {
  return { texts, language, timeZone, names, problemsUrl };
}

/** Names and addresses: in a reader's personal chat, and in conversations on the list. */
export function mayShowNames(
  namesAllowed: readonly string[],
  place: Pick<TurnPlace, 'conversationId' | 'kind'>,
  roles: readonly Role[],
): boolean {
  if (place.kind === 'personal') return roles.includes('reader');
  return namesAllowed.includes(withoutThread(place.conversationId));
}
