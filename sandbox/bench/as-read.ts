/** A planning world as real readings are: every list in an order of its own, and every entry read from a text. */

import { packInput, unpackInput } from '../../src/app/planning-parcel.ts';
import { trusteeSharer } from '../../src/sync/model/kept-once.ts';
import type { SharedMailbox } from '../../src/sync/model/mailbox.ts';
import type { PlanInput } from '../../src/sync/plan/compute-plan.ts';

/** Neither Exchange nor Zivver nor the store lists anything in the order of its addresses, or in that of one another. */
export function inNoOrder(input: PlanInput): PlanInput {
  return {
    ...input,
    sources: input.sources.map((source) => ({ ...source, mailboxes: shuffled(source.mailboxes).map(withShuffled) })),
    target: { ...input.target, accounts: shuffled(input.target.accounts), people: shuffled(input.target.people) },
    links: shuffled(input.links),
  };
}

function withShuffled(mailbox: SharedMailbox, at: number): SharedMailbox {
  const { delegates } = mailbox;
  if (delegates.state !== 'read') return mailbox;
  return { ...mailbox, delegates: { ...delegates, trustees: shuffled(delegates.trustees, at) } };
}

/** The same each time. */
function shuffled<Entry>(list: readonly Entry[], seed = 1): Entry[] {
  const mixed = [...list];
  let state = seed;
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other] as Entry, mixed[at] as Entry];
  }
  return mixed;
}

/** The entries of its long lists, each as JSON. */
export type Texts = readonly (readonly [name: string, entries: readonly string[]])[];

export function textsOf(input: PlanInput): { readonly head: string; readonly lists: Texts } {
  const { head, lists } = packInput(input);
  return {
    head: JSON.stringify(head),
    lists: lists.map(([name, entries]) => [name, entries.map((entry) => JSON.stringify(entry))]),
  };
}

/** As a planning thread puts together what was handed over to it. */
export function inputFrom({ head, lists }: ReturnType<typeof textsOf>): PlanInput {
  const share = trusteeSharer();
  const parsed = lists.map(([name, texts]): [string, unknown[]] => {
    const entries = texts.map((text): unknown => JSON.parse(text));
    if (name.startsWith('mailboxes')) share(entries);
    return [name, entries];
  });
  return unpackInput(JSON.parse(head), new Map(parsed));
}
