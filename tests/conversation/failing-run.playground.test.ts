/** A run in which much goes wrong, at a browser: what the result card says must be enough to act on. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeDemoWorld } from '../../sandbox/demo/demo-world.ts';
import { startPlayground } from '../../sandbox/teams/playground.ts';
import { openService } from '../../src/app/open-service.ts';
import { openSqliteStore } from '../../src/sync/store/sqlite/open-sqlite-store.ts';
import { type Texts, textsFor } from '../../src/texts/texts.ts';
import { type FailureKind, failureKinds, makeFail } from '../support/failing-run.ts';
import { chromiumPath, openBrowser, openChat, type } from '../support/playground-chat.ts';

const screens = 'build/screens';
const hasBrowser = existsSync(chromiumPath);
const lacking = hasBrowser ? '' : ` (skipped: no Chromium at ${chromiumPath})`;

/** What the card must tell a mail administrator of each kind: what to do about it. */
function remedyOf(kind: FailureKind, texts: Texts): string {
  const { problemsTarget, plan } = texts;
  const remedies = {
    'alias-taken': problemsTarget['target-alias-taken'].solution,
    'alias-guest': problemsTarget['target-alias-guest'].solution,
    'foreign-domain': problemsTarget['target-address-taken'].solution,
    'unknown-unit': problemsTarget['target-unknown-ou'].solution,
    'changed-meanwhile': plan.outcomes.codes['changed-meanwhile'].what,
    'account-gone': plan.outcomes.codes['account-gone'].what,
    'silent-loss': plan.outcomes.codes.lost.remedy,
  };
  return remedies[kind];
}

describe.runIf(hasBrowser || process.env['CI'] === 'true')(`a run with failures of many kinds${lacking}`, () => {
  test.each(['en', 'nl'] as const)(
    'ends in a result card that says of each what happened, why, and what to do: %s',
    async (language) => {
      const { page, plan, victims } = await failedRun(language);

      const card = await page.locator('.ac-adaptiveCard').last().innerText();

      await page.setViewportSize({ width: 1280, height: 3600 });
      await page
        .locator('.ac-adaptiveCard')
        .last()
        .screenshot({ path: join(screens, `failing-run-${language}.png`) });
      await page.setViewportSize({ width: 460, height: 3600 });
      await page
        .locator('.ac-adaptiveCard')
        .last()
        .screenshot({ path: join(screens, `failing-run-narrow-${language}.png`) });
      const texts = textsFor(language);
      for (const kind of failureKinds) {
        expect(card).toContain(victims.get(kind));
        expect(card).toContain(remedyOf(kind, texts));
      }
      expect(card).toContain(plan.id);
    },
    60_000,
  );
});

async function failedRun(language: 'en' | 'nl') {
  await mkdir(screens, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'countersign-failing-'));
  const more = { source: 'generated', pwsh: null, mailboxes: 40, seed: 7, port: 0 } as const;
  const world = await makeDemoWorld({ folder, language, ...more });
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
  const approve = page.getByRole('button', { name: textsFor(language).cards.buttons.approve, exact: true }).last();
  await approve.waitFor();
  const [open] = await store.plans.open();
  const plan = await store.plans.get(open?.id ?? '');
  if (plan === undefined) throw new Error('there is no plan');
  const victims = makeFail(plan, world.zivver);
  await approve.click();
  await page
    .getByText(/run-[0-9a-z]{6}/)
    .last()
    .waitFor({ timeout: 40_000 });
  return { page, plan, victims };
}
