/** An error that nobody has seen before, through the whole program: its first line, and the whole text where the words say it is. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeDemoWorld } from '../../../sandbox/demo/demo-world.ts';
import { openTerminalTeams } from '../../../sandbox/demo/terminal-teams.ts';
import { playgroundPeople } from '../../../sandbox/teams/playground-config.ts';
import type { Card } from '../../../src/cards/card.ts';
import { cardAsText } from '../../../src/cards/card-as-text.ts';
import { textsFor } from '../../../src/texts/texts.ts';
import { runConsole } from '../../support/console.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';
import { startProgram } from '../../support/real-program.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const firstLine = 'Something that nobody has seen before.';
const patience = 120_000;
const secret = 'the stand-in has no certificate';
const unknown = `${firstLine}\nThe password was ${secret} and that is how it goes on.`;

describeWithPowerShell('An error of Exchange that nobody knows', (executable) => {
  async function worldWith(faults: Readonly<Record<string, unknown>>) {
    const folder = temporaryFolder();
    const world = await makeDemoWorld({
      folder,
      language: 'en',
      source: 'exchange',
      pwsh: executable,
      mailboxes: 30,
      seed: 7,
      port: 0,
    });
    onTestFinished(() => world.zivver.close());
    const file = join(folder, 'world.json');
    const written = JSON.parse(await readFile(file, 'utf8')) as { exchange: { faults: object } };
    Object.assign(written.exchange.faults, faults);
    await writeFile(file, JSON.stringify(written));
    return { config: join(folder, 'countersign.yaml'), env: world.environment as Record<string, string> };
  }

  it('stands in chat with its first line and a reference, and whole in the log under that reference, without the secret', async () => {
    const { config, env } = await worldWith({ connectError: unknown });
    const program = startProgram(['serve', '--config', config], env);
    const listening = () => /http:\/\/127\.0\.0\.1:\d+/.exec(program.printed())?.[0];
    await expect.poll(listening, { timeout: patience }).toBeDefined();
    const teams = await openTerminalTeams(listening() ?? '');
    onTestFinished(() => teams.close());
    const wide = (card: unknown) => cardAsText(card as Card, 2_000);
    const cardAfter = async (command: string, heading: string) => {
      await teams.say(playgroundPeople.admin, command);
      return wide(await teams.waitUntil((card) => wide(card).startsWith(heading), patience));
    };
    const texts = textsFor('en');

    const doctor = await cardAfter('doctor', texts.doctor.heading);
    const preview = await cardAfter('preview', texts.cards.problem.heading);

    const [reference] = /err-[0-9a-z]{6}/.exec(doctor) ?? [];
    expect(reference).toBeDefined();
    for (const card of [doctor, preview]) expect(card).toContain(firstLine);
    expect(preview).toContain(reference);
    const log = program
      .printed()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    const [failure] = lines.filter(({ message }) => message === 'a source answered with an error');
    expect(failure).toMatchObject({ level: 'warn', reference, code: 'exchange-failed', source: 'exchange' });
    expect(failure?.['whole']).toContain('The password was *** and that is how it goes on.');
    for (const said of [doctor, preview, program.printed()]) expect(said).not.toContain(secret);
  }, 240_000);

  it('is printed whole below the answer of the console, also with --json, by doctor and by preview', async () => {
    const { config, env } = await worldWith({ commandErrors: { 'Get-User': `${firstLine}\nAnd how it goes on.` } });

    for (const args of [['doctor'], ['doctor', '--json'], ['preview'], ['preview', '--json']]) {
      const said = await runConsole([...args, '--config', config], { env });

      const [reference] = /err-[0-9a-z]{6}/.exec(said.out) ?? [];
      expect(reference).toBeDefined();
      expect(said.out).toContain(firstLine);
      expect(said.out).not.toContain('And how it goes on.');
      expect(said.talk).toMatch(new RegExp(`The whole text \\(${reference}, [^]*And how it goes on\\.`));
    }
  }, 240_000);
});
