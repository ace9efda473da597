/**
 * Draws every card with the reference renderer in headless Chromium, in Teams-like colours, wide and narrow, in both
 * languages: pictures for people to look at, in build/cards/. Run: `node tests/support/render-cards.ts [part of a name]`.
 */

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { contextIn, exampleCards } from './example-cards.ts';
import { teamsHostConfig, teamsStyle } from './teams-look.ts';

const widths = { wide: 1280, narrow: 460 } as const;
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const wanted = process.argv[2] ?? '';
const folder = new URL('../../build/cards/', import.meta.url);

mkdirSync(folder, { recursive: true });
const require = createRequire(import.meta.url);
const scripts = ['adaptivecards/dist/adaptivecards.js', 'markdown-it/dist/markdown-it.js'].map((path) =>
  readFileSync(require.resolve(path), 'utf8'),
);

const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
for (const [size, width] of Object.entries(widths)) {
  const page = await browser.newPage({ viewport: { width, height: 600 }, deviceScaleFactor: 1 });
  await page.route('**/*', (route) => route.abort());
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>${teamsStyle}</style><div id="card"></div>`);
  for (const content of scripts) await page.addScriptTag({ content });
  for (const [name, card] of allCards()) {
    await page.evaluate(drawCard, { card, hostConfig: teamsHostConfig });
    await page.screenshot({ path: new URL(`${name}-${size}.png`, folder).pathname, fullPage: true });
  }
  await page.close();
}
await browser.close();

function allCards(): readonly (readonly [string, unknown])[] {
  const named = (['en', 'nl'] as const).flatMap((language) => [
    ...Object.entries(exampleCards(contextIn(language))).map(([name, card]) => [`${name}-${language}`, card] as const),
    ...Object.entries(exampleCards(contextIn(language, { names: false }))).map(
      ([name, card]) => [`${name}-no-names-${language}`, card] as const,
    ),
  ]);
  return named.filter(([name]) => name.includes(wanted));
}

/** Runs in the page. */
function drawCard({ card, hostConfig }: { readonly card: unknown; readonly hostConfig: unknown }): void {
  const { AdaptiveCards, markdownit, document } = globalThis as unknown as BrowserParts;
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownit().render(text);
    result.didProcess = true;
  };
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  drawn.parse(card);
  document.getElementById('card').replaceChildren(drawn.render());
}

interface BrowserParts {
  readonly document: { getElementById(id: string): { replaceChildren(node: unknown): void } };
  readonly markdownit: () => { render(text: string): string };
  readonly AdaptiveCards: {
    readonly AdaptiveCard: (new () => { hostConfig: unknown; parse(card: unknown): void; render(): unknown }) & {
      onProcessMarkdown: (text: string, result: { outputHtml: string; didProcess: boolean }) => void;
    };
    readonly HostConfig: new (config: unknown) => unknown;
  };
}
