import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSignIns } from '../../../src/app/create-sign-ins.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { SourceError } from '../../../src/errors.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { type EntraStub, entraSecret, entraTenant, startEntraStub } from '../../fakes/entra-stub.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { signal } = new AbortController();

function configWith(source: string) {
  const file = join(temporaryFolder(), 'countersign.yaml');
  writeFileSync(file, `sources:\n${source}target: { domains: [example.nl] }\n`);
  const env = { COUNTERSIGN_ZIVVER_API_KEY: 'a-key', COUNTERSIGN_SIGN_IN_SECRET: entraSecret };
  return loadConfig({ file, flags: {}, env }).config;
}

const mfa = (name: string, userName: string) => `  - type: exchange-online-mfa
    name: ${name}
    userName: ${userName}
    tenantId: ${entraTenant}
    applicationId: 11111111-2222-3333-4444-555555555555
`;

describe('The sign-ins of a configuration', () => {
  let entra: EntraStub;
  beforeEach(async () => {
    entra = await startEntraStub();
  });
  afterEach(async () => await entra.close());

  it('are given to the source that waits, by the state that came back', async () => {
    const config = configWith(mfa('first', 'one@example.nl') + mfa('second', 'two@example.nl'));
    const redirectUri = () => 'https://bot.example.nl/sign-in/callback';
    const signIns = createSignIns(config, { clock: systemClock, fetch: entra.fetch, redirectUri });
    const outcomes: string[] = [];

    const token = await signIns.token('second', {
      signal,
      onSignIn: (request) => {
        if (request === null) return;
        const query = new URL(entra.signIn(request.url, { userName: 'two@example.nl' })).searchParams;
        const callback = { state: query.get('state') ?? '', code: query.get('code') ?? '', error: '' };
        void signIns.complete(callback).then((outcome) => outcomes.push(outcome));
      },
    });

    expect(token.accessToken.split('.')).toHaveLength(3);
    await expect.poll(() => outcomes).toEqual(['signed-in']);
    expect(signIns.isNeeded).toBe(true);
  });

  it('fail as a problem of the source, so that another source goes on', async () => {
    const unreachable = async () => await Promise.reject(new Error('getaddrinfo ENOTFOUND'));
    const config = configWith(
      mfa('exchange', 'one@example.nl').replace('    userName', '    deviceCode: true\n    userName'),
    );
    const surroundings = { clock: systemClock, fetch: unreachable, redirectUri: () => 'http://localhost/' };

    const token = createSignIns(config, surroundings).token('exchange', { signal });

    await expect(token).rejects.toBeInstanceOf(SourceError);
    await expect(token).rejects.toMatchObject({ code: 'exchange-sign-in-refused' });
  });

  it('are not needed where no source asks for one', () => {
    const config = configWith('  - { type: spreadsheet, file: mailboxes.xlsx }\n');

    expect(createSignIns(config, { clock: systemClock, fetch: entra.fetch, redirectUri: () => '' }).isNeeded).toBe(
      false,
    );
  });
});
