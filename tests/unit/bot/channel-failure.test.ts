import { describe, expect, test } from 'vitest';
import { mayHaveHappened, readChannelFailure } from '../../../src/bot/channel-failure.ts';

function failure(statusCode: number, code = '', retryAfter?: string) {
  return Object.assign(new Error('x'), {
    statusCode,
    details: { error: { code } },
    response: { headers: new Headers(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }) },
  });
}

describe('a failed call to Teams', () => {
  test.each([
    [412, '', 'again'],
    [429, '', 'again'],
    [502, '', 'again'],
    [503, '', 'again'],
    [504, '', 'again'],
    [400, 'BadSyntax', 'give-up'],
    [401, '', 'give-up'],
    [403, 'SomethingElse', 'give-up'],
    [413, '', 'give-up'],
    [500, '', 'give-up'],
    [403, 'BotNotInConversationRoster', 'conversation-dead'],
    [403, 'BotDisabledByAdmin', 'conversation-dead'],
    [403, 'ConversationBlockedByUser', 'conversation-dead'],
    [404, 'ConversationNotFound', 'conversation-dead'],
    [404, 'ActivityNotFoundInConversation', 'message-gone'],
  ])('%i %s means: %s', (status, code, kind) => {
    expect(readChannelFailure(failure(status, code)).kind).toBe(kind);
  });

  test('is tried again when Teams says', () => {
    expect(readChannelFailure(failure(429, '', '7'))).toEqual({ kind: 'again', afterMs: 7_000 });
  });

  test('without any answer is tried again', () => {
    expect(readChannelFailure(new Error('socket hang up')).kind).toBe('again');
  });

  test.each([
    [502, true],
    [504, true],
    [429, false],
    [412, false],
    [503, false],
  ])('%i: may the message have arrived? %s', (status, may) => {
    expect(mayHaveHappened(failure(status))).toBe(may);
  });
});
