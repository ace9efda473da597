/** Several processes on one store, and a process that dies: what was acknowledged is there, and nobody is let in twice. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { auditEntry, storedPlan } from '../../support/stored-plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

interface Child {
  readonly process: ChildProcess;
  /** Line by line, as they come. */
  readonly lines: AsyncIterator<string>;
}

function start(script: string, ...args: readonly string[]): Child {
  const file = join(import.meta.dirname, 'children', script);
  const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { process: child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

async function nextLine({ lines }: Child): Promise<string> {
  const line = await lines.next();
  if (line.done === true) throw new Error('the process ended early');
  return line.value;
}

function storePath(): string {
  return join(temporaryFolder(), 'store.sqlite');
}

it('three processes after the same plans: each plan is approved once, applied once, by one of them', async () => {
  const path = storePath();
  const store = await openSqliteStore({ path });
  onTestFinished(() => store.close());
  const ids = Array.from({ length: 40 }, (_, index) => `plan-${index + 1}`);
  for (const id of ids) await store.plans.insert(storedPlan(id), auditEntry('plan-proposed', { planId: id }));
  const racers = ['one', 'two', 'three'].map((name) => start('racer.ts', path, name));
  await Promise.all(racers.map(nextLine));

  for (const { process } of racers) process.stdin?.write('go\n');
  const won = await Promise.all(
    racers.map(async (racer) => JSON.parse(await nextLine(racer)) as { approved: string[]; applied: string[] }),
  );

  expect(won.flatMap(({ approved }) => approved).sort()).toEqual(ids.toSorted());
  expect(won.flatMap(({ applied }) => applied).sort()).toEqual(ids.toSorted());
  const trail = await store.audit.read(0, 100_000);
  expect(trail.filter(({ what }) => what === 'claimed')).toHaveLength(ids.length);
  expect(trail.filter(({ what }) => what === 'item-intent')).toHaveLength(
    ids.length * storedPlan('plan-1').content.items.length,
  );
  expect(await store.audit.verify()).toEqual({ ok: true, entries: trail.length });
});

it('three processes that make the same store at the same moment all get it', async () => {
  const path = storePath();

  const racers = ['one', 'two', 'three'].map((name) => start('racer.ts', path, name));

  expect(await Promise.all(racers.map(nextLine))).toEqual(['ready', 'ready', 'ready']);
});

it('a process killed in the middle of its steps, again and again: every step that was acknowledged is there', async () => {
  const path = storePath();
  const items = 300;
  const store = await openSqliteStore({ path });
  const small = storedPlan('plan-1');
  const ids = Array.from({ length: items }, (_, index) => String(index).padStart(3, '0'));
  const many = { ...small.content, items: ids.map((id) => ({ ...small.content.items[0]!, id, dependsOn: [] })) };
  await store.plans.insert({ ...small, content: many }, auditEntry('plan-proposed'));
  await store.plans.transition({
    planId: 'plan-1',
    from: ['proposed'],
    to: 'approved',
    audit: auditEntry('plan-approved'),
  });
  await store.close();

  for (let round = 0; round < 6; round += 1) {
    const child = start('stepper.ts', path, `${round}`);
    const acknowledged: string[] = [];
    for (let count = 0; count < 10 + round * 5; count += 1) acknowledged.push(await nextLine(child));
    child.process.kill('SIGKILL');
    await once(child.process, 'close');
    // What it still printed before it died was acknowledged as well.
    for (let line = await child.lines.next(); line.done !== true; line = await child.lines.next())
      acknowledged.push(line.value);

    const after = await openSqliteStore({ path });
    const states = new Map((await after.ledger.items('plan-1')).map(({ item, state }) => [item.id, state]));
    const trail = await after.audit.read(0, 100_000);
    const verified = await after.audit.verify();
    await after.close();

    const last = acknowledged.at(-1)!;
    const next = ids[ids.indexOf(last) + 1]!;
    for (const id of acknowledged.slice(0, -1)) expect(states.get(id), `item ${id}, round ${round}`).toBe('done');
    // The kill may fall between the commit of a step and its acknowledgement: at most one step ahead, and that one whole.
    expect([
      ['sending', 'planned'],
      ['done', 'sending'],
    ]).toContainEqual([states.get(last), states.get(next)]);
    expect([...states.values()].filter((state) => state === 'sending')).toHaveLength(1);
    const intents = trail.filter(({ what }) => what === 'item-intent').map(({ payload }) => payload['itemId']);
    expect(intents).toEqual(expect.arrayContaining(acknowledged));
    expect(verified).toEqual({ ok: true, entries: trail.length });
  }
});
