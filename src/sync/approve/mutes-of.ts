/** What somebody asked not to see again, as it is remembered: by rejection, or for one address. Pure. */

import type { Mutation } from '../model/mutation.ts';
import type { Plan } from '../model/plan.ts';
import { absentMailbox } from '../plan/mailbox-state.ts';
import type { Mute } from '../store/store.ts';

/** At the state that the plan's reading found: another state of the mailbox ends the mute. */
export function mutesOf(
  plan: Plan,
  mutations: readonly Mutation[],
  said: Pick<Mute, 'by' | 'reason' | 'at'>,
): readonly Mute[] {
  return mutations.map(({ id, account }) => ({
    mutationId: id,
    address: account.address,
    sourceState: plan.basis.states.get(account.mailboxId ?? '') ?? absentMailbox,
    ...said,
  }));
}
