/** What every step from reading to proposing works with: both sides, what is remembered, the rules, whom to tell. */

import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Announcer } from './announcer.ts';
import type { Policy } from './model/policy.ts';
import type { Planner } from './planner.ts';
import type { Source } from './source/source.ts';
import type { Store } from './store/store.ts';
import type { Target } from './target/target.ts';

export interface PreviewParts {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly target: Target;
  readonly policy: Policy;
  readonly expiresAfterMs: number;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly ids: Ids;
  /** On this thread unless told otherwise. */
  readonly planner?: Planner;
}
