import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openBoundStore } from '../../../src/app/open-bound-store.ts';
import { Secret } from '../../../src/config/secret.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const target = (url: string) => ({ url, apiKey: new Secret('key'), rate: { calls: 50, perMs: 10_000 } });

it('a store that was used for one Zivver is refused for another, and stays as it was', async () => {
  const store = { path: join(temporaryFolder(), 'countersign.sqlite') };
  const real = { store, target: target('https://app.zivver.example/api/scim/v2') };
  await (await openBoundStore(real)).close();

  await expect(openBoundStore({ store, target: target('http://127.0.0.1:8099/api/scim/v2') })).rejects.toMatchObject({
    code: 'store-of-another-target',
  });

  await (await openBoundStore(real)).close();
});

it('stand-ins on this machine share a store whatever their ports are', async () => {
  const store = { path: join(temporaryFolder(), 'countersign.sqlite') };
  await (await openBoundStore({ store, target: target('http://127.0.0.1:8099/v2') })).close();

  const again = await openBoundStore({ store, target: target('http://localhost:1234/v2') });

  expect(await again.facts.get('target')).toBe('this machine');
  await again.close();
});
