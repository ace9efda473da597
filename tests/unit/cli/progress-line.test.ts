import { expect, it } from 'vitest';
import { createProgressLine } from '../../../src/cli/progress-line.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import type { Progress } from '../../../src/sync/model/progress.ts';
import { textsFor } from '../../../src/texts/texts.ts';

const reading: Progress = {
  step: 'read',
  what: 'delegates',
  done: 0,
  total: 300,
  where: 'exchange',
  waitingUntil: null,
};

function lineOn({ interactive = true, quiet = false } = {}) {
  const talked: string[] = [];
  const clock = { ms: 0 };
  const terminal: Pick<Terminal, 'talk' | 'interactive' | 'columns'> = {
    talk: (text) => void talked.push(text),
    interactive,
    columns: 100,
  };
  const options = { texts: () => textsFor('en'), quiet, now: () => clock.ms };
  return { line: createProgressLine(terminal, options), talked, clock };
}

it('says how many of how many, how fast, and how long it will still take', () => {
  const { line, talked, clock } = lineOn();
  line.show(reading);
  clock.ms = 30_000;

  line.show({ ...reading, done: 100 });

  expect(talked.at(-1)).toContain('delegates of mailboxes 100 of 300 (exchange), 200 a minute, about 1 min left');
});

it('says what it waits for', () => {
  const { line, talked } = lineOn();

  line.show({ ...reading, waitingUntil: '2026-03-02T08:00:20.000Z' });

  expect(talked.at(-1)).toContain('waiting until 08:00:20');
});

const signIn = { url: `https://login.example.com/${'x'.repeat(300)}`, account: 'admin@example.nl', code: null };

it.each([{ interactive: true }, { interactive: false }, { quiet: true }])(
  'prints the whole address to sign in at, once: %j',
  (how) => {
    const { line, talked } = lineOn(how);

    line.show({ ...reading, signIn });
    line.show({ ...reading, signIn });

    expect(talked.filter((text) => text.includes(`admin@example.nl signs in:\n${signIn.url}\n`))).toHaveLength(1);
  },
);
