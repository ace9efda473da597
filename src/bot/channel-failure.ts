/** What a failed call to the Bot Framework's connector means: try again, post anew, stop using the conversation, or give up. */

import { ChannelError } from '../errors.ts';

export type ChannelFailure =
  | { readonly kind: 'again'; readonly afterMs: number | null }
  /** The message that was to be edited is no longer there. */
  | { readonly kind: 'message-gone' }
  /** The bot is no longer in the conversation. */
  | { readonly kind: 'conversation-dead' }
  | { readonly kind: 'give-up'; readonly error: ChannelError };

const deadCodes = ['BotNotInConversationRoster', 'BotDisabledByAdmin', 'ConversationBlockedByUser'];
const transient = [412, 429, 502, 503, 504];

export function readChannelFailure(error: unknown): ChannelFailure {
  const { status, code, retryAfter } = facts(error);
  if (status === 403 && deadCodes.includes(code)) return { kind: 'conversation-dead' };
  if (status === 404) return code === 'ConversationNotFound' ? { kind: 'conversation-dead' } : { kind: 'message-gone' };
  if (status === null || transient.includes(status)) return { kind: 'again', afterMs: retryAfter };
  return { kind: 'give-up', error: asChannelError(error) };
}

/** May the call have had its effect? A message that was perhaps posted is not posted again. */
export function mayHaveHappened(error: unknown): boolean {
  const { status } = facts(error);
  return status === null || status === 502 || status === 504;
}

export function asChannelError(error: unknown): ChannelError {
  const { status, code } = facts(error);
  return new ChannelError('teams-refused', `sending to Teams: status ${status ?? 'none'}, code "${code}"`, {
    context: { status: status ?? 0, code },
    cause: error,
  });
}

function facts(error: unknown): { status: number | null; code: string; retryAfter: number | null } {
  const status = numberAt(error, ['statusCode']);
  const code =
    stringAt(error, ['body', 'error', 'code']) ?? stringAt(error, ['details', 'error', 'code']) ?? codeInBody(error);
  const after = Number(headerOf(error, 'retry-after'));
  return { status, code, retryAfter: Number.isFinite(after) && after > 0 ? after * 1000 : null };
}

function codeInBody(error: unknown): string {
  try {
    return stringAt(JSON.parse(stringAt(error, ['response', 'bodyAsText']) ?? 'null'), ['error', 'code']) ?? '';
  } catch {
    return '';
  }
}

function headerOf(error: unknown, name: string): string | undefined {
  const headers = valueAt(error, ['response', 'headers']);
  const get = valueAt(headers, ['get']);
  const value: unknown = typeof get === 'function' ? get.call(headers, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

function numberAt(value: unknown, path: readonly string[]): number | null {
  const found = valueAt(value, path);
  return typeof found === 'number' ? found : null;
}

function stringAt(value: unknown, path: readonly string[]): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : undefined;
}
