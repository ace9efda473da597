/** Half of a list that looks like a whole one: what is unknown because of it is kept, never taken away. */

import { afterAll, expect, it } from 'vitest';
import { generateWorld } from '../../../sandbox/tenant/generate-world.ts';
import type { World } from '../../../sandbox/tenant/world.ts';
import type { SourceSnapshot } from '../../../src/sync/model/snapshot.ts';
import { exchangeBoxes } from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';
import { planOf } from '../../support/world-plan.ts';

const options = { signal: new AbortController().signal };

describeWithPowerShell('Half a list', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());
  const world = generateWorld({ seed: 1, mailboxes: 60 });

  const taken = (reading: SourceSnapshot) =>
    planOf(world, reading)
      .content.mutations.filter(({ class: danger }) => danger === 'removal' || danger === 'destruction')
      .map(({ id }) => id);
  const cut = (halfLists: readonly string[]): Pick<World, 'exchange'> => ({
    exchange: { ...world.exchange, faults: { ...world.exchange.faults, halfLists } },
  });

  it.each([
    ['recipients', 'Get-EXORecipient'],
    ['users', 'Get-User'],
    ['groups', 'Get-Group'],
    ['members of groups', 'Get-DistributionGroupMember'],
  ])('of %s takes nothing away', async (_, command) => {
    const { source, show } = await boxes.open(world);
    const whole = await source.read(options);
    await show(cut([command]));

    const short = await source.read(options);

    const before = taken(whole);
    expect(short).not.toEqual(whole);
    expect(before.length).toBeGreaterThan(0);
    expect(taken(short).filter((id) => !before.includes(id))).toEqual([]);
  });

  it('of the mailboxes of a unit takes nothing away: each that is not listed is looked up', async () => {
    const unit = 'example.nl/Shared';
    const linked = new Set(world.links.map(({ mailboxId }) => mailboxId));
    const inUnit = world.exchange.mailboxes.filter(({ organizationalUnit }) => organizationalUnit === unit);
    const hidden = inUnit.filter(({ id }, at) => at % 2 === 0 && linked.has(id)).map(({ id }) => id);
    const faults = { ...world.exchange.faults, missingFromList: hidden };
    const { source } = await boxes.open({ exchange: { ...world.exchange, faults } }, { organizationalUnit: unit });

    const reading = await source.read(options);

    const ids = new Set(reading.mailboxes.map(({ id }) => id));
    const absent = world.links.map(({ mailboxId }) => mailboxId).filter((id) => !ids.has(id));
    const lookUps = await source.lookUp(absent, options);
    const { content } = planOf(world, reading, lookUps);
    expect(hidden.length).toBeGreaterThan(3);
    expect(hidden.filter((id) => ids.has(id))).toEqual([]);
    expect(hidden.map((id) => lookUps.get(id))).toEqual(hidden.map(() => 'found'));
    expect(content.mutations.filter(({ account }) => hidden.includes(account.mailboxId ?? ''))).toEqual([]);
  });
});
