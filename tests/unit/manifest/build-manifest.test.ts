import { describe, expect, test } from 'vitest';
import { buildTeamsApp } from '../../../manifest/build-manifest.ts';
import { fillManifest } from '../../../manifest/fill-manifest.ts';
import { allCommands } from '../../../src/bot/commands/all-commands.ts';

const values = {
  teamsAppId: '11111111-1111-4111-8111-111111111111',
  botId: '22222222-2222-4222-8222-222222222222',
  developerName: 'Example',
  publicUrl: 'https://countersign.example.nl',
  websiteUrl: 'https://example.nl',
  privacyUrl: 'https://example.nl/privacy',
  termsUrl: 'https://example.nl/terms',
};

describe('the Teams app package', () => {
  test('holds a manifest and icons that Teams would take', async () => {
    const app = await buildTeamsApp(values);

    expect(app.problems).toEqual([]);
    expect(app.manifest).toMatchObject({ validDomains: ['countersign.example.nl'], bots: [{ botId: values.botId }] });
    expect(app.package.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  });

  test('says every problem of a manifest that Teams would refuse', async () => {
    const app = await buildTeamsApp({ ...values, botId: 'not-a-guid', teamsAppId: 'neither' });

    expect(app.problems.join('\n')).toContain('/id');
    expect(app.problems.join('\n')).toContain('/bots/0/botId');
  });

  test('offers the ten commands that people need first, all of them known to the bot', async () => {
    const { manifest } = await buildTeamsApp(values);
    const [bot] = manifest['bots'] as { commandLists: { commands: { title: string }[] }[] }[];
    const titles = bot?.commandLists[0]?.commands.map((command) => command.title);

    const known = allCommands.map((command) => command.name);

    expect(titles?.filter((title) => !known.includes(title))).toEqual([]);
    // Teams shows ten; `help` names the others.
    expect(titles).toHaveLength(10);
    expect(titles).toContain('help');
  });

  test('is refused by us when the template asks for something nobody gives', () => {
    expect(() => fillManifest('{"a":"${unheardOf}"}', { ...values, version: '1.0.0' })).toThrow('unheardOf');
  });
});
