/** Every scenario file: source + target + policy → mutations or findings. And that together they miss no rule. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findingCodes } from '../../src/sync/model/finding.ts';
import { dangerClasses, mutationKinds } from '../../src/sync/model/mutation.ts';
import { countByKind } from '../../src/sync/model/plan.ts';
import { leftOutReasons } from '../../src/sync/model/scope.ts';
import { plan } from '../support/build.ts';
import { type Scenario, scenarioFileSchema, worldOf } from './scenario.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => ({ name, ...scenarioFileSchema.parse(parse(readFileSync(join(folder, name), 'utf8'))) }));
const all = files.flatMap(({ scenarios }) => scenarios);

/** What a scenario does not look at. */
const [someList, someAnswer] = [expect.any(Array), expect.any(Boolean)];

describe.each(files)('$name', ({ scenarios }) => {
  it.each(scenarios)('$name', (scenario) => {
    const { content, blocked, scope, approval } = plan(worldOf(scenario));
    const wanted = scenario.expect;

    const said = content.findings.map(({ effect, code }) => `${effect} ${code}`);
    const written = content.mutations.map(
      ({ kind, account, before, after }) => `${kind} ${account.address} ${after ?? before ?? ''}`,
    );
    expect({
      blocked,
      said,
      unsaid: content.findings.map(({ code }) => code).filter((code) => wanted.without.includes(code)),
      mutations: written.toSorted(),
      counts: countByKind(content.mutations, mutationKinds),
      leftOut: Object.fromEntries(scope.leftOut.map(({ address, reason }) => [address, reason])),
      classes: [...new Set(content.mutations.map((mutation) => mutation.class))].toSorted(),
      secondPerson: approval.secondPerson,
      typed: approval.typed,
    }).toEqual({
      blocked: wanted.blocked,
      said: expect.arrayContaining(wanted.findings),
      unsaid: [],
      mutations: wanted.mutations?.toSorted() ?? someList,
      counts: expect.objectContaining(wanted.counts),
      leftOut: expect.objectContaining(wanted.leftOut),
      classes: wanted.classes?.toSorted() ?? someList,
      secondPerson: wanted.secondPerson ?? someAnswer,
      typed: wanted.typed,
    });
  });
});

describe('the scenarios together', () => {
  /** Said by the undo of a run, which has tests of its own. */
  const ofUndo = (code: string) => code.startsWith('undo-');
  const saidBy = ({ expect: { findings } }: Scenario) => findings.map((text) => text.split(' ')[1] ?? '');

  it('make every guard speak', () => {
    const spoken = new Set(all.flatMap(saidBy));

    expect(findingCodes.filter((code) => !spoken.has(code) && code !== 'muted' && !ofUndo(code))).toEqual([]);
  });

  it('show every limit just under, where its guard keeps silent', () => {
    const limits = findingCodes.filter(
      (code) => code.startsWith('too-many-') || code.startsWith('account-') || code === 'source-shrank',
    );
    const silent = new Set(all.flatMap(({ expect: { without } }) => without));

    expect(limits.filter((code) => !silent.has(code))).toEqual([]);
  });

  it('leave a mailbox out for every reason there is', () => {
    const reasons = new Set(all.flatMap(({ expect: { leftOut } }) => Object.values(leftOut)));

    expect(leftOutReasons.filter((reason) => !reasons.has(reason))).toEqual([]);
  });

  it('propose something of every danger class', () => {
    const classes = new Set(all.flatMap(({ expect: { classes: some = [] } }) => some));

    expect(dangerClasses.filter((name) => !classes.has(name))).toEqual([]);
  });
});
