/** Everything is equal: how much was compared, when it was read, and what was found on the way. */

import type { Finding } from '../sync/model/finding.ts';
import type { Basis, ScopeReport } from '../sync/model/plan.ts';
import type { WaitingRun } from '../sync/model/run.ts';
import { previewButton } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { findingBlocks } from './finding-lines.ts';
import { noticeCard } from './notice.ts';
import { basisFacts, leftOutFacts } from './scope-lines.ts';
import { waitingLines } from './waiting-lines.ts';

export interface NothingToDoView {
  readonly outcome: {
    readonly scope: ScopeReport;
    readonly findings: readonly Finding[];
    readonly basis: Basis;
    readonly waiting?: readonly WaitingRun[];
  };
}

export function nothingToDoCard(context: CardContext, { outcome }: NothingToDoView): Card {
  const { nothingToDo } = context.texts.cards;
  const withheld = outcome.findings.some(({ withheld: ids }) => ids.length > 0);
  return noticeCard(context, (room) => ({
    tone: withheld ? 'warning' : 'good',
    heading: nothingToDo.heading(outcome.scope.inScope.length),
    lines: [withheld ? nothingToDo.withheld : nothingToDo.explain, ...waitingLines(outcome.waiting ?? [], context)],
    facts: [...basisFacts(outcome.basis, context), ...leftOutFacts(outcome.scope, context)],
    ...findingBlocks(outcome.findings, context, room),
    buttons: [previewButton(context)],
  }));
}
