/** The log: what it says, and what it never says. */

import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.ts';
import { TargetError } from '../../../src/errors.ts';
import { createLogger, type Logger, type LogLevel } from '../../../src/platform/logger.ts';

interface Logging {
  readonly log: Logger;
  readonly lines: () => Record<string, unknown>[];
  readonly text: () => string;
}

function logging(level: LogLevel): Logging {
  let text = '';
  const destination = new Writable({
    write(chunk: Buffer, _, next) {
      text += chunk.toString();
      next();
    },
  });
  const lines = () =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log: createLogger({ level, destination }), lines, text: () => text };
}

describe('a log line', () => {
  it('is one JSON object with level, time, message and fields', () => {
    const { log, lines } = logging('info');

    log.with({ planId: 'plan-1' }).warn('Zivver asked to wait', { waitMs: 400 });

    expect(lines()).toEqual([
      { level: 'warn', time: expect.any(Number), planId: 'plan-1', waitMs: 400, message: 'Zivver asked to wait' },
    ]);
  });

  it('is not written below the level', () => {
    const { log, text } = logging('warn');

    log.info('Nothing to see');

    expect(text()).toBe('');
  });

  it('tells of an error its code, context and cause', () => {
    const { log, lines } = logging('error');
    const error = new TargetError('target-unreachable', 'Reading accounts: no route', {
      context: { host: 'app.zivver.example' },
      cause: new Error('ENETUNREACH'),
    });

    log.error('The preview failed', { error });

    expect(lines()[0]).toMatchObject({
      error: {
        type: 'TargetError',
        code: 'target-unreachable',
        context: { host: 'app.zivver.example' },
        cause: { message: 'ENETUNREACH' },
      },
    });
  });
});

describe('what a log never says', () => {
  it.each(['debug', 'info', 'error'] as const)('a secret, at %s, at any depth', (level) => {
    const { log, text } = logging('debug');

    log[level]('Called', {
      headers: { Authorization: 'Bearer hunter2' },
      config: { apiKey: new Secret('hunter2'), clientSecret: 'hunter2', certificatePassword: 'hunter2' },
      environment: { COUNTERSIGN_ZIVVER_API_KEY: 'hunter2', api_key: 'hunter2', zivverKey: 'hunter2', pass: 'hunter2' },
      text: 'sent Authorization: Bearer hunter2',
      error: new Error('refused: Bearer hunter2'),
    });

    expect(text()).not.toContain('hunter2');
  });

  it('names and addresses above debug, wherever they stand', () => {
    const { log, text } = logging('debug');
    const fields = {
      displayName: 'Ann de Boer',
      person: { id: 'x' },
      detail: 'member ann@example.nl',
      nested: [{ address: 'ann@example.nl' }],
      error: new Error('Reading "ann@example.nl": 400'),
    };

    log.info('Wrote an account of ann@example.nl', fields);

    expect(text()).not.toMatch(/Ann|ann@/);
    expect(text()).toContain('[address]');
  });

  it('at debug it does say names and addresses: that level is for looking closely', () => {
    const { log, lines } = logging('debug');

    log.debug('Wrote an account', { address: 'ann@example.nl' });

    expect(lines()[0]).toMatchObject({ address: 'ann@example.nl' });
  });

  it('keeps counts, ids, codes and times', () => {
    const { log, lines } = logging('info');

    log.info('Read the source', {
      mailboxes: 200,
      planId: 'plan-1',
      code: 'source-failed',
      at: new Date(0),
      none: null,
    });

    expect(lines()[0]).toMatchObject({
      mailboxes: 200,
      planId: 'plan-1',
      code: 'source-failed',
      at: '1970-01-01T00:00:00.000Z',
      none: null,
    });
  });

  it('survives what cannot be written: cycles and big numbers', () => {
    const { log, lines } = logging('info');
    const cycle: Record<string, unknown> = { big: 10n };
    cycle['self'] = cycle;

    log.info('Odd', { cycle });

    expect(lines()[0]).toMatchObject({ cycle: { big: '10' } });
  });
});
