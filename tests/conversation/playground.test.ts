/** A person at a browser: the Playground in headless Chromium. Pictures go to build/screens, which git does not keep. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoWorld, makeDemoWorld } from '../../sandbox/demo/demo-world.ts';
import { type Playground, startPlayground } from '../../sandbox/teams/playground.ts';
import { playgroundPeople } from '../../sandbox/teams/playground-config.ts';
import type { Service } from '../../src/app/app.ts';
import { openService } from '../../src/app/open-service.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/sync/store/store.ts';

const chromiumPath = '/usr/bin/chromium';
const screens = 'build/screens';
const hasBrowser = existsSync(chromiumPath);
const lacking = hasBrowser ? '' : ` (skipped: no Chromium at ${chromiumPath})`;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe.runIf(hasBrowser || process.env['CI'] === 'true')(`in the Playground${lacking}`, () => {
  let world: DemoWorld;
  let service: Service;
  let store: Store;
  let playground: Playground;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    await mkdir(screens, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), 'countersign-playground-'));
    world = await makeDemoWorld({
      folder,
      source: 'generated',
      pwsh: null,
      mailboxes: 40,
      seed: 7,
      language: 'en',
      port: 0,
    });
    service = await openService({ config: world.config, environment: world.environment, version: 'test' });
    store = await openSqliteStore({ path: world.config.store.path });
    playground = await startPlayground({
      botUrl: `${service.url}/api/messages`,
      folder: join(folder, 'teams'),
      port: 0,
    });
    browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
    context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
    await context.route('**/*', (route) => {
      const { hostname } = new URL(route.request().url());
      return hostname === 'localhost' || hostname === '127.0.0.1' ? route.continue() : route.abort();
    });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(playground.url);
  });

  afterAll(async () => {
    await browser?.close();
    await playground?.close();
    await service?.close();
    await store?.close();
    await world?.zivver.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Counted from what reached Zivver, not from what we say about it. */
  const writes = () => world.zivver.journal().entries.filter(({ method }) => method !== 'GET');

  const compose = () => page.locator('div[role=textbox][contenteditable=true]').first();
  const send = () => page.getByRole('button', { name: 'Send Message' }).click();

  async function type(text: string): Promise<void> {
    await compose().click();
    await compose().pressSequentially(text);
    await send();
  }

  /** In a group the bot hears what mentions it. */
  async function typeInGroup(text: string): Promise<void> {
    await page.getByRole('treeitem', { name: 'Mail administration' }).click();
    await compose().click();
    await compose().pressSequentially('@Coun');
    await page.getByRole('menuitem', { name: 'Countersign' }).first().click();
    await compose().pressSequentially(` ${text}`);
    await send();
  }

  test('a second person who is no approver is refused politely, and nothing changes', async () => {
    await typeInGroup('preview');
    await page.getByRole('button', { name: 'Approve' }).last().waitFor();
    const [open] = await store.plans.open();
    const [posted] = await store.cards.of(open?.id ?? '');

    const { status, body } = await playground.invokeAs(playgroundPeople.stranger, {
      conversationId: posted?.conversationId ?? '',
      replyToId: posted?.activityId ?? '',
      verb: 'approve',
      data: { planId: open?.id, fingerprint: open?.fingerprint },
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    expect(JSON.stringify(body)).toContain('You may not do this');
    expect(writes()).toEqual([]);
    expect(await store.plans.get(open?.id ?? '')).toMatchObject({ state: 'proposed' });
  });

  test('a person types preview, approves once with a double click, and opens the report', async () => {
    await page.getByRole('treeitem', { name: 'Personal Chat' }).click();
    await type('preview');
    const approve = page.getByRole('button', { name: 'Approve' }).last();
    await approve.waitFor();
    await page.screenshot({ path: join(screens, 'playground-plan.png') });

    await approve.dblclick();
    await page
      .getByText(/run-[0-9a-z]{6}/)
      .last()
      .waitFor();
    await page.screenshot({ path: join(screens, 'playground-result.png') });
    const runs = await store.ledger.runs(10);
    const creates = writes().flatMap(({ effect }) =>
      effect?.kind === 'created' ? [String(effect.after?.['displayName'])] : [],
    );

    expect(runs).toHaveLength(1);
    expect(creates.length).toBeGreaterThan(0);
    expect(new Set(creates).size).toBe(creates.length);
    await page.getByRole('button', { name: 'Download report' }).last().click();
    const link = page.getByRole('link', { name: 'Web page' }).last();
    await link.waitFor();
    await page.screenshot({ path: join(screens, 'playground-links.png') });
    const [report] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await report.getByRole('button', { name: 'Open the report' }).click();
    await report
      .getByText(runs[0]?.fingerprint ?? '')
      .first()
      .waitFor();
    await report.screenshot({ path: join(screens, 'playground-report.png') });
    const audit = await store.audit.read(0, 10_000);
    expect(audit.map((entry) => entry.what)).toContain('report-downloaded');
  });

  test('the card in the group shows the result as well', async () => {
    const [run] = await store.ledger.runs(1);
    await page.getByRole('treeitem', { name: 'Mail administration' }).click();

    const shown = page.getByText(run?.id ?? '').last();
    await shown.waitFor();

    expect(await shown.isVisible()).toBe(true);
    await page.screenshot({ path: join(screens, 'playground-group.png') });
  });

  test('a second preview finds nothing to do and writes nothing', async () => {
    const before = writes().length;
    await page.getByRole('treeitem', { name: 'Personal Chat' }).click();

    await type('preview');
    await page
      .getByText(/nothing to do|needs? no change|equal/i)
      .last()
      .waitFor();

    await page.screenshot({ path: join(screens, 'playground-nothing.png') });
    expect(writes()).toHaveLength(before);
    expect(await store.plans.open()).toEqual([]);
  });
});
