import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { generateWorld } from '../../../sandbox/tenant/generate-world.ts';
import { recordedReading } from '../../../sandbox/tenant/recorded-reading.ts';
import type { SourceSnapshot } from '../../../src/sync/model/snapshot.ts';
import type { ExchangeSourceOptions } from '../../../src/sync/source/exchange/exchange-source.ts';
import { createRecordedSource } from '../../../src/sync/source/recorded/recorded-source.ts';
import { signedReading } from '../../../src/sync/source/recorded/signed-reading.ts';
import { allTypes, exchangeBoxes, takenAt } from '../../support/exchange-in-a-box.ts';
import { createHastyClock } from '../../support/hasty-clock.ts';
import { oddities } from '../../support/oddities.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { planOf } from '../../support/world-plan.ts';

const options = { signal: new AbortController().signal };
const worlds = Array.from({ length: 20 }, (_, seed) => generateWorld({ seed: seed + 1, mailboxes: 60 }));
const [first = generateWorld({ seed: 1, mailboxes: 60 })] = worlds;

describe('The twenty made-up organisations together', () => {
  it.each(oddities)('have %s', (_name, isIn) => {
    expect(worlds.some(isIn)).toBe(true);
  });
});

/** Sealed to a file as on one machine, and opened as on another. */
async function throughAFile(reading: SourceSnapshot): Promise<SourceSnapshot> {
  const file = join(temporaryFolder(), 'reading.ndjson');
  const origin = { place: 'example.onmicrosoft.com', types: allTypes.toSorted(), organizationalUnit: null };
  const key = 'a long random text on both machines';
  await writeFile(file, signedReading(reading, origin, key));
  const signed = { ...origin, key: () => key };
  const source = createRecordedSource({ name: 'exchange', file, signed, clock: createHastyClock(takenAt) });
  return await source.read(options);
}

describeWithPowerShell('A made-up organisation read through PowerShell', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  it.each(worlds.map((world) => [world.seed, world] as const))(
    'equals what was made up, and so does the file that it is sealed in; the plans are one, seed %i',
    async (_, world) => {
      const { source } = await boxes.open(world);

      const read = await source.read(options);

      const made = recordedReading(world, { source: 'exchange', takenAt });
      const recorded = await throughAFile(read);
      const plans = [made, read, recorded].map((reading) => planOf(world, reading));
      expect(read).toEqual(made);
      expect(recorded).toEqual({ ...made, madeFrom: 'recording' });
      expect(plans[0]?.content.mutations.length).toBeGreaterThan(10);
      expect(new Set(plans.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    },
  );

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

    const { expandGroups = true, permissionCommand = 'Get-EXOMailboxPermission' } = change;
    const expected = recordedReading(first, { source: 'exchange', takenAt, expandGroups, permissionCommand });
    expect(reading).toEqual(expected);
  });
});
