import { refusalCard } from '../../cards/refusal-card.ts';
import { isRefusal } from '../../sync/model/refusal.ts';
import { operatorOrApprover } from '../authorize.ts';
import { noticeCard } from '../notice-card.ts';
import type { Command } from './command.ts';

/** `resume [plan or run]`: a stopped run goes on under the approval it has, or the answer says why not. */
export const resumeCommand: Command = {
  name: 'resume',
  needs: operatorOrApprover,
  async run(services, turn, argument) {
    const which = argument === '' ? {} : { which: argument };
    const outcome = await services.sync.resume({ by: turn.person, ...which });
    if (isRefusal(outcome)) {
      await services.channel.post(turn.conversationId, refusalCard(turn.cards, { refusal: outcome }));
      return;
    }
    const { plan, resumes } = outcome;
    services.queue.add({ kind: 'carry-out', planId: plan.id, by: turn.person, resumes });
    await services.channel.post(turn.conversationId, noticeCard(services.texts.chat.resuming(plan.id)));
  },
};
