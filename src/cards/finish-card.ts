/**
 * The last look at every card: nothing unbound, nothing null, nothing a client would render blank. Outside fact: the
 * templating engine keeps numbers as numbers (rendered blank) and leaves a missing field as a literal placeholder.
 */

import { InternalError } from '../errors.ts';
import type { Card } from './card.ts';

/** Properties that carry words; they must be text, and not empty. */
const wordKeys = new Set(['text', 'title', 'label', 'fallbackText', 'speak', 'errorMessage', 'placeholder']);
const numberKeys = new Set(['width', 'maxLength', 'maxLines']);
/** What a button sends back: nobody reads it, so it may be empty, but not unbound. */
const sentKeys = new Set(['data']);

export function checkCard(card: Card): void {
  check(card, 'card', '');
}

function check(value: unknown, key: string, path: string): void {
  const where = path === '' ? key : `${path}.${key}`;
  if (value === null || value === undefined) throw new InternalError(`card has no value at "${where}"`);
  if (typeof value === 'number' && !numberKeys.has(key))
    throw new InternalError(`card has a number at "${where}": clients render it blank`);
  if (sentKeys.has(key)) return checkText(JSON.stringify(value), key, where);
  if (typeof value === 'string') checkText(value, key, where);
  else if (wordKeys.has(key)) throw new InternalError(`card has no text at "${where}"`);
  if (Array.isArray(value)) for (const [index, entry] of value.entries()) check(entry, String(index), where);
  else if (typeof value === 'object') for (const [name, entry] of Object.entries(value)) check(entry, name, where);
}

function checkText(value: string, key: string, where: string): void {
  if (value.includes('${'))
    throw new InternalError(`card has an unbound placeholder at "${where}": "${value.slice(0, 80)}"`);
  if (wordKeys.has(key) && value.trim() === '') throw new InternalError(`card has an empty text at "${where}"`);
}
