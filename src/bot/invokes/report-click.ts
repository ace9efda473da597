import { isRefusal } from '../../sync/model/refusal.ts';
import { deliverReportLinks } from '../deliver-report-links.ts';
import type { Click } from './click.ts';
import { cardAnswer, messageAnswer, refusalAnswer } from './click-answer.ts';

/** Links to the report, for the clicker alone. */
export const reportClick: Click<'report'> = {
  needs: 'reader',
  async answer(services, turn, action) {
    const details = await services.sync.details(action.of);
    if (isRefusal(details)) return refusalAnswer(services.texts, details);
    const delivered = await deliverReportLinks(services, turn, action.of);
    if (delivered.where === 'here') return messageAnswer(services.texts.chat.linksHere);
    if (delivered.where === 'personal-chat') return messageAnswer(delivered.text);
    return cardAnswer(delivered.card);
  },
};
