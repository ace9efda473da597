/** Writes the counts of a test run, and the parts that were skipped, to the file that test.js names. */

import { writeFileSync } from 'node:fs';

export default class SummaryReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const skippedParts = new Map();
    const hookErrors = [];
    const otherErrors = unhandledErrors.map((error) => error.message);
    for (const module of modules) {
      otherErrors.push(...module.errors().map((error) => `${module.relativeModuleId}: ${error.message}`));
      for (const suite of module.children.allSuites()) hookErrors.push(...hookErrorsOf(suite, counts));
      for (const test of module.children.allTests()) {
        const state = stateOf(test);
        counts[state] += 1;
        if (state === 'skipped') skippedParts.set(partOf(test), (skippedParts.get(partOf(test)) ?? 0) + 1);
      }
    }
    const parts = [...skippedParts].map(([name, tests]) => ({ name, tests }));
    const summary = { ...counts, otherErrors, hookErrors, skippedParts: parts };
    writeFileSync(process.env.TEST_SUMMARY_FILE, JSON.stringify(summary));
  }
}

/** Tests that could not run because a hook before them failed have failed; a hook after them counts as one failure. */
function stateOf(test) {
  const { state } = test.result();
  if (state === 'pending') return 'failed';
  return state === 'skipped' && ancestors(test).some((suite) => suite.errors().length > 0) ? 'failed' : state;
}

function hookErrorsOf(suite, counts) {
  const errors = suite.errors().map((error) => `${suite.fullName}: ${error.message}`);
  const stopped = [...suite.children.allTests()].some((test) => test.result().state === 'skipped');
  if (errors.length > 0 && !stopped) counts.failed += 1;
  return errors;
}

function ancestors(test) {
  const suites = [];
  for (let parent = test.parent; parent.type === 'suite'; parent = parent.parent) suites.push(parent);
  return suites;
}

/** The outermost group that was skipped as a whole carries the reason in its name; otherwise the test's own name does. */
function partOf(test) {
  return (ancestors(test).findLast((suite) => suite.state() === 'skipped') ?? test).name;
}
