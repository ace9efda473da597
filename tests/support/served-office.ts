/**
 * `countersign serve` as a process of its own, on loopback: a table of shared mailboxes, a Zivver of the sandbox, and a
 * Teams that outlives the process. Calls to Zivver take a while, so that there is a middle in which to end the process.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { buttonOf, openTerminalTeams, type TerminalTeams } from '../../sandbox/demo/terminal-teams.ts';
import {
  playgroundConversations,
  playgroundPeople,
  playgroundTenantId,
} from '../../sandbox/teams/playground-config.ts';
import { startZivverServer, type ZivverServer } from '../../sandbox/zivver/zivver-server.ts';
import { person } from './build.ts';
import { type Program, type ProgramEnd, startProgram } from './real-program.ts';
import { scimWorldOf } from './scim-of-seed.ts';
import { anAccount, emptySeed, type TargetSeed, uuid } from './target-seed.ts';
import { temporaryFolder } from './temporary-folder.ts';

const created = 18;
const renamed = 6;
/** Everything comes to this: one account made and filled for each new mailbox, one changed for each known one. */
export const effectsInAll = 2 * created + renamed;

/** Longest wait for a state: the machine may be busy. Nothing is asserted about how long it took. */
export const patience = 180_000;

export interface ServedOffice {
  readonly zivver: ZivverServer;
  readonly storeFile: string;
  /** Cards come here whichever process sends them. */
  readonly teams: TerminalTeams;
  /** The process that was started first. */
  readonly first: Program;
  serveAgain(): Promise<Program>;
  /** A command of the console beside it. */
  run(...args: readonly string[]): Promise<ProgramEnd>;
}

export async function servedOffice(): Promise<ServedOffice> {
  const folder = temporaryFolder();
  const zivver = await startZivverServer({ world: scimWorldOf(seed()), rate: null });
  onTestFinished(() => zivver.close());
  for (const method of ['POST', 'PUT'] as const)
    zivver.addFault({ kind: 'latency', ms: 400, match: { method }, times: null });
  const config = ['--config', join(folder, 'countersign.yaml')];
  writeFileSync(config[1] ?? '', configuration(zivver.url));
  writeFileSync(join(folder, 'mailboxes.csv'), table());
  const env = { COUNTERSIGN_ZIVVER_API_KEY: zivver.apiKey };
  const first = await served(config, env);
  const teams = await openTerminalTeams(first.url);
  onTestFinished(() => teams.close());
  return {
    zivver,
    storeFile: join(folder, 'data/countersign.sqlite'),
    teams,
    first: first.program,
    serveAgain: async () => (await served(config, env)).program,
    run: async (...args) => await startProgram([...args, ...config], env).ended,
  };
}

/** From “preview” through the click on Approve, and until so many changes have reached Zivver. */
export async function approvedAndAt(effects: number, { teams, zivver }: ServedOffice): Promise<void> {
  const { admin, approver } = playgroundPeople;
  await teams.say(admin, 'preview');
  await teams.waitUntil((card) => buttonOf(card, 'approve') !== undefined, patience);
  await teams.click(approver, 'approve');
  await expect
    .poll(() => zivver.journal().effects, { timeout: patience, interval: 10 })
    .toBeGreaterThanOrEqual(effects);
}

async function served(config: readonly string[], env: Readonly<Record<string, string>>) {
  const program = startProgram(['serve', ...config], env);
  const listening = () => /http:\/\/127\.0\.0\.1:\d+/.exec(program.printed())?.[0];
  await expect.poll(listening, { timeout: patience }).toBeDefined();
  return { program, url: listening() ?? '' };
}

function seed(): TargetSeed {
  return {
    ...emptySeed,
    people: [person('ann', { id: uuid(101) }), person('bob', { id: uuid(102) })],
    accounts: numbers(renamed).map((number) =>
      anAccount({ id: uuid(number), address: `known-${number}@example.nl`, members: [uuid(101)] }),
    ),
  };
}

function table(): string {
  const row = (name: string, delegate: string) =>
    `${name},Mailbox ${name},${name}@example.nl,,${delegate}@example.nl\n`;
  return `id,display name,address,aliases,delegates\n${[
    ...numbers(created).map((number) => row(`new-${number}`, 'bob')),
    ...numbers(renamed).map((number) => row(`known-${number}`, 'ann')),
  ].join('')}`;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function configuration(url: string): string {
  const { admin, approver } = playgroundPeople;
  // JSON is YAML.
  return JSON.stringify({
    sources: [{ type: 'spreadsheet', file: 'mailboxes.csv' }],
    target: { url, domains: ['example.nl'], rate: { calls: 500, per: '10s' } },
    access: {
      tenantId: playgroundTenantId,
      operators: [admin.objectId],
      approvers: [admin.objectId, approver.objectId],
    },
    conversations: { namesAllowed: Object.values(playgroundConversations) },
    bot: { authentication: 'none', host: '127.0.0.1', port: 0 },
  });
}
