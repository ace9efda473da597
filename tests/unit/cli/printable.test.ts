import { describe, expect, it } from 'vitest';
import { printable } from '../../../src/cli/printable.ts';
import { table, width } from '../../../src/cli/table.ts';

describe('text from outside on a terminal', () => {
  it.each([
    ['an escape sequence', 'a\u001B[31mred', 'a\\u{1b}[31mred'],
    ['a line break', 'a\nb', 'a\\u{a}b'],
    ['a mark that turns text around', 'a\u202Etxt.exe', 'a\\u{202e}txt.exe'],
    ['an invisible character', 'a\u200Bb', 'a\\u{200b}b'],
  ])('cannot steer it: %s', (_name, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it.each(['Zoë & Søren', 'صندوق الاستقبال', '受付（東京）', 'Приёмная'])('stays as it is: %s', (text) => {
    expect(printable(text)).toBe(text);
  });
});

describe('a table', () => {
  it('lines up when names are wide', () => {
    expect(
      table([
        ['受付', 'x'],
        ['abcd', 'y'],
        ['é', 'z'],
      ]),
    ).toBe('受付  x\nabcd  y\né     z');
  });

  it('counts the cells that a terminal uses', () => {
    expect([width('abc'), width('受付'), width('e\u0301'), width('\u001B[31mred\u001B[39m')]).toEqual([3, 4, 1, 3]);
  });
});
