/** What somebody typed → a command and its argument. Mentions, mark-up and capitals do not matter. Pure. */

import { nearest } from '../../platform/nearest.ts';

export type ParsedCommand =
  | { readonly kind: 'command'; readonly name: string; readonly argument: string }
  | { readonly kind: 'unknown'; readonly word: string; readonly nearest: string | null }
  | { readonly kind: 'empty' };

export function parseCommand(text: string, names: readonly string[]): ParsedCommand {
  const plain = plainText(text);
  if (plain === '') return { kind: 'empty' };
  const [first = '', ...rest] = plain.split(' ');
  const word = first.toLowerCase().replace(/^\//, '');
  if (names.includes(word)) return { kind: 'command', name: word, argument: rest.join(' ') };
  return { kind: 'unknown', word: word.slice(0, 40), nearest: nearest(word, names) ?? null };
}

function plainText(text: string): string {
  return text
    .replace(/<at[^>]*>[^<]*<\/at>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/gi, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
