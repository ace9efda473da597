/** A person at a browser in front of the Playground: opens the chat with the bot, and types. */

import { chromium, type Page } from 'playwright-core';

export const chromiumPath = '/usr/bin/chromium';

export async function openBrowser() {
  return await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** The personal chat. Nothing outside this machine is asked for. */
export async function openChat(page: Page, url: string): Promise<Page> {
  await page.route('**/*', (route) => {
    const { hostname } = new URL(route.request().url());
    return hostname === 'localhost' || hostname === '127.0.0.1' ? route.continue() : route.abort();
  });
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  await page.getByRole('treeitem', { name: 'Personal Chat' }).click();
  return page;
}

export async function type(page: Page, text: string): Promise<void> {
  const compose = page.locator('div[role=textbox][contenteditable=true]').first();
  await compose.click();
  await compose.pressSequentially(text);
  await page.getByRole('button', { name: 'Send Message' }).click();
}
