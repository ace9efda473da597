/** A Teams client over HTTP: says things and clicks, as the channel would send it. */

import type { Harness, Someone } from './bot-harness.ts';
import { tenantId } from './bot-harness.ts';

export interface Said {
  readonly status: number;
  readonly body: unknown;
}

export interface ClickAnswerBody {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}

export interface Channel {
  readonly conversationId?: string;
  readonly tenant?: string;
  readonly authorization?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export async function say(harness: Harness, who: Someone, text: string, channel: Channel = {}): Promise<Said> {
  return send(harness, activityOf(harness, who, channel, { type: 'message', text, id: 'said' }), channel);
}

export async function click(
  harness: Harness,
  who: Someone,
  clicked: { readonly verb: string; readonly data: Readonly<Record<string, unknown>>; readonly messageId?: string },
  channel: Channel = {},
): Promise<Said & { readonly answer: ClickAnswerBody }> {
  const value = { action: { type: 'Action.Execute', verb: clicked.verb, data: clicked.data }, trigger: 'manual' };
  const invoke = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: clicked.messageId ?? 'message-1' };
  const said = await send(harness, activityOf(harness, who, channel, invoke), channel);
  return { ...said, answer: said.body as ClickAnswerBody };
}

export async function submit(
  harness: Harness,
  who: Someone,
  value: Readonly<Record<string, unknown>>,
  messageId: string,
): Promise<Said> {
  return send(harness, activityOf(harness, who, {}, { type: 'message', value, replyToId: messageId }), {});
}

export function activityOf(
  harness: Harness,
  who: Someone,
  channel: Channel,
  rest: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const personal = channel.conversationId === undefined;
  const from = { id: who.id, name: who.name, ...(who.objectId === null ? {} : { aadObjectId: who.objectId }) };
  return {
    channelId: 'msteams',
    serviceUrl: harness.connector.url,
    from,
    recipient: { id: '28:bot', name: 'Countersign' },
    conversation: {
      id: channel.conversationId ?? `personal-${who.name}`,
      conversationType: personal ? 'personal' : 'groupChat',
      tenantId: channel.tenant ?? tenantId,
    },
    channelData: { tenant: { id: channel.tenant ?? tenantId } },
    ...rest,
    ...channel.more,
  };
}

export async function send(harness: Harness, activity: unknown, channel: Channel = {}): Promise<Said> {
  const response = await fetch(`${harness.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: channel.authorization ?? '' },
    body: JSON.stringify(activity),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

/** Everything a card says, in reading order. */
export function wordsOf(card: unknown): string {
  if (typeof card === 'string') return '';
  if (Array.isArray(card))
    return card
      .map(wordsOf)
      .filter((words) => words !== '')
      .join('\n');
  if (typeof card !== 'object' || card === null) return '';
  const texts = ['text', 'title', 'value', 'label'].map((key) => (card as Record<string, unknown>)[key]);
  const own = texts.filter((text) => typeof text === 'string');
  return [...own, ...Object.values(card).map(wordsOf)].filter((words) => words !== '').join('\n');
}

/** The first action with this verb, anywhere on a card: what its button would send. */
export function buttonOf(card: unknown, verb: string): Readonly<Record<string, unknown>> | null {
  if (Array.isArray(card)) {
    for (const part of card) {
      const found = buttonOf(part, verb);
      if (found !== null) return found;
    }
    return null;
  }
  if (typeof card !== 'object' || card === null) return null;
  const one = card as Record<string, unknown>;
  if (one['type'] === 'Action.Execute' && one['verb'] === verb) return (one['data'] ?? {}) as Record<string, unknown>;
  return buttonOf(Object.values(one), verb);
}
