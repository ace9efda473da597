/** `npm run bench -- chat`: how long a click waits for its answer while the bot compares 100,000 mailboxes, and while it applies 10,000 mutations. */

import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buttonOf, type CardJson, openTerminalTeams, type TerminalTeams } from '../demo/terminal-teams.ts';
import { type ConnectorStub, startConnectorStub } from '../teams/connector-stub.ts';
import { playgroundPeople, playgroundTenantId } from '../teams/playground-config.ts';
import type { Told } from './chat-bot.ts';
import { type Bench, type Figure, figure } from './figure.ts';
import type { PlanningCase } from './planning-world.ts';
import { asked, started } from './started.ts';
import type { WorldReady } from './world-child.ts';

const { admin, approver, stranger } = playgroundPeople;
const everyMs = 50;
const restMs = 3_000;
const longestMs = 600_000;
const megabyte = 1 << 20;
/** Twelve mutations each: a new account, an alias, ten delegates. */
const filled = 834;

export const chatBench: Bench = async (say) => [
  ...(await during(say, {
    what: 'preview of 100,000 mailboxes',
    mailboxes: 100_000,
    which: 'usual-mix',
    before: [],
    measured: previewed,
  })),
  ...(await during(say, {
    what: 'apply of 10,008 mutations',
    mailboxes: filled,
    which: 'first-run',
    before: [previewed],
    measured: applied,
  })),
];

interface Scene {
  readonly what: string;
  readonly mailboxes: number;
  readonly which: PlanningCase;
  readonly before: readonly Step[];
  readonly measured: Step;
}

type Step = (teams: TerminalTeams) => Promise<void>;

const previewed: Step = async (teams) => {
  await teams.say(admin, 'preview');
  await teams.waitUntil((card) => buttonOf(card, 'approve') !== undefined, longestMs);
};

const applied: Step = async (teams) => {
  const ended = (card: CardJson): boolean => String(buttonOf(card, 'report')?.['of']).startsWith('run-');
  await teams.click(approver, 'approve');
  await teams.waitUntil(ended, longestMs);
};

async function during(
  say: (text: string) => void,
  { what, mailboxes, which, before, measured }: Scene,
): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  const children: ChildProcess[] = [];
  const connector = await startConnectorStub();
  try {
    const [world, { file, apiKey }] = await started<WorldReady>('world-child.ts', folder, mailboxes, which);
    children.push(world);
    const [bot, { url }] = await started<{ url: string }>('chat-bot.ts', file, apiKey, mailboxes, which);
    children.push(bot);
    const teams = await openTerminalTeams(url);
    const click = clicker(url, connector);
    await click();
    await pause(restMs);
    const rest = await asked<Told>(bot, 'at rest');
    for (const step of before) await step(teams);
    await asked<Told>(bot, 'begin');
    const began = performance.now();
    const clicks = keepClicking(click);
    await measured(teams);
    const waits = await clicks.stop();
    const seconds = (performance.now() - began) / 1000;
    const { blocks, memory } = await asked<Told>(bot, 'end');
    await teams.close();
    say(`${what}: ${waits.length} clicks in ${seconds.toFixed(0)} s`);
    return [
      ...(which === 'first-run' ? [figure('bot at rest: memory', rest.memory / megabyte, 'MiB', { most: 256 })] : []),
      figure(`${what}: half of the clicks answered within`, share(waits, 0.5), 'ms'),
      figure(`${what}: 99 % of the clicks answered within`, share(waits, 0.99), 'ms', { most: 200 }),
      figure(`${what}: slowest answer`, share(waits, 1), 'ms', { most: 2000 }),
      figure(`${what}: longest block of the event loop, its own work`, blocks.own, 'ms'),
      figure(`${what}: it took`, seconds, 's'),
      figure(`${what}: memory afterwards`, memory / megabyte, 'MiB'),
    ];
  } finally {
    for (const child of children) if (child.connected) child.disconnect();
    await connector.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A click every 50 ms, whether or not the one before was answered: whoever waits does not spare the bot. */
function keepClicking(click: () => Promise<number>) {
  const waits: Promise<number>[] = [];
  const timer = setInterval(() => waits.push(click()), everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return Promise.all(waits);
    },
  };
}

/** Approve on a plan that is not there, by somebody who may not: authorised and answered like any click. Answers milliseconds. */
function clicker(url: string, connector: ConnectorStub): () => Promise<number> {
  const { id, name, objectId: aadObjectId, address: userPrincipalName } = stranger;
  connector.addMember({ id, aadObjectId, name, userPrincipalName, tenantId: playgroundTenantId });
  const data = { planId: 'plan-aaaaaa', fingerprint: '0'.repeat(64) };
  const body = JSON.stringify({
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb: 'approve', data }, trigger: 'manual' },
    channelId: 'msteams',
    serviceUrl: connector.url,
    from: { id, name, aadObjectId },
    recipient: { id: '28:bot', name: 'Countersign' },
    // A conversation of its own: the bot answers each where it last heard from it.
    conversation: { id: 'clicks', conversationType: 'groupChat', tenantId: playgroundTenantId },
    channelData: { tenant: { id: playgroundTenantId } },
  });
  return async () => {
    const began = performance.now();
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`${url}/api/messages`, { method: 'POST', headers, body });
    const answer = await response.text();
    const waited = performance.now() - began;
    if (!response.ok || (!answer.includes('AdaptiveCard') && !answer.includes('activity.message')))
      throw new Error(`a click was answered with ${response.status}: ${answer}`);
    return waited;
  };
}

/** The time within which so many of them were answered. */
function share(waits: readonly number[], part: number): number {
  const sorted = waits.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
