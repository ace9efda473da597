import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createExchangeSignIn,
  type ExchangeSignIn,
  type ExchangeSignInOptions,
  type SignInOutcome,
  type SignInRequest,
} from '../../../src/identity/exchange-sign-in.ts';
import { type Clock, systemClock } from '../../../src/platform/clock.ts';
import { type EntraStub, entraSecret, entraTenant, type StubAccount, startEntraStub } from '../../fakes/entra-stub.ts';

const admin: StubAccount = { userName: 'Admin@example.nl' };
const { signal } = new AbortController();
/** Nobody is ever too late. */
const patient: Clock = { ...systemClock, sleep: async () => await new Promise(() => undefined) };

describe('Signing in for Exchange', () => {
  let entra: EntraStub;
  beforeEach(async () => {
    entra = await startEntraStub();
  });
  afterEach(async () => await entra.close());

  function create(change: Partial<ExchangeSignInOptions> = {}): ExchangeSignIn {
    return createExchangeSignIn({
      userName: 'admin@example.nl',
      tenantId: entraTenant,
      applicationId: '11111111-2222-3333-4444-555555555555',
      clientSecret: () => entraSecret,
      redirectUri: () => 'https://bot.example.nl/sign-in/callback',
      fetch: entra.fetch,
      clock: patient,
      withinMs: 600_000,
      ...change,
    });
  }

  /** Asks for a token; every person in turn signs in by the address that is shown. */
  async function signedIn(signIn: ExchangeSignIn, ...people: readonly StubAccount[]) {
    const outcomes: SignInOutcome[] = [];
    const asked: SignInRequest[] = [];
    const onSignIn = (request: SignInRequest | null) => {
      if (request === null) return;
      asked.push(request);
      void (async () => {
        for (const person of people) outcomes.push(await signIn.complete(backIn(entra.signIn(request.url, person))));
      })();
    };
    const token = await signIn.token({ signal, onSignIn });
    return { token, asked, outcomes };
  }

  it('asks the configured account to sign in, and hands over the token', async () => {
    const { token, asked } = await signedIn(create(), admin);

    expect(asked).toMatchObject([{ account: 'admin@example.nl', code: null }]);
    const query = new URL(asked[0]?.url ?? '').searchParams;
    expect(query.get('scope')).toContain('https://outlook.office365.com/Exchange.Manage');
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(token.accessToken.split('.')).toHaveLength(3);
    expect(Date.parse(token.expiresAt)).toBeGreaterThan(Date.now() + 3_000_000);
  });

  it('asks nobody again while the token is good, and renews it silently when it ends', async () => {
    const signIn = create();
    entra.lifetime = 60;
    const first = await signedIn(signIn, admin);

    const renewed = await signIn.token({ signal, onSignIn: () => expect.unreachable('nobody need sign in') });
    entra.lifetime = 3600;
    const long = await signIn.token({ signal });
    const same = await signIn.token({ signal });

    expect(renewed.accessToken).not.toBe(first.token.accessToken);
    expect(same).toEqual(long);
    expect(entra.grants).toEqual(['authorization_code', 'refresh_token', 'refresh_token']);
  });

  it('gets another token, and asks nobody, when the one it has was refused', async () => {
    const signIn = create();
    const { token: first } = await signedIn(signIn, admin);
    const onSignIn = () => expect.unreachable('nobody need sign in');

    const second = await signIn.token({ signal, onSignIn, refused: first.accessToken });
    const again = await signIn.token({ signal, onSignIn, refused: first.accessToken });

    expect(second.accessToken).not.toBe(first.accessToken);
    expect(again).toEqual(second);
    expect(entra.grants).toEqual(['authorization_code', 'refresh_token']);
  });

  it('asks the person again only when Microsoft refuses to renew', async () => {
    const signIn = create();
    entra.lifetime = 60;
    await signedIn(signIn, admin);
    entra.revoke();

    const { asked } = await signedIn(signIn, admin);

    expect(asked).toHaveLength(1);
    expect(entra.grants).toEqual(['authorization_code', 'refresh_token', 'authorization_code']);
  });

  it('turns another account away and still waits for the right one', async () => {
    const other = { userName: 'somebody@example.nl' };
    const foreign = { userName: 'admin@example.nl', tenantId: '00000000-0000-4000-8000-000000000001' };

    const { outcomes } = await signedIn(create(), other, foreign, admin);

    expect(outcomes).toEqual(['other-account', 'other-account', 'signed-in']);
  });

  it.each(['Exchange.ManageV2', 'full_access_as_user', ''])('turns away a token whose scope is "%s"', async (scp) => {
    const { outcomes } = await signedIn(create(), { ...admin, scp }, admin);

    expect(outcomes).toEqual(['no-access', 'signed-in']);
  });

  it('asks one person once when three connections want a token at the same time', async () => {
    const signIn = create();
    const urls = new Set<string>();
    const onSignIn = (request: SignInRequest | null) => {
      if (request === null || urls.has(request.url)) return;
      urls.add(request.url);
      void signIn.complete(backIn(entra.signIn(request.url, admin)));
    };

    const tokens = await Promise.all([1, 2, 3].map(async () => await signIn.token({ signal, onSignIn })));

    expect(urls.size).toBe(1);
    expect(new Set(tokens.map(({ accessToken }) => accessToken)).size).toBe(1);
  });

  it('takes no answer that nobody waits for, that is not its own, or that comes twice', async () => {
    const signIn = create();
    const strangers: SignInOutcome[] = [await signIn.complete({ state: '', code: 'x', error: '' })];
    let address = '';
    const onSignIn = (request: SignInRequest | null) => {
      if (request === null) return;
      address = entra.signIn(request.url, admin);
      void (async () => {
        strangers.push(await signIn.complete({ ...backIn(address), state: 'guessed' }));
        await signIn.complete(backIn(address));
      })();
    };
    await signIn.token({ signal, onSignIn });

    strangers.push(await signIn.complete(backIn(address)));

    expect(strangers).toEqual(['not-awaited', 'not-awaited', 'not-awaited']);
  });

  it('says when the person, or Microsoft, says no', async () => {
    const signIn = create();
    const outcomes: SignInOutcome[] = [];
    const onSignIn = (request: SignInRequest | null) => {
      if (request === null) return;
      const back = backIn(entra.signIn(request.url, admin));
      void (async () => {
        outcomes.push(await signIn.complete({ ...back, error: 'access_denied' }));
        outcomes.push(await signIn.complete({ ...back, code: 'never-given' }));
        await signIn.complete(back);
      })();
    };

    await signIn.token({ signal, onSignIn });

    expect(outcomes).toEqual(['refused', 'refused']);
  });

  it('gives up when nobody signs in in time', async () => {
    const hasty: Clock = { ...systemClock, sleep: async () => await Promise.resolve() };

    await expect(create({ clock: hasty }).token({ signal })).rejects.toMatchObject({
      code: 'exchange-sign-in-needed',
      context: { account: 'admin@example.nl' },
    });
  });

  it('stops waiting when the reading is stopped', async () => {
    const stop = new AbortController();
    const token = create().token({ signal: stop.signal, onSignIn: () => stop.abort(new Error('stopped by a person')) });

    await expect(token).rejects.toThrow('stopped by a person');
  });

  it('forgets its tokens when it is told to', async () => {
    const signIn = create();
    await signedIn(signIn, admin);

    signIn.drop();

    expect((await signedIn(signIn, admin)).asked).toHaveLength(1);
  });

  it('listens for the browser only while a person is awaited', async () => {
    let listening = 0;
    const whileWaiting = async () => {
      listening += 1;
      return await Promise.resolve({ close: async () => await Promise.resolve(void (listening -= 1)) });
    };
    const signIn = create({ whileWaiting });

    await signedIn(signIn, admin);
    await signIn.token({ signal });

    await expect.poll(() => listening).toBe(0);
  });

  it('signs in with a code that is typed elsewhere, where that is switched on', async () => {
    const signIn = create({ clientSecret: null });
    const onSignIn = (request: SignInRequest | null) => {
      if (request !== null) entra.typeCode(request.code ?? '', admin);
    };

    const token = await signIn.token({ signal, onSignIn });

    expect(token.accessToken.split('.')).toHaveLength(3);
    expect(entra.grants.at(-1)).toBe('device_code');
  });

  it('says what Microsoft said when a code is refused, without the secret', async () => {
    const signIn = create({ clientSecret: () => 'another-secret' });
    const { promise, resolve } = Promise.withResolvers<SignInOutcome>();
    const stop = new AbortController();
    const onSignIn = (request: SignInRequest | null) => {
      if (request !== null) void signIn.complete(backIn(entra.signIn(request.url, admin))).then(resolve);
    };
    const token = signIn.token({ signal: stop.signal, onSignIn }).catch((error: unknown) => error);

    expect(await promise).toBe('refused');

    stop.abort(new Error('enough'));
    expect(String(await token)).not.toContain('another-secret');
  });
});

function backIn(address: string) {
  const query = new URL(address).searchParams;
  return { state: query.get('state') ?? '', code: query.get('code') ?? '', error: query.get('error') ?? '' };
}
