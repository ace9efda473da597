/** The reference parser and renderer of Adaptive Cards, and the Markdown its clients read. For tests only. */

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface Parsed {
  readonly events: readonly string[];
}

interface Library {
  readonly AdaptiveCard: new () => {
    parse(card: unknown, context: unknown): void;
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
  };
  readonly SerializationContext: new (
    version: unknown,
  ) => { readonly eventCount: number; getEventAt(index: number): { readonly message: string } };
  readonly Versions: { readonly v1_5: unknown };
}

/** `adaptivecards` cannot be imported as a module in Node: its script is required by path. */
const library = require('adaptivecards/dist/adaptivecards.js') as Library;
const markdownIt = require('markdown-it') as (options?: object) => { render(text: string): string };

/** Every complaint of the reference parser, at schema version 1.5. */
export function parseCard(card: unknown): Parsed {
  const context = new library.SerializationContext(library.Versions.v1_5);
  const parsed = new library.AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const all = [...events, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
  // The parser tests `lang` with a global regular expression, which refuses every second valid value.
  return { events: all.filter((message) => !/^Invalid value "(en|nl)" for property "lang"\.$/.test(message)) };
}

/** As clients that recognise bare web addresses would. */
export function renderMarkdown(text: string): string {
  return markdownIt({ linkify: true, html: false }).render(text);
}
