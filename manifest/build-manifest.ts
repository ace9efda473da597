/**
 * Makes the Teams app package: `node manifest/build-manifest.ts --bot-id <guid> --app-id <guid> --public-url https://…
 * [--developer <name>] [--out build/countersign-teams.zip]`. Validates first; writes nothing that Teams would refuse.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { fillManifest, type ManifestValues } from './fill-manifest.ts';
import { validateManifest } from './validate-manifest.ts';
import { zip } from './zip.ts';

const here = (name: string): URL => new URL(name, import.meta.url);

export interface TeamsApp {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly package: Buffer;
  readonly problems: readonly string[];
}

export async function buildTeamsApp(values: Omit<ManifestValues, 'version'>): Promise<TeamsApp> {
  const { version } = JSON.parse(await readFile(here('../package.json'), 'utf8')) as { readonly version: string };
  const [color, outline] = await Promise.all([readFile(here('color.png')), readFile(here('outline.png'))]);
  const manifest = fillManifest(await readFile(here('manifest.template.json'), 'utf8'), { ...values, version });
  const problems = await validateManifest(manifest, { color, outline });
  const entries = [
    { name: 'manifest.json', content: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
    { name: 'color.png', content: color },
    { name: 'outline.png', content: outline },
  ];
  return { manifest, package: zip(entries), problems };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      'bot-id': { type: 'string' },
      'app-id': { type: 'string' },
      'public-url': { type: 'string' },
      developer: { type: 'string', default: 'Countersign' },
      out: { type: 'string', default: 'build/countersign-teams.zip' },
    },
  });
  const { 'bot-id': botId, 'app-id': teamsAppId, 'public-url': publicUrl } = values;
  if (botId === undefined || teamsAppId === undefined || publicUrl === undefined) {
    process.stderr.write(
      'usage: --bot-id <guid> --app-id <guid> --public-url https://… [--developer <name>] [--out <file>]\n',
    );
    return 64;
  }
  const app = await buildTeamsApp({ botId, teamsAppId, publicUrl, developerName: values.developer });
  if (app.problems.length > 0) {
    process.stderr.write(`The manifest would be refused:\n${app.problems.map((problem) => `  ${problem}\n`).join('')}`);
    return 1;
  }
  await mkdir(dirname(values.out), { recursive: true });
  await writeFile(values.out, app.package);
  process.stdout.write(`${values.out}\n`);
  return 0;
}

if (import.meta.main) process.exitCode = await main();
