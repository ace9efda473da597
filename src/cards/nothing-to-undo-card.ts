/** An undo that would change nothing: why each part of the run is left as it is. */

import type { Finding } from '../sync/model/finding.ts';
import type { Card, CardContext } from './card.ts';
import { findingBlocks } from './finding-lines.ts';
import { noticeCard } from './notice.ts';

export interface NothingToUndoView {
  readonly runId: string;
  readonly findings: readonly Finding[];
}

export function nothingToUndoCard(context: CardContext, { runId, findings }: NothingToUndoView): Card {
  const { sentence, remedy } = context.texts.refusals['nothing-to-undo'];
  return noticeCard(context, (room) => ({
    tone: 'emphasis',
    heading: sentence({ runId }),
    lines: [remedy({ runId })],
    ...findingBlocks(findings, context, room),
  }));
}
