/** A run that waits for Zivver, at a browser: who looks at it sees what goes on by itself, and what may be done about it. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeDemoWorld } from '../../sandbox/demo/demo-world.ts';
import { startPlayground } from '../../sandbox/teams/playground.ts';
import { openService } from '../../src/app/open-service.ts';
import { textsFor } from '../../src/texts/texts.ts';
import { chromiumPath, openBrowser, openChat, type } from '../support/playground-chat.ts';

const screens = 'build/screens';
const hasBrowser = existsSync(chromiumPath);
const lacking = hasBrowser ? '' : ` (skipped: no Chromium at ${chromiumPath})`;
const { buttons } = textsFor('en').cards;

describe.runIf(hasBrowser || process.env['CI'] === 'true')(`a run that waits for Zivver${lacking}`, () => {
  test('offers to stop it and not to undo it; a preview waits with it; what was stopped is for people to resume', async () => {
    const page = await waitingRun();
    const cards = page.locator('.ac-adaptiveCard');
    const waits = cards.filter({ hasText: 'waiting for Zivver' }).first();
    const offered = async () => await waits.getByRole('button').allInnerTexts();

    const whileItWaits = await offered();
    await waits.screenshot({ path: join(screens, 'run-that-waits.png') });
    await type(page, 'preview');
    const looking = cards.filter({ hasText: 'Told to wait until' }).last();
    await looking.waitFor();
    await looking.screenshot({ path: join(screens, 'preview-that-waits.png') });
    await waits.getByRole('button', { name: buttons.stop, exact: true }).click();
    const stopped = cards.filter({ hasText: 'then stopped' }).first();
    await stopped.waitFor();
    const afterwards = await stopped.getByRole('button').allInnerTexts();
    await stopped.screenshot({ path: join(screens, 'run-that-waited-stopped.png') });

    expect(whileItWaits).toContain(buttons.stop);
    expect(whileItWaits).not.toContain(buttons.undo);
    expect(afterwards).toContain(buttons.resume);
    expect(afterwards).not.toContain(buttons.stop);
  }, 60_000);
});

/** Zivver takes a few changes, then none for ten minutes. */
async function waitingRun() {
  await mkdir(screens, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'countersign-waiting-'));
  const more = { source: 'generated', pwsh: null, mailboxes: 40, seed: 7, port: 0 } as const;
  const world = await makeDemoWorld({ folder, language: 'en', ...more });
  const service = await openService({ config: world.config, environment: world.environment, version: 'test' });
  const botUrl = `${service.url}/api/messages`;
  const playground = await startPlayground({ botUrl, folder: join(folder, 'teams'), port: 0 });
  const browser = await openBrowser();
  onTestFinished(async () => {
    await browser.close();
    await playground.close();
    await service.close();
    await world.zivver.close();
    await rm(folder, { recursive: true, force: true });
  });
  const page = await openChat(await browser.newPage({ viewport: { width: 1280, height: 2400 } }), playground.url);
  await type(page, 'preview');
  const approve = page.getByRole('button', { name: buttons.approve, exact: true }).last();
  await approve.waitFor();
  const headers = { 'Retry-After': '600' };
  world.zivver.addFault({ kind: 'status', status: 503, headers, match: { method: 'PUT' }, skip: 3 });
  await approve.click();
  await page.getByText('waiting for Zivver').first().waitFor({ timeout: 40_000 });
  return page;
}
