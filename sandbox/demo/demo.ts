/** `npm run demo`: the world in the box, the real bot, the main job in the terminal, then a Teams in your own browser. */

import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { openService } from '../../src/app/open-service.ts';
import { findPwsh } from '../powershell/find-pwsh.ts';
import { hasPlayground, startPlayground } from '../teams/playground.ts';
import { claimFolder, portOrAny } from './demo-folder.ts';
import { type DemoOptions, type DemoSource, demoUsage, readDemoOptions } from './demo-options.ts';
import { demoRate, environmentFile, makeDemoWorld } from './demo-world.ts';
import { play } from './play.ts';

const build = fileURLToPath(new URL('../../build', import.meta.url));

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
  const options = readDemoOptions(process.argv.slice(2));
  if ('mistake' in options) {
    if (options.mistake !== '') process.stderr.write(`${options.mistake}\n\n`);
    process.stderr.write(demoUsage);
    process.exitCode = options.mistake === '' ? 0 : 64;
    return;
  }
  const closing: (() => Promise<void>)[] = [];
  try {
    await demo(options, closing);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(
      `The demo did not come to its end: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
  for (const close of closing.toReversed()) await close();
}

async function demo(options: DemoOptions, closing: (() => Promise<void>)[]): Promise<void> {
  say(styleText('bold', '\nCountersign: see the change, sign it, have exactly that applied\n'));
  const { source, pwsh, sentence } = await chooseSource(options.source);
  const folder = await claimFolder(build);
  const port = await portOrAny(options.port);
  const world = await makeDemoWorld({ ...options, port, folder, source, pwsh });
  closing.push(() => world.zivver.close());
  const { exchange, zivver } = world.written.world;
  say(
    `  Organisation   ${exchange.mailboxes.length} mailboxes, ${zivver.users.length} people and ${zivver.groups.length} functional accounts in Zivver, all made up`,
  );
  say(`  Source         ${sentence}`);
  say(`  Zivver         ${world.zivver.url}, ${demoRate.calls} calls in ${demoRate.perMs / 1000} s (the real one: 50)`);
  const service = await openService({
    config: world.config,
    environment: world.environment,
    version: 'demo',
    logLevel: 'warn',
  });
  closing.push(() => service.close());
  say(`  Bot            ${service.url}/api/messages`);
  if (!options.exit) closing.push(await openPlayground(options, service.url, folder));
  say('');
  const played = await play({
    botUrl: service.url,
    folder,
    zivver: world.zivver,
    say,
    stepMs: 60_000 + options.mailboxes * 60,
  });
  say(styleText('bold', 'All of it happened.'));
  say(`  ${played.writes} writes reached Zivver, each signed by a person.`);
  say(`  Report         ${relative(process.cwd(), played.reportFile)}`);
  const [env, config] = [environmentFile, 'countersign.yaml'].map((file) =>
    relative(process.cwd(), join(folder, file)),
  );
  say(`  Console        node --env-file=${env} bin/countersign.js history --config ${config}`);
  if (!options.exit) await untilStopped();
}

async function openPlayground(options: DemoOptions, botUrl: string, folder: string): Promise<() => Promise<void>> {
  if (!(await hasPlayground())) {
    say('  Teams          the Playground is not installed (npm ci brings it)');
    return async () => {};
  }
  const playground = await startPlayground({
    botUrl: `${botUrl}/api/messages`,
    folder: join(folder, 'playground'),
    port: await portOrAny(options.playgroundPort),
  });
  say(`  Teams          ${playground.url}  ← open it in your browser and type “preview”`);
  return () => playground.close();
}

async function chooseSource(
  wanted: DemoSource | null,
): Promise<{ source: DemoSource; pwsh: string | null; sentence: string }> {
  if (wanted === 'generated') return { source: wanted, pwsh: null, sentence: 'generated, read without PowerShell' };
  if (wanted === 'spreadsheet') return { source: wanted, pwsh: null, sentence: 'the workbook mailboxes.xlsx' };
  const found = await findPwsh();
  if (found.found)
    return {
      source: 'exchange',
      pwsh: found.executable,
      sentence: `Exchange through PowerShell (${found.executable})`,
    };
  if (wanted === 'exchange') throw new Error(`--source exchange needs PowerShell: ${found.reason}`);
  return { source: 'generated', pwsh: null, sentence: `generated; PowerShell is not here (${found.reason})` };
}

async function untilStopped(): Promise<void> {
  say('\nThe world stays up. Press Ctrl+C to end it.');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

await main();
