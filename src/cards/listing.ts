/** The shared shape of cards with one table (help, mailboxes, history, status). */

import type { Button } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { expandTemplate } from './expand-template.ts';
import { fitCard, type Room } from './limits.ts';
import type { FactLine, Row } from './lines.ts';
import template from './templates/listing.json' with { type: 'json' };

export interface Listing {
  readonly heading: string;
  readonly subheadings?: readonly string[];
  readonly lines: readonly string[];
  readonly columns: {
    readonly left: string;
    readonly right: string;
    /** The right one is twice as wide as the left one. */
    readonly wideRight?: true;
  };
  readonly rows: readonly Row[];
  readonly more?: string;
  readonly facts?: readonly FactLine[];
  readonly search?: { readonly label: string; readonly value: string };
  /** Between the search box and the table. */
  readonly topButtons?: readonly Button[];
  readonly buttons?: readonly Button[];
}

export function listingCard(context: CardContext, build: (room: Room) => Listing): Card {
  return fitCard((room) => {
    const listing = build(room);
    return expandTemplate(template, {
      lang: context.language,
      heading: listing.heading,
      subheadings: listing.subheadings ?? [],
      summary: [listing.heading, ...listing.lines].join('. '),
      lines: listing.lines,
      columns: { left: listing.columns.left, right: listing.columns.right },
      wideRight: listing.columns.wideRight === true,
      rows: listing.rows,
      more: listing.more ?? '',
      facts: listing.facts ?? [],
      hasSearch: listing.search !== undefined,
      search: { label: listing.search?.label ?? '', value: listing.search?.value ?? '' },
      topButtons: listing.topButtons ?? [],
      buttons: listing.buttons ?? [],
    });
  });
}
