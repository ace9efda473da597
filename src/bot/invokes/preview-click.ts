import { startPreview } from '../start-work.ts';
import type { Click } from './click.ts';
import { messageAnswer } from './click-answer.ts';

/** A new preview, in a card of its own: the one that was clicked keeps what it says. */
export const previewClick: Click<'preview'> = {
  needs: 'operator',
  async answer(services, turn) {
    await startPreview(services, turn, { only: [], fresh: false });
    return messageAnswer(services.texts.chat.previewStarted);
  },
};
