/** The tests that judge the planner, for `npm run mutate`. */

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A mutant ends at its first failing test: the tables first, what looks at many made-up worlds last. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (/properties|undo/u.test(moduleId) ? 1 : 0);
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: [
      'tests/unit/plan/*.test.ts',
      'tests/scenarios/*.test.ts',
      'tests/unit/approve/waive.test.ts',
      'tests/unit/texts/caret.test.ts',
    ],
    setupFiles: ['tests/support/loopback-only.ts'],
    testTimeout: 60_000,
    sequence: { sequencer: QuickFirst },
    env: { PROPERTY_RUNS: '40' },
  },
});
