/** From what PowerShell said to an error with words: what a person sees, what the log gets, and what neither ever holds. */

import { describe, expect, it } from 'vitest';
import { SourceError } from '../../../src/errors.ts';
import type { SourceFailure } from '../../../src/sync/model/source-failure.ts';
import { createErrorReader } from '../../../src/sync/source/exchange/error-reader.ts';
import { PowerShellCallError } from '../../../src/sync/source/exchange/session.ts';

function reading() {
  const told: SourceFailure[] = [];
  const errors = createErrorReader({ source: 'exchange', onFailure: (failure) => told.push(failure) });
  const said = (message: string, whole = message) => {
    const error = errors.ofCall('connecting', new PowerShellCallError(message, 'X', whole));
    if (!(error instanceof SourceError)) throw new Error('no SourceError');
    return error;
  };
  return { errors, told, said };
}

describe('an error of PowerShell', () => {
  it('shows its first line, and the whole of it goes where its reference leads', () => {
    const { told, said } = reading();
    const whole = 'System.Exception: Something new.\nSystem.IO.IOException: the cause\nat line 3';

    const error = said('Something new.\nSecond line', whole);

    const { reference } = error.context;
    expect(reference).toMatch(/^err-[0-9a-z]{6}$/);
    expect(error).toMatchObject({ code: 'exchange-failed', message: 'connecting: Something new.', cause: whole });
    expect(error.context).toEqual({ said: 'Something new.', reference });
    expect(told).toEqual([
      { reference, source: 'exchange', code: 'exchange-failed', expected: false, doing: 'connecting', whole },
    ]);
  });

  it.each([
    ["The operation couldn't be performed because object 'm-1' couldn't be found on 'DC1'.", true],
    ['The service is unavailable.', true],
    ['Access is denied.', false],
    ['Something nobody heard of.', false],
  ])('is told apart from what happens in the course of things: %s', (message, expected) => {
    const { told, said } = reading();

    said(message);

    expect(told).toMatchObject([{ expected }]);
  });

  it('reaches nobody with a secret in it, in whatever form it comes back', () => {
    const { errors, told, said } = reading();
    errors.hide('hunter "2"&');
    const forms = ['hunter "2"&', JSON.stringify('hunter "2"&'), encodeURIComponent('hunter "2"&')].join(' ');

    const error = said(
      `Bad Key: ${forms} Bearer eyJ0.abc`,
      `Bad Key: ${forms}\n{"assertion":"eyJhbGciOi.eyJzdWIi.c2ln"}`,
    );

    const everything = JSON.stringify([error, error.message, error.cause, told]);
    expect(everything).not.toMatch(/hunter|eyJ/);
    expect(everything).toContain('***');
  });

  it('has one reference for one meaning, whatever mailbox, moment or request it was, and is told once', () => {
    const { told, said } = reading();

    const first = said("Request 0f3a-11 for 'Mailbox 1' at 10:31:02 failed in a new way.");
    const second = said("Request 77be-90 for 'Mailbox 2' at 11:01:59 failed in a new way.");
    const other = said('Something else that is new.');

    expect(second.context.reference).toBe(first.context.reference);
    expect(other.context.reference).not.toBe(first.context.reference);
    expect(told.map(({ reference }) => reference)).toEqual([first.context.reference, other.context.reference]);
    expect(reading().said('Something else that is new.').context.reference).toBe(other.context.reference);
  });

  it('of one item says which', () => {
    const { errors } = reading();

    const error = errors.ofItem('asking Exchange for members', {
      t: 'item-error',
      id: 1,
      item: 'group-1',
      message: 'Access is denied.',
      code: '',
      whole: '',
    });

    expect(error).toMatchObject({
      code: 'exchange-access-denied',
      message: 'asking Exchange for members of "group-1": Access is denied.',
      context: { said: 'Access is denied.' },
    });
  });

  it('leaves other errors as they are', () => {
    const error = new Error('stopped by a person');

    expect(reading().errors.ofCall('reading', error)).toBe(error);
  });
});
