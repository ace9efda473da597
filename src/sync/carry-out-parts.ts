/** What carrying out a plan is put together from: shared by the start, the resume and the run itself. Types only. */

import type { Clock } from '../platform/clock.ts';
import type { CrashPoints } from '../platform/crash-points.ts';
import type { Ids } from '../platform/ids.ts';
import type { Announcer } from './announcer.ts';
import type { ApplySettings } from './apply/apply-settings.ts';
import type { MayApprove } from './approve/valid-votes.ts';
import type { Policy } from './model/policy.ts';
import type { Source } from './source/source.ts';
import type { Store } from './store/store.ts';
import type { Target } from './target/target.ts';

export interface CarryOutParts {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly target: Target;
  readonly policy: Policy;
  readonly rereadAfterMs: number;
  readonly mayApprove: MayApprove;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly crashPoints?: CrashPoints;
  readonly settings?: ApplySettings;
}
