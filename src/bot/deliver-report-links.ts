/**
 * Gives a person links to a report. A link cannot know who opens it, so it goes to the person alone: the personal chat,
 * never a group or channel.
 */

import type { Card } from '../cards/card.ts';
import { reportCard } from '../cards/report-card.ts';
import type { BotServices } from './bot-services.ts';
import { noticeCard } from './notice-card.ts';
import type { Turn } from './turn.ts';

export type Delivered =
  /** Posted in the conversation the person is in. */
  | { readonly where: 'here' }
  /** Posted in the personal chat; `notice` says so. */
  | { readonly where: 'personal-chat'; readonly notice: Card; readonly text: string }
  /** No personal chat is known; `card` may be shown to the clicker alone. */
  | { readonly where: 'nowhere'; readonly notice: Card; readonly text: string; readonly card: Card };

export async function deliverReportLinks(services: BotServices, turn: Turn, of: string): Promise<Delivered> {
  const words = services.texts.chat;
  const card = reportCard(turn.cards, { of, ...services.mintReportLinks(of, turn.person) });
  if (turn.kind === 'personal') {
    await services.channel.post(turn.conversationId, card);
    return { where: 'here' };
  }
  const chat = await services.references.personalChatOf(turn.person.id);
  const posted = chat === null ? null : await services.channel.post(chat, card);
  if (posted !== null) return { where: 'personal-chat', notice: noticeCard(words.linksSent), text: words.linksSent };
  return { where: 'nowhere', notice: noticeCard(words.linksNeedPersonalChat), text: words.linksNeedPersonalChat, card };
}
