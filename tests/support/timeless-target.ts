/** A client of Zivver and the clock it lives by: a call that is really under way takes no time on it, only waiting does. */

import type { Clock } from '../../src/platform/clock.ts';
import type { Target } from '../../src/sync/target/target.ts';
import { createZivverTarget, type ZivverTargetOptions } from '../../src/sync/target/zivver/zivver-target.ts';
import { createSteppedClock, type SteppedClock } from './stepped-clock.ts';

export function createTimelessTarget(options: Omit<ZivverTargetOptions, 'clock'>): {
  readonly target: Target;
  readonly clock: SteppedClock;
} {
  let begun = 0;
  let asleep = 0;
  const clock = createSteppedClock({ start: Date.now(), isBusy: () => begun > asleep });
  const counting: Clock = {
    now: clock.now,
    monotonic: clock.monotonic,
    sleep: async (...given) => {
      asleep += 1;
      await clock.sleep(...given).finally(() => {
        asleep -= 1;
      });
    },
  };
  const plain = createZivverTarget({ ...options, clock: counting });
  async function counted<T>(call: Promise<T>): Promise<T> {
    begun += 1;
    return await call.finally(() => {
      begun -= 1;
    });
  }
  const target: Target = {
    ...plain,
    read: (given) => counted(plain.read(given)),
    listAccounts: (given) => counted(plain.listAccounts(given)),
    readAccount: (...given) => counted(plain.readAccount(...given)),
    create: (...given) => counted(plain.create(...given)),
    update: (...given) => counted(plain.update(...given)),
    emptyMembers: (...given) => counted(plain.emptyMembers(...given)),
    delete: (...given) => counted(plain.delete(...given)),
    ...(plain.reserve && { reserve: plain.reserve }),
  };
  return { target, clock };
}
