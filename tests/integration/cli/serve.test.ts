import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Office, openOffice, runConsole } from '../../support/console.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice('bot: { authentication: none }\n');
});

afterEach(async () => {
  await office.close();
  rmSync(office.folder, { recursive: true, force: true });
});

it('serve listens, answers /health, and ends when it is told to stop', async () => {
  const stop = new AbortController();
  const listening = Promise.withResolvers<string>();
  const onTalk = (text: string) => {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (url !== undefined) listening.resolve(url);
  };
  const env = { COUNTERSIGN_ZIVVER_API_KEY: office.zivver.apiKey };

  const served = runConsole(['serve', '--port', '0', '--config', office.configFile], {
    env,
    signal: stop.signal,
    onTalk,
  });
  const response = await fetch(`${await listening.promise}/health`);
  stop.abort();

  expect(response.status).toBe(200);
  expect((await served).code).toBe(0);
});
