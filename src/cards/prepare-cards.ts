/**
 * What the first card of a process would otherwise wait for: templates are parsed, the forms of figures and moments loaded.
 * It takes longer than a click may wait, so it is done before anybody can click.
 */

import type { CardContext } from './card.ts';
import { expandTemplate } from './expand-template.ts';
import { momentText } from './moments.ts';
import leaveOut from './templates/leave-out.json' with { type: 'json' };
import listing from './templates/listing.json' with { type: 'json' };
import notice from './templates/notice.json' with { type: 'json' };
import plan from './templates/plan.json' with { type: 'json' };
import progress from './templates/progress.json' with { type: 'json' };
import reason from './templates/reason.json' with { type: 'json' };
import report from './templates/report.json' with { type: 'json' };
import result from './templates/result.json' with { type: 'json' };

/** All there are. */
export const templates: readonly object[] = [leaveOut, listing, notice, plan, progress, reason, report, result];

export function prepareCards(context: CardContext): void {
  for (const template of templates) expandTemplate(template, {});
  context.texts.cards.plan.heading(1, 1);
  momentText('2026-01-01T00:00:00.000Z', context);
}
