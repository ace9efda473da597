import { startUndo } from '../start-work.ts';
import type { Click } from './click.ts';
import { messageAnswer } from './click-answer.ts';

/** Undo of the run on the card: proposed in a card of its own. A second click finds the same plan waiting. */
export const undoClick: Click<'undo'> = {
  needs: 'operator',
  async answer(services, turn, { runId }) {
    await startUndo(services, turn, runId);
    return messageAnswer(services.texts.chat.undoStarted);
  },
};
