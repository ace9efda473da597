/** `countersign status`: what waits, what runs, what ran last. */

import { TargetError } from '../errors.ts';
import type { Sync, WorkOptions } from '../sync/index.ts';
import type { DriftReport } from '../sync/model/drift.ts';
import { type AddCommand, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { driftText } from './print-drift.ts';
import { statusText } from './print-lists.ts';
import { type CommandOptions, withApp } from './session.ts';
import { driftJson, runJson } from './to-json.ts';

export const addStatus: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'status', 'show what waits, what runs and what ran last').action(
    async (options: CommandOptions) => {
      const code = await withApp(options, terminal, async ({ app, screen, work, answer }) => {
        const status = await app.sync.status();
        const drift = await driftNow(app.sync, work);
        const { lastRun, open, sources, ...rest } = status;
        answer(
          'status',
          () => ({
            ...rest,
            drift: drift === 'unknown' || drift === null ? null : driftJson(drift),
            open: [...open],
            sources: [...sources],
            lastRun: lastRun === null ? null : runJson(lastRun),
          }),
          () => `${statusText(status, screen)}${driftText(drift, screen)}`,
        );
        return exitCodes.done;
      });
      ended(code);
    },
  );
};

/** A Zivver that does not answer keeps nobody from seeing how things stand. */
async function driftNow(sync: Sync, { signal }: WorkOptions): Promise<DriftReport | null | 'unknown'> {
  try {
    return await sync.drift({ signal });
  } catch (error) {
    if (error instanceof TargetError) return 'unknown';
    throw error;
  }
}
