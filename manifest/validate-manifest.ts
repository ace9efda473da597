/** Holds a filled manifest against Microsoft's schema of its version (bundled, offline), and its icons against Teams' rules. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv as AjvDraft04 } from './draft-04.ts';

export interface Icons {
  readonly color: Buffer;
  readonly outline: Buffer;
}

/** Every problem, in words; empty when Teams would take it. */
export async function validateManifest(manifest: Readonly<Record<string, unknown>>, icons: Icons): Promise<string[]> {
  const schema = await schemaOf(String(manifest['manifestVersion']));
  const ajv = new AjvDraft04({ allErrors: true, strict: false, validateFormats: false });
  const check = ajv.compile(schema);
  const problems = check(manifest) ? [] : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  return [...problems, ...checkIcon('color.png', icons.color, 192), ...checkIcon('outline.png', icons.outline, 32)];
}

async function schemaOf(version: string): Promise<Record<string, unknown>> {
  const entry = createRequire(import.meta.url).resolve('@microsoft/app-manifest');
  const file = join(dirname(entry), 'json-schemas', 'teams', `v${version}`, 'MicrosoftTeams.schema.json');
  return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
}

function checkIcon(name: string, png: Buffer, side: number): string[] {
  if (png.subarray(1, 4).toString('latin1') !== 'PNG') return [`${name} is not a PNG`];
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  return width === side && height === side ? [] : [`${name} is ${width}×${height}, not ${side}×${side}`];
}
