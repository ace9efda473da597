import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = resolve(import.meta.dirname, '../../..');
const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: { name: string }[];
};

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

function cruise(folder: string): Violation[] {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

/** Rule → the file that breaks it and what that file imports. */
const planted: Record<string, readonly [file: string, imported: string, type?: 'type']> = {
  'no-cycles': ['src/sync/plan/here.ts', 'src/sync/plan/there.ts'],
  'not-resolvable': ['src/cli/lost.ts', 'src/cli/nowhere.ts'],
  'src-stands-alone': ['src/cli/leaning.ts', 'sandbox/world.ts'],
  'no-development-packages': ['src/cli/developing.ts', 'vitest'],
  'errors-is-a-leaf': ['src/errors.ts', 'src/platform/clock.ts'],
  'texts-are-a-leaf': ['src/texts/words.ts', 'src/platform/clock.ts'],
  'platform-knows-no-domain': ['src/platform/knowing.ts', 'src/sync/model/plan.ts'],
  'model-is-pure': ['src/sync/model/reading.ts', 'node:fs'],
  'plan-is-pure': ['src/sync/plan/clocked.ts', 'src/platform/clock.ts'],
  'crypto-in-fingerprint': ['src/sync/plan/random.ts', 'node:crypto'],
  'approve-apply-use-ports': ['src/sync/apply/direct.ts', 'src/sync/target/zivver/client.ts'],
  'cards-are-pure': ['src/cards/acting.ts', 'src/platform/clock.ts'],
  'one-door-to-sync': ['src/bot/shortcut.ts', 'src/sync/plan/there.ts'],
  'store-port-as-type': ['src/bot/storing.ts', 'src/sync/store/store.ts'],
  'texts-for-people-only': ['src/sync/apply/speaking.ts', 'src/texts/words.ts'],
  'app-is-the-root': ['src/http/composing.ts', 'src/app/create-app.ts'],
  'adapters-are-apart': ['src/sync/source/exchange/neighbour.ts', 'src/sync/source/spreadsheet/read.ts'],
  'adapters-are-composed-in-app': ['src/sync/preview.ts', 'src/sync/store/sqlite/open.ts'],
  'environment-in-config': ['src/sync/configured.ts', 'src/config/config.ts'],
  'botbuilder-stays': ['src/http/botbuilder.ts', 'botbuilder'],
  'restify-stays': ['src/bot/restify.ts', 'restify'],
  'msal-node-stays': ['src/bot/msal.ts', '@azure/msal-node'],
  'undici-stays': ['src/bot/undici.ts', 'undici'],
  'node-powershell-stays': ['src/app/powershell.ts', 'node-powershell'],
  'better-sqlite3-stays': ['src/app/sqlite.ts', 'better-sqlite3'],
  'kysely-stays': ['src/app/kysely.ts', 'kysely'],
  'commander-stays': ['src/app/commander.ts', 'commander'],
  'yaml-stays': ['src/app/yaml.ts', 'yaml'],
  'adaptivecards-templating-stays': ['src/bot/templating.ts', 'adaptivecards-templating'],
};

/** A copy of the project's shape in which every file exists that a violation needs. */
function plant(): string {
  const folder = temporaryFolder();
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    copyFileSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const files = new Map<string, string>([['src/sync/plan/there.ts', "import '../plan/here.ts';\n"]]);
  for (const [file, imported] of Object.values(planted)) {
    if (/^(src|sandbox)\//.test(imported) && imported !== 'src/cli/nowhere.ts' && !files.has(imported))
      files.set(imported, 'export const thing = 1;\n');
    const specifier = /^(src|sandbox)\//.test(imported)
      ? `${'../'.repeat(dirname(file).split('/').length)}${imported}`
      : imported;
    files.set(file, `import '${specifier}';\n`);
  }
  for (const [file, content] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
}

it('every import rule reports the violation that is planted for it', () => {
  const violations = cruise(plant());

  const reported = Object.entries(planted).filter(([rule, [file]]) =>
    violations.some((violation) => violation.rule.name === rule && violation.from === file),
  );
  expect(reported.map(([rule]) => rule)).toEqual(Object.keys(planted));
  expect(Object.keys(planted).sort()).toEqual(config.forbidden.map(({ name }) => name).sort());
});

it('the sources break no import rule', () => {
  const violations = cruise(root);

  expect(violations.map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([]);
});
