import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { SignInOutcome, SignInRouteOptions } from '../../../src/http/sign-in-route.ts';
import { startSignInServer } from '../../../src/http/sign-in-server.ts';
import { textsFor } from '../../../src/texts/texts.ts';
import { type Harness, startHarness } from '../../support/bot-harness.ts';

type Callback = Parameters<SignInRouteOptions['complete']>[0];

function routeThat(outcome: SignInOutcome) {
  const came: Callback[] = [];
  const complete = async (callback: Callback) => {
    came.push(callback);
    return await Promise.resolve(outcome);
  };
  const options: SignInRouteOptions = { complete, texts: textsFor('en'), language: 'en' };
  return { options, came };
}

describe('The page after signing in, at the bot', () => {
  let harness: Harness;
  afterEach(() => harness.close());

  it.each([
    ['signed-in', 200, 'goes on reading Exchange'],
    ['other-account', 400, 'Only the account in the configuration'],
    ['not-awaited', 400, 'Nobody waits for this sign-in'],
    ['no-access', 400, 'Exchange.Manage'],
    ['refused', 400, 'Microsoft refused'],
  ] as const)('says that it is %s', async (outcome, status, sentence) => {
    const { options, came } = routeThat(outcome);
    harness = await startHarness({ http: { signIn: options } });

    const response = await fetch(`${harness.url}/sign-in/callback?code=a%2Fcode&state=a-state`);

    expect(response.status).toBe(status);
    expect(await response.text()).toContain(sentence);
    expect(came).toEqual([{ code: 'a/code', state: 'a-state', error: '' }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('shows nothing of what stood in the address', async () => {
    const { options } = routeThat('refused');
    harness = await startHarness({ http: { signIn: options } });

    const response = await fetch(`${harness.url}/sign-in/callback?error=%3Cscript%3E&code=secret-code&state=s`);

    expect(await response.text()).not.toMatch(/secret-code|script/);
  });

  it('is not there when no source needs it', async () => {
    harness = await startHarness();

    expect((await fetch(`${harness.url}/sign-in/callback?code=1&state=2`)).status).toBe(404);
  });
});

describe('The page after signing in, on the console', () => {
  it('is there while a person is awaited', async () => {
    const { options, came } = routeThat('signed-in');
    const port = await freePort();
    const server = await startSignInServer(port, options);

    const response = await fetch(`http://127.0.0.1:${port}/sign-in/callback?code=c&state=s`);
    await response.text();
    await server.close();

    expect(response.status).toBe(200);
    expect(came).toEqual([{ code: 'c', state: 's', error: '' }]);
    await expect(fetch(`http://127.0.0.1:${port}/sign-in/callback`)).rejects.toThrow('fetch failed');
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
