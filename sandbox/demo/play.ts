/** The main job, played in the terminal through the real bot endpoint: preview → approve → summary → report. */

import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { styleText } from 'node:util';
import type { Card } from '../../src/cards/card.ts';
import { cardAsText } from '../../src/cards/card-as-text.ts';
import { playgroundPeople } from '../teams/playground-config.ts';
import type { ZivverServer } from '../zivver/zivver-server.ts';
import { buttonOf, type CardJson, openTerminalTeams, type TerminalTeams } from './terminal-teams.ts';

export interface PlayParts {
  readonly botUrl: string;
  readonly folder: string;
  readonly zivver: ZivverServer;
  readonly say: (text: string) => void;
  /** Longest time one step may take. */
  readonly stepMs: number;
}

export interface Played {
  readonly reportFile: string;
  readonly writes: number;
}

const { admin, approver, stranger } = playgroundPeople;

/** @throws when one of the steps did not happen */
export async function play(parts: PlayParts): Promise<Played> {
  const teams = await openTerminalTeams(parts.botUrl);
  try {
    await previewed(parts, teams);
    await refusedToStranger(parts, teams);
    await approved(parts, teams);
    const reportFile = await reported(parts, teams);
    await secondRejected(parts, teams);
    return { reportFile, writes: writesOf(parts.zivver) };
  } finally {
    await teams.close();
  }
}

async function previewed(parts: PlayParts, teams: TerminalTeams): Promise<void> {
  scene(parts, `${admin.name} types “preview”`);
  await teams.say(admin, 'preview');
  await teams.waitUntil((card) => buttonOf(card, 'approve') !== undefined, parts.stepMs);
  show(parts, teams.newest());
  if (writesOf(parts.zivver) > 0) throw new Error('something was written to Zivver before anybody approved');
}

async function refusedToStranger(parts: PlayParts, teams: TerminalTeams): Promise<void> {
  scene(parts, `${stranger.name}, who is no approver, presses Approve`);
  const answer = await teams.click(stranger, 'approve');
  parts.say(`${textOf(answer)}\n`);
  if (writesOf(parts.zivver) > 0) throw new Error('a click of somebody without permission changed Zivver');
}

async function approved(parts: PlayParts, teams: TerminalTeams): Promise<void> {
  scene(parts, `${approver.name} presses Approve, twice`);
  await Promise.all([
    teams.click(approver, 'approve', { comment: 'Checked against the ticket' }),
    teams.click(approver, 'approve'),
  ]);
  await teams.waitUntil((card) => String(buttonOf(card, 'report')?.['of']).startsWith('run-'), parts.stepMs);
  show(parts, teams.newest());
}

async function reported(parts: PlayParts, teams: TerminalTeams): Promise<string> {
  scene(parts, `${admin.name} presses Download report`);
  const answer = await teams.click(admin, 'report');
  parts.say(`${shortLinks(textOf(answer))}\n`);
  const links = [...JSON.stringify(answer).matchAll(/https?:\/\/[^"\\ )]+\/reports\/[^"\\ )]+/g)].map(([link]) => link);
  const saved: string[] = [];
  for (const link of new Set(links)) {
    const response = await fetch(link, { method: 'POST' });
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    if (!response.ok || name === undefined) throw new Error(`the report could not be downloaded: ${response.status}`);
    const file = join(parts.folder, name);
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    saved.push(file);
  }
  const page = saved.find((file) => file.endsWith('.html'));
  if (page === undefined) throw new Error('no report was offered');
  for (const file of saved) parts.say(`  ${relative(process.cwd(), file)}`);
  parts.say('');
  return page;
}

/** What the first plan held back is proposed now, and a person says no; or nothing is left to do. */
async function secondRejected(parts: PlayParts, teams: TerminalTeams): Promise<void> {
  scene(parts, `${admin.name} types “preview” again, ${approver.name} rejects what it proposes`);
  const before = teams.newest();
  const writes = writesOf(parts.zivver);
  await teams.say(admin, 'preview');
  const wished = (card: CardJson): boolean => ['reject', 'preview'].some((verb) => buttonOf(card, verb) !== undefined);
  const second = await teams.waitUntil((card) => card !== before && wished(card), parts.stepMs);
  show(parts, second, 24);
  if (buttonOf(second, 'reject') !== undefined) {
    await teams.click(approver, 'reject', { comment: 'They help out until Friday' });
    show(parts, await teams.waitUntil((card) => buttonOf(card, 'reject') === undefined, parts.stepMs));
  }
  if (writesOf(parts.zivver) !== writes) throw new Error('a preview or a rejection wrote to Zivver');
}

function writesOf(zivver: ZivverServer): number {
  return zivver.journal().entries.filter(({ method }) => method !== 'GET').length;
}

function scene({ say }: PlayParts, title: string): void {
  say(styleText('bold', `── ${title} ${'─'.repeat(Math.max(4, 92 - title.length))}`));
  say('');
}

function show({ say }: PlayParts, card: CardJson | undefined, most = Number.POSITIVE_INFINITY): void {
  if (card === undefined) return;
  const lines = cardAsText(card as Card).split('\n');
  say(lines.slice(0, most).map(shortLinks).join('\n'));
  say(lines.length > most ? `  … (${lines.length - most} more lines)\n` : '');
}

/** Signed links are long; the terminal shows where they lead. */
function shortLinks(line: string): string {
  return line.replaceAll(/(\/reports\/.{12})\S+/gu, '$1…');
}

/** What a click was answered with: a toast's text or a card. */
function textOf(answer: unknown): string {
  const { value } = (answer ?? {}) as { readonly value?: unknown };
  if (typeof value === 'string') return `  ${value}`;
  return typeof value === 'object' && value !== null ? cardAsText(value as Card) : '';
}
