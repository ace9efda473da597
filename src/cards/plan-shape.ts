/**
 * What the cards of a plan say about all of its mutations: counts, rows, overview. Made once for a plan, in steps, because a
 * plan may have a million mutations and its card is drawn again and again. Pure: the same plan has the same shape.
 */

import { atOnce } from '../sync/model/at-once.ts';
import {
  type DangerClass,
  dangerClasses,
  type Mutation,
  type MutationKind,
  mutationKinds,
} from '../sync/model/mutation.ts';
import { type Counts, countByClass, countByKind, type PlanContent } from '../sync/model/plan.ts';
import { grouping, type PlanGroups } from '../sync/report/plan-groups.ts';
import { type AccountChanges, keyOf } from './plan-rows.ts';

export interface PlanShape {
  /** One for each account and danger class, most dangerous first. */
  readonly rows: readonly AccountChanges[];
  readonly accounts: number;
  readonly kinds: Counts<MutationKind>;
  readonly classes: Counts<DangerClass>;
  readonly groups: PlanGroups;
}

type Shaped = Pick<PlanContent, 'mutations' | 'items'>;

/** As long as somebody has the plan. Its lists never change. */
const known = new WeakMap<Shaped['mutations'], { readonly items: Shaped['items']; readonly shape: PlanShape }>();

/** So many mutations are looked at in a fraction of a millisecond. */
const stepLength = 500;

export function planShape(content: Shaped): PlanShape {
  return atOnce(shaping(content));
}

/** Gone through before the card of a plan is drawn, the shape is there when it is needed. */
export function* shaping(content: Shaped): Generator<undefined, PlanShape> {
  const { mutations, items } = content;
  const made = known.get(mutations);
  if (made?.items === items) return made.shape;
  const counted = yield* countsOf(mutations);
  const shape = { ...counted, ...(yield* rowsOf(mutations)), groups: yield* grouping(content) };
  known.set(mutations, { items, shape });
  return shape;
}

function* countsOf(mutations: readonly Mutation[]): Generator<undefined, Pick<PlanShape, 'kinds' | 'classes'>> {
  const kinds = { ...countByKind([], mutationKinds) };
  const classes = { ...countByClass([], dangerClasses) };
  for (let at = 0; at < mutations.length; at += stepLength) {
    yield;
    for (const mutation of mutations.slice(at, at + stepLength)) {
      kinds[mutation.kind] += 1;
      classes[mutation.class] += 1;
    }
  }
  return { kinds, classes };
}

/** In plan order those of one account and class mostly stand together. */
function* rowsOf(mutations: readonly Mutation[]): Generator<undefined, Pick<PlanShape, 'rows' | 'accounts'>> {
  const rows = new Map<string, AccountChanges & { readonly mutations: Mutation[] }>();
  const accounts = new Set<string>();
  let row: (AccountChanges & { readonly mutations: Mutation[] }) | undefined;
  for (let at = 0; at < mutations.length; at += 1) {
    if (at % stepLength === 0) yield;
    const mutation = mutations[at] as Mutation;
    if (row?.account !== mutation.account || row.class !== mutation.class) {
      const account = keyOf(mutation.account);
      accounts.add(account);
      const key = `${mutation.class} ${account}`;
      row = rows.get(key) ?? { class: mutation.class, account: mutation.account, mutations: [] };
      if (row.mutations.length === 0) rows.set(key, row);
    }
    row.mutations.push(mutation);
  }
  return { rows: [...rows.values()], accounts: accounts.size };
}
