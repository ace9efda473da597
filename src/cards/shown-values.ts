/** What of a person, an address or a parameter may be shown in this conversation. Without `names`, none of it. */

import type { Person } from '../sync/model/person.ts';
import type { CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';

export type Params = Readonly<Record<string, string | number | boolean | null>>;

/** Parameters that name somebody or something private even without an `@`. */
const privateKeys = new Set([
  'name',
  'by',
  'person',
  'approver',
  'requester',
  'address',
  'displayName',
  'holder',
  'expected',
  'found',
  'detail',
  'which',
  'text',
  'command',
]);

export function personText(person: Person, context: CardContext): string {
  return context.names ? escapeMarkdown(person.name, 64) : context.texts.cards.common.somebody;
}

/** Names with commas; without `names` only how many. */
export function peopleText(people: readonly Person[], context: CardContext): string {
  const { cards } = context.texts;
  if (people.length === 0) return cards.common.none;
  if (!context.names) return cards.plan.people(people.length);
  const shown = people.slice(0, 5).map((person) => escapeMarkdown(person.name, 48));
  const rest = people.length - shown.length;
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} ${cards.common.andMore(rest)}`;
}

/** Parameters as sentences may use them: escaped, short, and nothing private where names are not allowed. */
export function shownParams(params: Params, context: CardContext): Record<string, string | number> {
  const shown: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(params)) {
    if (value === null) continue;
    if (typeof value === 'number') shown[key] = value;
    // A sentence quotes it: there it must not be missing.
    else if (key === 'said' && !context.names && isPrivate(key, String(value))) shown[key] = '…';
    else if (context.names || !isPrivate(key, String(value))) shown[key] = escapeMarkdown(String(value), 160);
  }
  return shown;
}

function isPrivate(key: string, value: string): boolean {
  return privateKeys.has(key) || value.includes('@');
}
