/**
 * Makes the Teams app package: `npm run manifest -- --bot-id <guid> --app-id <guid> --public-url https://…`. Validates
 * first; writes nothing that Teams would refuse.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { fillManifest, type ManifestValues } from './fill-manifest.ts';
import { validateManifest } from './validate-manifest.ts';
import { zip } from './zip.ts';

const usage = `usage: build-manifest --bot-id <guid> --app-id <guid> --public-url https://…
         [--website <url>] [--privacy <url>] [--terms <url>] [--developer <name>] [--out <file>]
`;

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
      website: { type: 'string' },
      privacy: { type: 'string' },
      terms: { type: 'string' },
      developer: { type: 'string', default: 'Countersign' },
      out: { type: 'string', default: 'build/countersign-teams.zip' },
    },
  });
  const { 'bot-id': botId, 'app-id': teamsAppId, 'public-url': publicUrl, developer: developerName } = values;
  if (botId === undefined || teamsAppId === undefined || publicUrl === undefined) {
    process.stderr.write(usage);
    return 64;
  }
  const { website: websiteUrl = publicUrl, privacy: privacyUrl = publicUrl, terms: termsUrl = publicUrl } = values;
  const app = await buildTeamsApp({ botId, teamsAppId, publicUrl, developerName, websiteUrl, privacyUrl, termsUrl });
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
