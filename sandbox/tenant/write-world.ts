/**
 * Writes a made-up organisation to a folder, in every form something reads it from:
 * `node sandbox/tenant/write-world.ts --to build/world --mailboxes 200 [--seed 1] [--source exchange]`.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateWorld, type WorldSize } from './generate-world.ts';
import { recordedReading } from './recorded-reading.ts';
import { workbookCsv, workbookXlsx } from './workbook.ts';
import type { World } from './world.ts';

export interface WriteOptions extends WorldSize {
  /** Made when it does not exist. */
  readonly folder: string;
  /** When the recorded reading says it was taken; ISO 8601, UTC. */
  readonly takenAt: string;
}

/** Absolute only when `folder` is. */
export interface WrittenWorld {
  readonly world: World;
  /** The whole World: the Zivver server and the stand-in PowerShell module read it. */
  readonly worldFile: string;
  /** A SourceSnapshot: the recorded source reads it. */
  readonly readingFile: string;
  readonly xlsxFile: string;
  readonly csvFile: string;
}

export async function writeWorld({ folder, takenAt, ...size }: WriteOptions): Promise<WrittenWorld> {
  const world = generateWorld(size);
  const reading = recordedReading(world, { source: size.source ?? 'exchange', takenAt });
  const written: WrittenWorld = {
    world,
    worldFile: join(folder, 'world.json'),
    readingFile: join(folder, 'reading.json'),
    xlsxFile: join(folder, 'mailboxes.xlsx'),
    csvFile: join(folder, 'mailboxes.csv'),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(written.worldFile, `${JSON.stringify(world, null, 1)}\n`);
  await writeFile(written.readingFile, `${JSON.stringify(reading, null, 1)}\n`);
  await writeFile(written.xlsxFile, await workbookXlsx(world));
  await writeFile(written.csvFile, workbookCsv(world));
  return written;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      seed: { type: 'string', default: '1' },
      mailboxes: { type: 'string', default: '200' },
      source: { type: 'string', default: 'exchange' },
    },
  });
  if (values.to === undefined) {
    process.stderr.write('Usage: node sandbox/tenant/write-world.ts --to <folder> [--mailboxes 200] [--seed 1]\n');
    process.exitCode = 64;
    return;
  }
  const { world, ...files } = await writeWorld({
    folder: values.to,
    seed: Number(values.seed),
    mailboxes: Number(values.mailboxes),
    source: values.source,
    takenAt: new Date().toISOString(),
  });
  process.stdout.write(`${JSON.stringify({ mailboxes: world.exchange.mailboxes.length, ...files })}\n`);
}

if (import.meta.main) await main();
