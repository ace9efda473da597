/** A person at a browser: the Playground in headless Chromium. Pictures go to build/screens, which git does not keep. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../../sandbox/teams/playground.ts';
import {
  playgroundConversations,
  playgroundPeople,
  playgroundTenantId,
} from '../../sandbox/teams/playground-config.ts';
import { type Harness, startHarness, testConfig } from '../support/bot-harness.ts';

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
  let harness: Harness;
  let playground: Playground;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    await mkdir(screens, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), 'countersign-playground-'));
    const { admin, approver, reader } = playgroundPeople;
    harness = await startHarness({
      config: {
        access: {
          tenantId: playgroundTenantId,
          readers: [reader.objectId],
          operators: [admin.objectId],
          approvers: [admin.objectId, approver.objectId],
        },
        conversations: { namesAllowed: [playgroundConversations.group] },
        bot: { ...testConfig().bot },
      },
    });
    playground = await startPlayground({ botUrl: `${harness.url}/api/messages`, folder, port: 0 });
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
    await harness?.close();
    await rm(folder, { recursive: true, force: true });
  });

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

  test('a person types preview, approves once with a double click, and opens the report', async () => {
    await type('preview');
    const approve = page.getByRole('button', { name: 'Approve' }).last();
    await approve.waitFor();
    await page.screenshot({ path: join(screens, 'playground-plan.png') });

    await approve.dblclick();
    await page.getByText('run-000001').first().waitFor();
    await page.screenshot({ path: join(screens, 'playground-result.png') });

    expect(harness.sync.runs).toHaveLength(1);
    await page.getByRole('button', { name: 'Download report' }).last().click();
    const link = page.getByRole('link', { name: 'Web page' }).last();
    await link.waitFor();
    await page.screenshot({ path: join(screens, 'playground-links.png') });
    const [report] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await report.getByRole('button', { name: 'Open the report' }).click();
    await report.getByText('run-000001').first().waitFor();
    await report.screenshot({ path: join(screens, 'playground-report.png') });
    expect(harness.sync.auditTrail.map((entry) => entry.what)).toContain('report-downloaded');
  });

  test('a second person who is no approver is refused politely, and nothing changes', async () => {
    await typeInGroup('preview');
    await expect.poll(async () => (await harness.store.cards.of('plan-000002')).length, { timeout: 10_000 }).toBe(1);
    const [posted] = await harness.store.cards.of('plan-000002');
    const details = await harness.sync.details('plan-000002');
    const fingerprint = 'plan' in details ? details.plan.fingerprint : '';

    const { body } = await playground.invokeAs(playgroundPeople.stranger, {
      conversationId: posted?.conversationId ?? '',
      replyToId: posted?.activityId ?? '',
      verb: 'approve',
      data: { planId: 'plan-000002', fingerprint },
    });

    expect(body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    expect(JSON.stringify(body)).toContain('You may not do this');
    expect(harness.sync.runs).toHaveLength(1);
    expect(await harness.sync.details('plan-000002')).toMatchObject({ plan: { state: 'proposed' } });
  });
});
