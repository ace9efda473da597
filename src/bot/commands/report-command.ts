import { refusalCard } from '../../cards/refusal-card.ts';
import { isRefusal } from '../../sync/model/refusal.ts';
import { deliverReportLinks } from '../deliver-report-links.ts';
import type { Command } from './command.ts';

/** `report [plan or run]`: links to the report, for the person who asks. */
export const reportCommand: Command = {
  name: 'report',
  needs: 'reader',
  async run(services, turn, argument) {
    const details = await services.sync.details(argument === '' ? undefined : argument);
    if (isRefusal(details)) {
      await services.channel.post(turn.conversationId, refusalCard(turn.cards, { refusal: details }));
      return;
    }
    const delivered = await deliverReportLinks(services, turn, details.run?.id ?? details.plan.id);
    if (delivered.where === 'here') return;
    await services.channel.post(turn.conversationId, delivered.notice);
  },
};
