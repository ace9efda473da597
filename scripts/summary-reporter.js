/** Writes the counts of a test run, and the parts that were skipped, to the file that test.js names. */

import { writeFileSync } from 'node:fs';

export default class SummaryReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const skippedParts = new Map();
    const otherErrors = unhandledErrors.map((error) => error.message);
    for (const module of modules) {
      otherErrors.push(...module.errors().map((error) => `${module.relativeModuleId}: ${error.message}`));
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === 'pending' ? 'failed' : state] += 1;
        if (state === 'skipped') {
          const part = partOf(test);
          skippedParts.set(part, (skippedParts.get(part) ?? 0) + 1);
        }
      }
      for (const suite of module.children.allSuites())
        otherErrors.push(...suite.errors().map((error) => `${suite.fullName}: ${error.message}`));
    }
    const parts = [...skippedParts].map(([name, tests]) => ({ name, tests }));
    writeFileSync(process.env.TEST_SUMMARY_FILE, JSON.stringify({ ...counts, otherErrors, skippedParts: parts }));
  }
}

/** The outermost group that was skipped as a whole carries the reason in its name; otherwise the test's own name does. */
function partOf(test) {
  let part = test;
  for (let parent = test.parent; parent.type === 'suite'; parent = parent.parent)
    if (parent.state() === 'skipped') part = parent;
  return part.name;
}
