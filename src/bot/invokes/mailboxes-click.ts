import { turnMailboxesPage } from '../start-work.ts';
import type { Click } from './click.ts';
import { cardAnswer } from './click-answer.ts';

/** Another page of the list of mailboxes, for the clicker. */
export const mailboxesClick: Click<'mailboxes'> = {
  needs: 'reader',
  async answer(services, turn, { text, page }) {
    return cardAnswer(turnMailboxesPage(services, turn, { text, page }));
  },
};
