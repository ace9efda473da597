/** Makes the world of the demo: a made-up organisation on every side, a configuration for it, and what an earlier run remembers. */

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { Config } from '../../src/config/config.ts';
import type { Environment } from '../../src/config/environment.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { digest } from '../../src/sync/plan/fingerprint.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import { makeCertificate } from '../exchange/make-certificate.ts';
import { playgroundConversations, playgroundPeople, playgroundTenantId } from '../teams/playground-config.ts';
import { type WrittenWorld, writeWorld } from '../tenant/write-world.ts';
import { startZivverServer, type ZivverServer } from '../zivver/zivver-server.ts';
import type { DemoOptions, DemoSource } from './demo-options.ts';

export interface DemoWorld {
  readonly folder: string;
  readonly config: Config;
  readonly environment: Environment;
  readonly zivver: ZivverServer;
  readonly written: WrittenWorld;
}

export const environmentFile = 'demo.env';

export interface DemoWorldOptions extends Pick<DemoOptions, 'mailboxes' | 'seed' | 'language' | 'port'> {
  readonly folder: string;
  readonly source: DemoSource;
  /** Executable of PowerShell; needed for `exchange`. */
  readonly pwsh: string | null;
  /** Nothing synchronised yet, nothing remembered. */
  readonly firstRun?: boolean;
  /** Sections of countersign.yaml that differ from the demo's own. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Zivver itself allows 50 calls in 10 s; here nobody has to wait for it. */
export const demoRate = { calls: 500, perMs: 10_000 };

/** The folder is emptied first: every demo begins with the same world. */
export async function makeDemoWorld(options: DemoWorldOptions): Promise<DemoWorld> {
  const { folder } = options;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const written = await writeWorld({ ...options, takenAt: new Date().toISOString(), source: 'exchange' });
  const zivver = await startZivverServer({ world: written.world, rate: demoRate });
  try {
    return { ...(await configured(options, written, zivver)), folder, zivver, written };
  } catch (error) {
    await zivver.close();
    throw error;
  }
}

async function configured(options: DemoWorldOptions, written: WrittenWorld, zivver: ZivverServer) {
  const file = join(options.folder, 'countersign.yaml');
  await writeFile(file, configText(options, written, zivver));
  const secrets = {
    COUNTERSIGN_ZIVVER_API_KEY: zivver.apiKey,
    COUNTERSIGN_CERTIFICATE_PASSWORD: 'the stand-in has no certificate',
  };
  // For the console beside the demo: nothing here is a secret, the whole world is made up.
  const lines = Object.entries(secrets).map(([name, value]) => `${name}="${value}"\n`);
  await writeFile(join(options.folder, environmentFile), lines.join(''));
  const environment = { ...process.env, ...secrets };
  const { config } = loadConfig({ file, flags: {}, env: environment });
  await writeCertificate(options, secrets.COUNTERSIGN_CERTIFICATE_PASSWORD);
  if (options.firstRun !== true) await remember(config, written);
  return { config, environment };
}

function configText(options: DemoWorldOptions, written: WrittenWorld, zivver: ZivverServer): string {
  const { admin, approver, reader, operator } = playgroundPeople;
  const text = stringify({
    sources: [sourceOf(options, written)],
    target: {
      url: zivver.url,
      domains: written.world.domains,
      zivverOrganizationalUnit: 'domain',
      rate: { calls: demoRate.calls, per: `${demoRate.perMs / 1000}s` },
    },
    sync: { missing: 'retire' },
    approval: { secondPersonFor: ['destruction'] },
    access: {
      tenantId: playgroundTenantId,
      readers: [reader.objectId],
      operators: [admin.objectId, operator.objectId],
      approvers: [admin.objectId, approver.objectId],
    },
    conversations: { namesAllowed: Object.values(playgroundConversations) },
    store: { path: './countersign.sqlite' },
    bot: {
      authentication: 'none',
      host: '127.0.0.1',
      port: options.port,
      publicUrl: `http://127.0.0.1:${options.port === 0 ? 3978 : options.port}`,
    },
    language: options.language,
    ...options.settings,
  });
  return `# Written by the demo; made anew each time it starts.\n${text}`;
}

const organization = 'example.onmicrosoft.com';

function sourceOf({ source, pwsh }: DemoWorldOptions, written: WrittenWorld) {
  // One name for every way of reading it: the links of the earlier run belong to it.
  const name = 'exchange';
  if (source === 'spreadsheet') return { type: 'spreadsheet', name, file: './mailboxes.xlsx' };
  if (source === 'generated')
    return {
      type: 'recorded',
      name,
      file: './reading.json',
      recordedFrom: 'exchange-online-certificate',
      recordedPlace: organization,
    };
  return {
    type: 'exchange-online-certificate',
    name,
    certificateFile: './exchange.pfx',
    applicationId: '11111111-2222-3333-4444-555555555555',
    organization,
    powershell: {
      executable: pwsh ?? 'pwsh',
      standInModules: fileURLToPath(new URL('../exchange', import.meta.url)),
      standInEnvironment: { COUNTERSIGN_WORLD: written.worldFile },
    },
  };
}

/** Only real PowerShell can make one, and only real PowerShell looks into it. */
async function writeCertificate({ folder, pwsh }: DemoWorldOptions, password: string): Promise<void> {
  const file = join(folder, 'exchange.pfx');
  const yearMs = 365 * 24 * 3_600_000;
  const notBefore = new Date(Date.now() - 3_600_000);
  const notAfter = new Date(Date.now() + yearMs);
  if (pwsh !== null) await makeCertificate(pwsh, { file, password, notBefore, notAfter });
}

/** The earlier run: its links, and the reading that the next one is measured by. */
async function remember(config: Config, { world }: WrittenWorld): Promise<void> {
  const store = await openSqliteStore({ path: config.store.path });
  await store.links.save(world.links);
  const { scope } = config.policy;
  const takenAt = new Date().toISOString();
  await store.baselines.save({
    source: 'exchange',
    mailboxes: world.exchange.mailboxes.length,
    scopeDigest: digest(scope),
    takenAt,
  });
  await store.close();
}
