/**
 * Runs the tests of `src/sync/plan` for Stryker, in Stryker's own process: everything is loaded once, a mutant is switched
 * on, and the tests that come across it run until one fails. Tables first: most mutants never come to the made-up worlds.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { type CollectedTest, collect, collectedTests } from './collected-tests.ts';

/** What the changed sources ask whether they are changed. */
const mutated: InstrumenterContext = {};
Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: mutated });

const standIn = new URL('collected-tests.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vitest' && context.parentURL !== standIn
      ? { url: standIn, shortCircuit: true }
      : next(specifier, context),
});

/** Stryker calls a mutant endless after a hundred times the visits of an unchanged run: minutes, here. This is a tenth of that. */
const patience = 0.1;

class PlannerRunner implements TestRunner {
  #tests: readonly CollectedTest[] | undefined;
  /** What one mutant changed in what tests share would be held against the next. */
  #isFresh = true;

  capabilities() {
    return { reloadEnvironment: false };
  }

  async dryRun(): Promise<DryRunResult> {
    const results: TestResult[] = [];
    for (const test of await this.#load()) {
      mutated.currentTestId = test.id;
      results.push(await resultOf(test));
    }
    delete mutated.currentTestId;
    const { mutantCoverage } = mutated;
    return { status: DryRunStatus.Complete, tests: results, ...(mutantCoverage && { mutantCoverage }) };
  }

  async mutantRun({
    activeMutant,
    mutantActivation,
    testFilter,
    hitLimit,
  }: MutantRunOptions): Promise<MutantRunResult> {
    if (mutantActivation === 'runtime') await this.#load();
    const mostVisits = Math.ceil((hitLimit ?? Number.POSITIVE_INFINITY) * patience);
    Object.assign(mutated, { activeMutant: activeMutant.id, hitCount: 0, hitLimit: mostVisits });
    const wanted = new Set(testFilter);
    const results: TestResult[] = [];
    for (const test of await this.#load()) {
      if (testFilter !== undefined && !wanted.has(test.id)) continue;
      results.push(await resultOf(test));
      if (results.at(-1)?.status === TestStatus.Failed) break;
    }
    const endless = determineHitLimitReached(mutated.hitCount, mostVisits);
    if (mutantActivation === 'runtime') await this.#withoutMutant(results.at(-1));
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: results });
  }

  /** The test that failed says something about the mutant only when it holds without it. Stryker tries again in a new process. */
  async #withoutMutant(last: TestResult | undefined): Promise<void> {
    delete mutated.activeMutant;
    const test = this.#tests?.find(({ id }) => id === last?.id);
    if (!this.#isFresh && test !== undefined && last?.status === TestStatus.Failed) {
      const { status } = await resultOf(test);
      if (status === TestStatus.Failed)
        throw new Error(`a mutant before this one left something behind for: ${test.id}`);
    }
    this.#isFresh = false;
  }

  async #load(): Promise<readonly CollectedTest[]> {
    if (this.#tests !== undefined) return this.#tests;
    process.env['PROPERTY_RUNS'] ??= '40';
    const root = process.cwd();
    for (const file of testFiles(root)) await collect(relative(root, file), () => import(pathToFileURL(file).href));
    this.#tests = collectedTests();
    return this.#tests;
  }
}

function testFiles(root: string): readonly string[] {
  const folder = join(root, 'tests/unit/plan');
  const files = [
    join(root, 'tests/scenarios/scenarios.test.ts'),
    ...readdirSync(folder).map((name) => join(folder, name)),
  ];
  const looksAtWorlds = (file: string): boolean => readFileSync(file, 'utf8').includes("from 'fast-check'");
  return [...files.filter((file) => !looksAtWorlds(file)), ...files.filter(looksAtWorlds)];
}

async function resultOf({ id, fileName, run }: CollectedTest): Promise<TestResult> {
  const started = performance.now();
  const told = () => ({ id, name: id, fileName, timeSpentMs: performance.now() - started });
  try {
    await run();
    return { ...told(), status: TestStatus.Success };
  } catch (error) {
    return { ...told(), status: TestStatus.Failed, failureMessage: String(error) };
  }
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'planner', () => new PlannerRunner())];
