/** Mutation testing of the planner: `npm run mutate`. A mutant that nobody could notice is explained beside its line. */

export default {
  mutate: ['src/sync/plan/**/*.ts'],
  testRunner: 'planner',
  plugins: ['./tests/mutation/planner-runner.ts'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Endless loops are found by counting; a busy machine is not to be taken for one.
  timeoutMS: 30_000,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: { reportTests: false, allowColor: false, reportMutants: false },
  htmlReporter: { fileName: 'build/mutation/report.html' },
  jsonReporter: { fileName: 'build/mutation/report.json' },
  tempDirName: 'build/mutation/sandbox',
  ignorePatterns: ['build', 'data', 'dist', 'docs', 'examples', 'manifest'],
};
