import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../src/bot/commands/parse-command.ts';

const names = ['preview', 'mailboxes', 'status', 'history', 'report', 'whoami', 'help'];

describe('what somebody typed', () => {
  test.each([
    ['preview', 'preview', ''],
    ['  Preview  ', 'preview', ''],
    ['/status', 'status', ''],
    ['<at>Countersign</at> preview', 'preview', ''],
    ['<at id="0">Counter sign</at>&nbsp;preview sales@example.nl', 'preview', 'sales@example.nl'],
    ['<p>report\n run-7k3fq2</p>', 'report', 'run-7k3fq2'],
    ['mailboxes  Zaal   3', 'mailboxes', 'Zaal 3'],
  ])('%j is a command', (text, name, argument) => {
    expect(parseCommand(text, names)).toEqual({ kind: 'command', name, argument });
  });

  test.each([
    ['previw', 'preview'],
    ['perview', 'preview'],
    ['statsu', 'status'],
    ['mailbox', 'mailboxes'],
    ['rapport', 'report'],
    ['goodmorning', null],
  ])('%j is unknown; the nearest command is %j', (text, nearest) => {
    expect(parseCommand(text, names)).toMatchObject({ kind: 'unknown', nearest });
  });

  test.each(['', '   ', '<at>Countersign</at>', '&nbsp;'])('%j is nothing', (text) => {
    expect(parseCommand(text, names)).toEqual({ kind: 'empty' });
  });
});
