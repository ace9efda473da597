/** Runs an approved case against the fake, and says how it ended in a few words. */

import { onTestFinished } from 'vitest';
import { carryOut } from '../../src/sync/carry-out.ts';
import type { CarryOutParts } from '../../src/sync/carry-out-parts.ts';
import { isRefusal } from '../../src/sync/model/refusal.ts';
import type { Run } from '../../src/sync/model/run.ts';
import { createFakeTarget, type FakeTarget, type FakeTargetOptions } from '../fakes/fake-target.ts';
import { type ApplyCase, approvedCase, type Organisation, organisation } from './apply-case.ts';
import { staff } from './stored-plan.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface FakeCase extends ApplyCase {
  readonly target: FakeTarget;
  readonly folder: string;
  /** Starts it; what ended goes on as by an explicit resume. @throws when it was refused */
  readonly run: (more?: Partial<CarryOutParts> & { readonly signal?: AbortSignal }) => Promise<Run>;
}

export async function fakeCase(
  options: { readonly org?: Organisation; readonly target?: FakeTargetOptions; readonly readAt?: string } = {},
): Promise<FakeCase> {
  const org = options.org ?? organisation();
  const target = createFakeTarget({ seed: org.seed, ...options.target });
  const readAt = options.readAt === undefined ? {} : { readAt: options.readAt };
  const folder = temporaryFolder();
  const made = await approvedCase({ target, org, folder, ...readAt });
  onTestFinished(() => made.store.close());
  return {
    ...made,
    target,
    folder,
    run: async ({ signal = new AbortController().signal, ...more } = {}) => {
      const endedAt = (await made.store.ledger.latestRunOf(made.plan.id))?.endedAt ?? null;
      const request = { planId: made.plan.id, by: staff('ben'), ...(endedAt === null ? {} : { resumes: endedAt }) };
      const run = await carryOut({ ...made.parts, ...more }, request, { signal });
      if (isRefusal(run)) throw new Error(`refused: ${run.code}`);
      return run;
    },
  };
}

/** `state` or `state code` of every item, by what it does: `fill new-1@example.nl`. */
export function endings(run: Run, { plan }: Pick<ApplyCase, 'plan'>): Record<string, string> {
  const byId = new Map(plan.content.items.map((item) => [item.id, item]));
  return Object.fromEntries(
    run.results.map(({ itemId, state, outcome }) => {
      const item = byId.get(itemId);
      const code = outcome === null || outcome.code === 'ok' ? '' : ` ${outcome.code}`;
      return [`${item?.call} ${item?.account.address}`, `${state}${code}`];
    }),
  );
}
