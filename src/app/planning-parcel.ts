/** What a planner takes and gives, taken apart into one small head and long lists, and put together again on the other thread. */

import type { Finding } from '../sync/model/finding.ts';
import type { PlanInput, PlanWithLinks } from '../sync/plan/compute-plan.ts';

/** Both are JSON. A list that is empty may be absent. */
export interface Parcel {
  readonly head: unknown;
  readonly lists: readonly (readonly [name: string, entries: readonly unknown[]])[];
}

export type Lists = ReadonlyMap<string, readonly unknown[]>;

type InputHead = Omit<PlanInput, 'lookUps' | 'mutes'>;

export function packInput(input: PlanInput): Parcel {
  const { lookUps, mutes, ...rest } = input;
  const head: InputHead = {
    ...rest,
    sources: input.sources.map((source) => ({ ...source, mailboxes: [] })),
    target: { ...input.target, accounts: [], people: [] },
    links: [],
    history: { ...input.history, applied: [] },
  };
  return {
    head,
    lists: [
      ...input.sources.map((source, index) => [`mailboxes ${index}`, source.mailboxes] as const),
      ['accounts', input.target.accounts],
      ['people', input.target.people],
      ['links', input.links],
      ['applied', input.history.applied],
      ['lookUps', [...lookUps]],
      ['mutes', [...mutes]],
    ],
  };
}

export function unpackInput(received: unknown, lists: Lists): PlanInput {
  const head = received as InputHead;
  return {
    ...head,
    sources: head.sources.map((source, index) => ({ ...source, mailboxes: listOf(lists, `mailboxes ${index}`) })),
    target: { ...head.target, accounts: listOf(lists, 'accounts'), people: listOf(lists, 'people') },
    links: listOf(lists, 'links'),
    history: { ...head.history, applied: listOf(lists, 'applied') },
    lookUps: new Map(listOf(lists, 'lookUps')),
    mutes: new Map(listOf(lists, 'mutes')),
  };
}

export function packOutcome({ plan, links, touched }: PlanWithLinks): Parcel {
  const { content, scope, basis } = plan;
  const head: PlanWithLinks = {
    plan: {
      ...plan,
      content: { ...content, mutations: [], items: [], findings: content.findings.map(withoutLists) },
      scope: { ...scope, inScope: [], leftOut: [] },
      basis: { ...basis, states: {} },
    },
    links: [],
    touched: [],
  };
  return {
    head,
    lists: [
      ['mutations', content.mutations],
      ['items', content.items],
      ...content.findings.flatMap(({ details, addresses, withheld }, index) => [
        [`details ${index}`, details] as const,
        [`addresses ${index}`, addresses] as const,
        [`withheld ${index}`, withheld] as const,
      ]),
      ['inScope', scope.inScope],
      ['leftOut', scope.leftOut],
      ['states', Object.entries(basis.states)],
      ['links', links],
      ['touched', touched],
    ],
  };
}

export function unpackOutcome(received: unknown, lists: Lists): PlanWithLinks {
  const { plan } = received as PlanWithLinks;
  const findings = plan.content.findings.map((finding, index) => ({
    ...finding,
    details: listOf<Finding['details'][number]>(lists, `details ${index}`),
    addresses: listOf<string>(lists, `addresses ${index}`),
    withheld: listOf<string>(lists, `withheld ${index}`),
  }));
  return {
    plan: {
      ...plan,
      content: { ...plan.content, mutations: listOf(lists, 'mutations'), items: listOf(lists, 'items'), findings },
      scope: { ...plan.scope, inScope: listOf(lists, 'inScope'), leftOut: listOf(lists, 'leftOut') },
      basis: { ...plan.basis, states: Object.fromEntries(listOf<[string, string]>(lists, 'states')) },
    },
    links: listOf(lists, 'links'),
    touched: listOf(lists, 'touched'),
  };
}

function withoutLists(finding: Finding): Finding {
  return { ...finding, details: [], addresses: [], withheld: [] };
}

/** What the other side of this file packed. */
function listOf<Entry>(lists: Lists, name: string): readonly Entry[] {
  return (lists.get(name) ?? []) as readonly Entry[];
}
