/** Links to a report that expire. For the person who asked only: a plain link cannot know who opens it. */

import { ownEntry } from '../texts/own-entry.ts';
import type { Card, CardContext } from './card.ts';
import { plainText } from './escape-markdown.ts';
import { expandTemplate } from './expand-template.ts';
import { fitCard } from './limits.ts';
import { momentText } from './moments.ts';
import template from './templates/report.json' with { type: 'json' };

export interface ReportCardView {
  readonly links: readonly { readonly format: string; readonly url: string }[];
  /** ISO 8601. */
  readonly expiresAt: string;
  /** Plan or run id. */
  readonly of?: string;
}

export function reportCard(context: CardContext, view: ReportCardView): Card {
  const { report } = context.texts.cards;
  const heading = view.of === undefined ? report.heading : report.of(view.of);
  const explain = report.explain(momentText(view.expiresAt, context));
  return fitCard(() =>
    expandTemplate(template, {
      lang: context.language,
      heading,
      subheadings: [],
      summary: `${heading}. ${explain}`,
      lines: [explain],
      links: view.links.map(({ format, url }) => ({
        title: ownEntry<string>(report.formats, format) ?? plainText(format, 20),
        url,
      })),
    }),
  );
}
