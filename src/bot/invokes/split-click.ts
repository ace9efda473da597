import { z } from 'zod';
import { findingCodes } from '../../sync/model/finding.ts';
import { mutationKinds } from '../../sync/model/mutation.ts';
import type { SplitChoice } from '../../sync/model/split.ts';
import { operatorOrApprover } from '../authorize.ts';
import { startSplit } from '../start-split.ts';
import type { ActionOf, Click } from './click.ts';
import { messageAnswer } from './click-answer.ts';

/** A part of the plan on the card, made in the background and shown in a card of its own. Approves nothing. */
export const splitClick: Click<'split'> = {
  needs: operatorOrApprover,
  async answer(services, turn, action) {
    const { planId, fingerprint } = action;
    await startSplit(services, turn, { planId, fingerprint, choice: choiceOf(action) });
    return messageAnswer(services.texts.parts.making);
  },
};

const kind = z.enum(mutationKinds);
const code = z.enum(findingCodes);

/** Lists come from a form: whatever is none of ours is left out, so that less is left out, never more. */
function choiceOf({ choice, count, kinds, domains, findings, accounts }: ActionOf<'split'>): SplitChoice {
  if (choice === 'first') return { kind: 'first', accounts: count };
  if (choice === 'additions-only') return { kind: 'additions-only' };
  return {
    kind: 'leave-out',
    kinds: listed(kinds).flatMap((value) => kind.safeParse(value).data ?? []),
    domains: listed(domains),
    findings: listed(findings).flatMap((value) => code.safeParse(value).data ?? []),
    accounts: listed(accounts),
  };
}

function listed(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().split(/[\s,;]+/u))].filter((value) => value !== '').sort();
}
