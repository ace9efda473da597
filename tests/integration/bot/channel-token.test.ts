import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTeams } from '../../../src/bot/create-bot.ts';
import { isTeamsServiceUrl } from '../../../src/bot/incoming-activity.ts';
import { Secret } from '../../../src/config/secret.ts';
import { makeKey, type OpenIdStub, signToken, startOpenIdStub } from '../../fakes/openid-stub.ts';
import { type Harness, people, startHarness, tenantId } from '../../support/bot-harness.ts';
import { activityOf, click, send } from '../../support/teams-client.ts';

const appId = 'cccccccc-0000-4000-8000-000000000001';
const botFramework = makeKey('good', ['msteams', 'webchat']);
const webChatOnly = makeKey('web-chat-only', ['webchat']);
const withoutEndorsement = makeKey('without-endorsement', []);
const unpublished = makeKey('good', ['msteams']);
const unknown = makeKey('unheard-of', ['msteams']);

let openId: OpenIdStub;
let harness: Harness;
const printed: string[] = [];

beforeAll(async () => {
  openId = await startOpenIdStub([botFramework, webChatOnly, withoutEndorsement]);
});
afterAll(() => openId.close());

beforeEach(async () => {
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
  vi.spyOn(console, 'error').mockImplementation((...parts) => void printed.push(parts.join(' ')));
  vi.spyOn(console, 'warn').mockImplementation((...parts) => void printed.push(parts.join(' ')));
  printed.length = 0;
  harness = await startHarness({
    authentication: { kind: 'single-tenant', appId, tenantId, secret: new Secret('a-secret-of-the-bot') },
    teams: {
      overrides: {
        openIdMetadataUrl: openId.metadataUrl,
        isServiceUrlAllowed: (url) => url.hostname === '127.0.0.1',
        credentials: {
          isValidAppId: async (id) => id === appId,
          isAuthenticationDisabled: async () => false,
          createCredentials: async () => ({ signRequest: async (request) => request }),
        },
      },
    },
  });
});
afterEach(async () => {
  await harness.close();
  vi.restoreAllMocks();
});

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

function claims(more: Readonly<Record<string, unknown>> = {}) {
  return {
    iss: 'https://api.botframework.com',
    aud: appId,
    exp: inSeconds(3_600),
    nbf: inSeconds(-60),
    serviceurl: harness.connector.url,
    ...more,
  };
}

const whoami = (authorization: string, more: Readonly<Record<string, unknown>> = {}) =>
  send(harness, activityOf(harness, people.ann, {}, { type: 'message', text: 'whoami', ...more }), { authorization });

describe('a request with a token of the Bot Framework', () => {
  test('is let in and answered', async () => {
    const { status } = await whoami(`Bearer ${signToken(botFramework, claims())}`);

    expect(status).toBe(200);
    expect(harness.connector.messages).toHaveLength(1);
  });

  test('is let in as a click too, and the keys are fetched once', async () => {
    const authorization = `Bearer ${signToken(botFramework, claims())}`;
    const before = openId.fetches;

    const { answer } = await click(harness, people.ann, { verb: 'preview', data: {} }, { authorization });
    await click(harness, people.ann, { verb: 'preview', data: {} }, { authorization });

    expect(answer.statusCode).toBe(200);
    expect(openId.fetches - before).toBeLessThanOrEqual(2);
  });
});

