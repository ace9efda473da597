/** The API key is the most powerful secret there is here. Everything that is written or said is searched for it. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startConnectorStub } from '../../../sandbox/teams/connector-stub.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { type Office, openOffice, type Said } from '../../support/console.ts';

const program = join(import.meta.dirname, '../../../bin/countersign.js');

let office: Office;
const heard: string[] = [];

beforeEach(async () => {
  heard.length = 0;
  office = await openOffice('bot: { authentication: none }\n');
});
afterEach(async () => {
  await office.close();
  rmSync(office.folder, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<Said> {
  const said = await office.run(...args);
  heard.push(said.out, said.talk);
  return said;
}

/** Every byte below the folder of the office: store, its log, reports, backups; but for the sandbox's own world. */
function bytesOnDisk(folder = office.folder): string {
  return readdirSync(folder)
    .filter((name) => name !== 'zivver.json')
    .map((name) => join(folder, name))
    .map((path) => (statSync(path).isDirectory() ? bytesOnDisk(path) : readFileSync(path).toString('latin1')))
    .join('\n');
}

/** As it is, and as it would stand in a header, a URL, base64 or hex. */
function formsOf(key: string): readonly string[] {
  const bytes = Buffer.from(key);
  return [key, encodeURIComponent(key), bytes.toString('base64').replaceAll('=', ''), bytes.toString('hex')];
}

function expectNoKey(): void {
  const everything = [...heard, bytesOnDisk()].join('\n');
  for (const form of formsOf(office.zivver.apiKey)) expect(everything.includes(form)).toBe(false);
}

describe('the API key is nowhere', () => {
  it('after a whole road on the console: answers, JSON, reports, backup, store', async () => {
    const { plan } = JSON.parse((await run('preview', '--json')).out);
    await run('approve', plan.id, '--as', 'Ben', '--fingerprint', plan.fingerprint.slice(0, 12));
    const applied = await run('apply', plan.id, '--as', 'Ben');
    for (const format of ['html', 'csv', 'json']) {
      await run('report', '--format', format, '--out', join(office.folder, `report.${format}`));
    }
    await run('status', '--json');
    await run('history');
    await run('backup', join(office.folder, 'backup.sqlite'));

    expect(applied.code).toBe(0);
    expect(readdirSync(office.folder)).toEqual(expect.arrayContaining(['report.html', 'backup.sqlite']));
    expectNoKey();
  });

  it.each([
    ['refuses it and repeats it', { status: 401, body: (key: string) => `Bearer ${key} is not valid` }],
    ['says it in a refusal', { status: 400, body: (key: string) => `Error for token ${key}: externalId` }],
    ['says it while it does not work', { status: 503, body: (key: string) => `<html>${key}</html>` }],
  ])('when Zivver %s', async (_, { status, body }) => {
    const { plan } = JSON.parse((await run('preview', '--json')).out);
    await run('approve', plan.id, '--as', 'Ben', '--fingerprint', plan.fingerprint.slice(0, 12));
    const said = body(office.zivver.apiKey);
    office.zivver.addFault({ kind: 'status', status, body: said, times: 3, match: { method: 'POST' } });

    await run('apply', plan.id, '--as', 'Ben', '--json');
    office.zivver.addFault({ kind: 'status', status, body: said, times: null });
    const failed = await run('preview', '--json');

    expect(failed.code).toBe(1);
    expectNoKey();
  });

  it('when Zivver cannot be reached', async () => {
    const { code } = await run('status', '--json');
    await office.zivver.close();
    const failed = await run('preview');

    expect([code, failed.code]).toEqual([0, 1]);
    expectNoKey();
  });

  it('in the log of a server, in its cards, and in its configuration when that is printed', async () => {
    const connector = await startConnectorStub();
    const env = { ...process.env, COUNTERSIGN_ZIVVER_API_KEY: office.zivver.apiKey };
    office.zivver.addFault({ kind: 'status', status: 500, body: office.zivver.apiKey, times: null });
    const server = spawn(process.execPath, [program, 'serve', '--port', '0', '--config', office.configFile], { env });
    const ended = once(server, 'exit');
    for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => heard.push(String(chunk)));
    onTestFinished(() => void server.kill('SIGKILL'));
    const url = await hear(/http:\/\/127\.0\.0\.1:\d+/);

    await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(messageTo(connector.url)),
    });
    server.kill('SIGTERM');
    await ended;
    const { config } = loadConfig({ file: office.configFile, flags: {}, env });
    heard.push(inspect(config, { depth: 10, showHidden: true }), JSON.stringify(config));
    heard.push(JSON.stringify(connector.messages));
    await connector.close();

    expect(heard.join('')).toContain('"message":"listening"');
    expectNoKey();
  });
});

async function hear(what: RegExp): Promise<string> {
  for (;;) {
    const found = what.exec(heard.join(''))?.[0];
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function messageTo(serviceUrl: string) {
  return {
    type: 'message',
    id: 'said',
    text: 'preview',
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:ann', name: 'ann', aadObjectId: 'bbbbbbbb-0000-4000-8000-000000000001' },
    recipient: { id: '28:bot', name: 'Countersign' },
    conversation: {
      id: 'personal-ann',
      conversationType: 'personal',
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000001',
    },
  };
}
