/** Long work that a command or a button starts: a progress card at once, then a job that edits it. */

import type { Card } from '../cards/card.ts';
import { mailboxesCard } from '../cards/mailboxes-card.ts';
import { progressCard } from '../cards/progress-card.ts';
import { ChannelError } from '../errors.ts';
import type { BotServices } from './bot-services.ts';
import type { CardAddress } from './teams-channel.ts';
import type { Turn } from './turn.ts';

export interface PreviewQuestion {
  readonly only: readonly string[];
  readonly fresh: boolean;
}

export async function startPreview(services: BotServices, turn: Turn, question: PreviewQuestion): Promise<void> {
  const card = await postProgress(services, turn);
  services.queue.add({ kind: 'preview', requester: turn.person, ...question, card });
}

/** @param which a run or plan; empty: the newest run */
export async function startUndo(services: BotServices, turn: Turn, which: string): Promise<void> {
  const card = await postProgress(services, turn);
  services.queue.add({ kind: 'undo', requester: turn.person, which, card });
}

export async function startDoctor(services: BotServices, turn: Turn): Promise<void> {
  const card = await postProgress(services, turn);
  services.queue.add({ kind: 'doctor', requester: turn.person, card });
}

export async function startUncertain(
  services: BotServices,
  turn: Turn,
  which: { readonly planId: string; readonly itemId: string },
): Promise<void> {
  const card = await postProgress(services, turn);
  services.queue.add({ kind: 'uncertain', requester: turn.person, ...which, card });
}

export interface MailboxesQuestion {
  readonly text: string;
  readonly page: number;
}

export async function startMailboxes(services: BotServices, turn: Turn, question: MailboxesQuestion): Promise<void> {
  const card = await postProgress(services, turn);
  services.queue.add({ kind: 'mailboxes', requester: turn.person, ...question, card });
}

/** Another page of a list that was read a moment ago; read again when that is too long ago. */
export function turnMailboxesPage(services: BotServices, turn: Turn, question: MailboxesQuestion): Card {
  const scope = services.scopes.get(question.text);
  if (scope !== undefined) return mailboxesCard(turn.cards, { scope, ...question });
  if (turn.clicked !== null) {
    const card = { ...turn.clicked, names: turn.cards.names };
    services.queue.add({ kind: 'mailboxes', requester: turn.person, ...question, card });
  }
  return firstProgress(services, turn);
}

/** Where the work will show itself. */
export async function postProgress(
  services: BotServices,
  turn: Turn,
): Promise<CardAddress & { readonly names: boolean }> {
  const address = await services.channel.post(turn.conversationId, firstProgress(services, turn));
  if (address === null) throw new ChannelError('conversation-unknown', 'posting a progress card');
  return { ...address, names: turn.cards.names };
}

function firstProgress(services: BotServices, turn: Turn): Card {
  return progressCard(turn.cards, { progress: null, startedAt: services.clock.now().toISOString(), elapsedMs: 0 });
}