describe('a request is turned away with a quiet 401', () => {
  const emulatorIssuer = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';
  const bearer = (key = botFramework, more = {}, header = {}) => `Bearer ${signToken(key, claims(more), header)}`;

  test.each([
    { why: 'without a token', authorization: () => '' },
    { why: 'with something that is no token', authorization: () => 'Bearer not.a-token' },
    { why: 'signed by somebody else under a known key id', authorization: () => bearer(unpublished) },
    { why: 'signed by an unknown key', authorization: () => bearer(unknown) },
    { why: 'with an unsigned token', authorization: () => bearer(botFramework, {}, { alg: 'none' }) },
    { why: 'with a token of another algorithm', authorization: () => bearer(botFramework, {}, { alg: 'HS256' }) },
    { why: 'with a token for another bot', authorization: () => bearer(botFramework, { aud: 'another-bot' }) },
    { why: 'with another issuer', authorization: () => bearer(botFramework, { iss: 'https://example.com' }) },
    {
      why: 'with an Entra token of any tenant, as the emulator has',
      authorization: () => bearer(botFramework, { iss: emulatorIssuer, ver: '1.0', appid: appId }),
    },
    { why: 'after the token expired', authorization: () => bearer(botFramework, { exp: inSeconds(-3_600) }) },
    { why: 'before the token is valid', authorization: () => bearer(botFramework, { nbf: inSeconds(3_600) }) },
    { why: 'with a key endorsed for another channel', authorization: () => bearer(webChatOnly) },
    { why: 'with a key without any endorsement', authorization: () => bearer(withoutEndorsement) },
    {
      why: 'with a token for another service URL',
      authorization: () => bearer(botFramework, { serviceurl: 'https://smba.trafficmanager.net/emea/' }),
    },
    { why: 'from another channel', authorization: () => bearer(), more: { channelId: 'webchat' } },
    {
      why: 'with a service URL that is not of Teams',
      authorization: () => bearer(botFramework, { serviceurl: 'https://example.com/' }),
      more: { serviceUrl: 'https://example.com/' },
    },
  ])('$why', async ({ authorization, more }) => {
    const { status, body } = await whoami(authorization(), more);

    expect({ status, body }).toEqual({ status: 401, body: { code: 'Unauthorized' } });
    expect(harness.connector.messages).toEqual([]);
    expect(printed.join('')).toBe('');
    expect(harness.logged.map(({ level }) => level)).toEqual(['warn']);
  });

  test('with a body that has no service URL: 400, before anything is looked at', async () => {
    const { status } = await whoami(`Bearer ${signToken(botFramework, claims())}`, { serviceUrl: undefined });

    expect(status).toBe(400);
  });
});

describe('a good token of another tenant', () => {
  test('changes nothing: the conversation is not remembered and the person gets no roles', async () => {
    const authorization = `Bearer ${signToken(botFramework, claims())}`;
    const tenant = 'dddddddd-0000-4000-8000-000000000009';

    const { answer } = await click(harness, people.ann, { verb: 'preview', data: {} }, { authorization, tenant });

    expect(answer.value).toContain('You may not do this');
    expect(await harness.store.conversations.all()).toEqual([]);
    expect(harness.sync.previews).toBe(0);
  });
});

describe('only hosts of Teams are answered', () => {
  test.each([
    ['https://smba.trafficmanager.net/emea/', true],
    ['https://smba.trafficmanager.net.example.com/', false],
    ['http://smba.trafficmanager.net/emea/', false],
    ['https://user@smba.trafficmanager.net/', false],
    ['https://smba.trafficmanager.net:8443/', false],
    ['https://eu.teams.microsoft.com/x', true],
    ['https://teams.microsoft.com.example.com/', false],
    ['https://127.0.0.1/', false],
  ])('%s → %s', (url, allowed) => {
    expect(isTeamsServiceUrl(new URL(url))).toBe(allowed);
  });
});

describe('without authentication', () => {
  test.each([
    ['in production', { production: true, host: '127.0.0.1' }, 'bot-open-in-production'],
    ['on all interfaces', { production: false, host: '0.0.0.0' }, 'bot-open-to-network'],
    ['on a name in the network', { production: false, host: 'bot.example.nl' }, 'bot-open-to-network'],
  ])('the bot does not start %s', (_where, { production, host }, code) => {
    const { options } = harness.teams;
    const config = {
      ...options.config,
      bot: { ...options.config.bot, host, authentication: { kind: 'none' } as const },
    };

    expect(() => createTeams({ ...options, config, production })).toThrow(expect.objectContaining({ code }));
  });
});
