/** What the planner says, at a browser: findings of many kinds, a first run of 3,000 accounts, explanations of a mailbox and a person. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type DemoWorldOptions, makeDemoWorld } from '../../sandbox/demo/demo-world.ts';
import { startPlayground } from '../../sandbox/teams/playground.ts';
import { openService } from '../../src/app/open-service.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import { textsFor } from '../../src/texts/texts.ts';
import { chromiumPath, openBrowser, openChat, type } from '../support/playground-chat.ts';

const screens = 'build/screens';
const hasBrowser = existsSync(chromiumPath);
const lacking = hasBrowser ? '' : ` (skipped: no Chromium at ${chromiumPath})`;
const texts = textsFor('en');
const widths = [
  ['-narrow', 460],
  ['', 1280],
] as const;

/** Limits and lists under which the ordinary made-up world trips over much that it would pass. */
const touchy = {
  mailboxes: { filter: { exclude: 'printer OR "nobody has this"' } },
  guards: {
    creates: { absolute: 2, percent: 1, floor: 1 },
    access: { absolute: 2, percent: 1, floor: 1 },
    sensitiveMailboxes: 'a',
  },
};

describe.runIf(hasBrowser || process.env['CI'] === 'true')(`cards of the planner in the Playground${lacking}`, () => {
  test('a plan with findings of many kinds says each of them in words', async () => {
    const { page, plan } = await previewed({ mailboxes: 200, seed: 7, settings: touchy });

    const text = await picture(page, 'findings');

    const { findings } = plan.content;
    expect(new Set(findings.map(({ code }) => code)).size).toBeGreaterThanOrEqual(20);
    expect([...new Set(findings.map(({ effect }) => effect))]).toEqual(['block', 'withhold', 'warn', 'info']);
    for (const { code, number, limit, params } of findings)
      expect(text).toContain(texts.plan.findings[code].sentence({ number, limit, params }));
  }, 60_000);

  test('a first run of 3,000 mailboxes fits on one card that a person can judge', async () => {
    const { page, plan } = await previewed({ mailboxes: 3_000, seed: 3, firstRun: true });

    const text = await picture(page, 'first-run');

    const { overview } = texts.parts;
    const creates = plan.content.mutations.filter(({ kind }) => kind === 'create').length;
    expect(creates).toBeGreaterThan(2_500);
    expect(text).toContain(texts.plan.kinds.create.count(creates));
    expect(text).toContain(overview.domains);
    expect(text).toContain(overview.samples);
    expect(text).toContain('First 25 only');
  }, 120_000);

  test('explain tells why: of a mailbox that would change, one that is held back, a person, and nobody', async () => {
    const { page, plan } = await previewed({ mailboxes: 60, seed: 7 });
    const { mutations, findings } = plan.content;
    const granted = mutations.find(({ kind, account }) => kind === 'grant' && account.id !== null);
    const held = findings.find(({ code }) => code === 'delegates-unresolved' || code === 'dangling-members');
    const { heading } = texts.explain;

    await type(page, `explain ${granted?.account.address}`);
    await page.getByText(heading.proposed('')).last().waitFor();
    expect(await picture(page, 'explain-proposed')).toContain(granted?.person?.name);

    await type(page, `explain ${held?.addresses[0]}`);
    await page.getByText(heading.notProposed('')).last().waitFor();
    expect(await picture(page, 'explain-held-back')).toContain(texts.plan.findings[held?.code ?? 'muted'].remedy);

    await type(page, `explain ${granted?.person?.address}`);
    await page.getByText(heading.person(granted?.person?.name ?? '')).waitFor();
    expect(await picture(page, 'explain-person')).toContain(granted?.account.address);

    await type(page, 'explain nobody@example.nl');
    await page.getByText(heading.nothing('nobody@example.nl')).waitFor();
    expect(await picture(page, 'explain-nobody')).toContain(texts.explain.nothing);
  }, 60_000);
});

/** A chat in which `preview` was answered with a plan. */
async function previewed(options: Pick<DemoWorldOptions, 'mailboxes' | 'seed' | 'firstRun' | 'settings'>) {
  await mkdir(screens, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'countersign-planner-'));
  const world = await makeDemoWorld({ folder, language: 'en', source: 'generated', pwsh: null, port: 0, ...options });
  const service = await openService({ config: world.config, environment: world.environment, version: 'test' });
  const store = await openSqliteStore({ path: world.config.store.path });
  const botUrl = `${service.url}/api/messages`;
  const playground = await startPlayground({ botUrl, folder: join(folder, 'teams'), port: 0 });
  const browser = await openBrowser();
  onTestFinished(async () => {
    await browser.close();
    await playground.close();
    await service.close();
    await store.close();
    await world.zivver.close();
    await rm(folder, { recursive: true, force: true });
  });
  const page = await openChat(await browser.newPage({ viewport: { width: 1280, height: 1400 } }), playground.url);
  await type(page, 'preview');
  await page
    .getByText(/plan-[0-9a-z]{6}/)
    .last()
    .waitFor({ timeout: 60_000 });
  const [open] = await store.plans.open();
  const plan = await store.plans.get(open?.id ?? '');
  if (plan === undefined) throw new Error('there is no plan');
  return { page, plan };
}

/** Of the newest card, as wide as it can get and as narrow as a telephone. @returns what it says */
async function picture(page: Page, name: string): Promise<string> {
  const card = page.locator('.ac-adaptiveCard').last();
  for (const [suffix, width] of widths) {
    await page.setViewportSize({ width, height: 5_000 });
    await card.screenshot({ path: join(screens, `${name}${suffix}.png`) });
  }
  return card.innerText();
}
