/** The tests that judge the planner, for `npm run mutate`: in order of their names. */

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId));
  }
}

export default defineConfig({
  test: {
    include: ['tests/mutation/[0-9]-*.ts'],
    setupFiles: ['tests/support/loopback-only.ts'],
    testTimeout: 60_000,
    sequence: { sequencer: ByName },
    env: { PROPERTY_RUNS: '40' },
  },
});
