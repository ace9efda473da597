import { afterAll, expect, it } from 'vitest';
import { generateWorld } from '../../../sandbox/tenant/generate-world.ts';
import { recordedReading } from '../../../sandbox/tenant/recorded-reading.ts';
import type { ExchangeSourceOptions } from '../../../src/sync/source/exchange/exchange-source.ts';
import { exchangeBoxes, takenAt } from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';

const options = { signal: new AbortController().signal };

describeWithPowerShell('A made-up organisation read through PowerShell', (executable) => {
  const worlds = Array.from({ length: 20 }, (_, seed) => generateWorld({ seed: seed + 1, mailboxes: 60 }));
  const [first = generateWorld({ seed: 1, mailboxes: 60 })] = worlds;
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  it.each(worlds.map((world) => [world.seed, world] as const))('equals what was made up, seed %i', async (_, world) => {
    const { source } = await boxes.open(world);

    const reading = await source.read(options);

    expect(reading).toEqual(recordedReading(world, { source: 'exchange', takenAt }));
  });

  it.each(worlds.map((world) => [world.seed, world] as const))(
    'equals what was made up when the list tells who has access, seed %i',
    async (_, world) => {
      const { source } = await boxes.open(world, { bulkPermissions: 'auto' });

      const { secondHand = [], ...reading } = await source.read(options);

      expect(reading).toEqual(recordedReading(world, { source: 'exchange', takenAt }));
      expect(secondHand.length).toBeGreaterThan(5);
    },
  );

  it.each<[string, Partial<ExchangeSourceOptions>]>([
    ['with the cmdlet that shows SIDs', { permissionCommand: 'Get-MailboxPermission' }],
    ['by three processes side by side', { workers: 3 }],
    ['without expanding groups', { expandGroups: false }],
  ])('equals what was made up when read %s', async (_, change) => {
    const { source } = await boxes.open(first, change);

    const reading = await source.read(options);

    const { expandGroups = true } = change;
    expect(reading).toEqual(recordedReading(first, { source: 'exchange', takenAt, expandGroups }));
  });
});
