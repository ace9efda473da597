/** Explanations from a made-up office: something is proposed, nothing is proposed, nothing is known, a person, nobody. */

import { computePlan } from '../../src/sync/plan/compute-plan.ts';
import { explain } from '../../src/sync/plan/explain.ts';
import { account, link, mailbox, person, planInput, trustee } from './build.ts';

const input = planInput({
  mailboxes: [
    mailbox('verkoop', {
      displayName: 'Verkoop',
      aliases: ['sales@example.nl'],
      trustees: [
        trustee('anna', { name: 'Anna de Vries' }),
        trustee('bart', { name: 'Bart Jansen', via: ['Financiën', 'Stagiairs'] }),
        trustee('gerda', { name: 'Gerda Zonder' }),
      ],
    }),
    mailbox('balie', { displayName: 'Balie', delegates: { state: 'unreadable', reason: 'deny-unidentified' } }),
    mailbox('archief', { displayName: 'Archief', primaryAddress: 'archief@example.org' }),
  ],
  accounts: [
    account('verkoop', { displayName: 'Verkoop', members: ['p-anna', 'p-ciaran'] }),
    account('balie', { displayName: 'Balie', members: ['p-anna'] }),
  ],
  people: [
    person('anna', { name: 'Anna de Vries' }),
    person('bart', { name: 'Bart Jansen' }),
    person('ciaran', { name: 'Ciarán O’Connor' }),
  ],
  links: [link('verkoop', { seenDelegates: ['p-anna', 'p-ciaran'] }), link('balie', { seenDelegates: ['p-anna'] })],
});
const plan = computePlan(input);

export const explanationOf = (asked: string) => explain({ input, plan, past: [] }, asked);
