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

describe.each(files)('$name', ({ scenarios }) => {
  it.each(scenarios)('$name', (scenario) => {
    const { content, blocked, scope, approval } = plan(worldOf(scenario));
    const wanted = scenario.expect;

    const said = content.findings.map(({ effect, code }) => `${effect} ${code}`);
    const written = content.mutations.map(
      ({ kind, account, before, after }) => `${kind} ${account.address} ${after ?? before ?? ''}`,
    );
    expect({ blocked, said }).toEqual({ blocked: wanted.blocked, said: expect.arrayContaining(wanted.findings) });
    expect(said.map((text) => text.split(' ')[1]).filter((code) => wanted.without.some((no) => no === code))).toEqual(
      [],
    );
    if (wanted.mutations !== undefined) expect(written.toSorted()).toEqual(wanted.mutations.toSorted());
    expect(countByKind(content.mutations, mutationKinds)).toMatchObject(wanted.counts);
    expect(Object.fromEntries(scope.leftOut.map(({ address, reason }) => [address, reason]))).toMatchObject(
      wanted.leftOut,
    );
    if (wanted.classes !== undefined)
      expect([...new Set(content.mutations.map((mutation) => mutation.class))].toSorted()).toEqual(
        wanted.classes.toSorted(),
      );
    if (wanted.secondPerson !== undefined) expect(approval.secondPerson).toBe(wanted.secondPerson);
    expect(approval.typed).toBe(wanted.typed);
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
