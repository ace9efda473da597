/** The shared shape of short cards (closed, problem, refusal, who am I …): a heading, lines, facts, perhaps findings. */

import type { Button } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { expandTemplate } from './expand-template.ts';
import type { FindingBlock } from './finding-lines.ts';
import { fitCard, type Room } from './limits.ts';
import type { FactLine } from './lines.ts';
import template from './templates/notice.json' with { type: 'json' };

export interface Notice {
  readonly tone: 'good' | 'emphasis' | 'warning' | 'attention' | 'accent';
  readonly heading: string;
  readonly subheadings?: readonly string[];
  readonly lines: readonly string[];
  readonly facts?: readonly FactLine[];
  readonly findings?: readonly FindingBlock[];
  readonly briefFindings?: readonly string[];
  readonly moreFindings?: string;
  readonly buttons?: readonly Button[];
  /** In a row of their own: on a telephone two long titles do not fit beside each other. */
  readonly reportButtons?: readonly Button[];
}

export function noticeCard(context: CardContext, build: (room: Room) => Notice): Card {
  return fitCard((room) => {
    const notice = build(room);
    return expandTemplate(template, {
      lang: context.language,
      tone: notice.tone,
      heading: notice.heading,
      subheadings: notice.subheadings ?? [],
      summary: [notice.heading, ...notice.lines].join(' ').replaceAll('**', ''),
      lines: notice.lines,
      facts: notice.facts ?? [],
      findingsHeading: context.texts.cards.plan.findings,
      findings: notice.findings ?? [],
      briefFindings: notice.briefFindings ?? [],
      moreFindings: notice.moreFindings ?? '',
      buttons: notice.buttons ?? [],
      reportButtons: notice.reportButtons ?? [],
    });
  });
}
