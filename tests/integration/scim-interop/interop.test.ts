import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FunctionalAccount } from '../../../src/sync/model/functional-account.ts';
import type { Target } from '../../../src/sync/target/target.ts';
import { createZivverTarget } from '../../../src/sync/target/zivver/zivver-target.ts';
import { uuid } from '../../support/target-seed.ts';
import { type ScimServer, startScimServer } from './scim-server.ts';

const options = { signal: new AbortController().signal };
const coreGroup = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const zivverGroup = 'urn:ietf:params:scim:schemas:zivver:0.1:Group';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

let server: ScimServer;
let target: Target;

beforeEach(async () => {
  server = await startScimServer();
  target = createZivverTarget({ url: server.url, apiKey: () => server.apiKey });
  for (const [id, name] of [
    [uuid(101), 'anna'],
    [uuid(102), 'bram'],
  ] as const) {
    const person = { userName: `${name}@example.nl`, active: true, name: { formatted: name } };
    server.users.set(id, { id, ...person, 'urn:ietf:params:scim:schemas:zivver:0.1:User': { aliases: [] } });
  }
});
afterEach(async () => {
  await target.close();
  await server.close();
});

/** An account with everything in it, kept by the server as it would come in. */
function deskOnServer(): FunctionalAccount {
  const id = uuid(1);
  server.groups.set(id, {
    id,
    schemas: [coreGroup, zivverGroup, enterprise],
    externalId: 'desk@example.nl',
    displayName: 'Desk',
    members: [{ value: uuid(101) }, { value: uuid(102) }],
    [zivverGroup]: { aliases: ['help@example.nl'], ExternalAccountId: 'X-17' },
    [enterprise]: { division: 'NL-01', costCenter: 'C-9' },
  });
  return {
    id,
    address: 'desk@example.nl',
    displayName: 'Desk',
    members: [uuid(101), uuid(102)],
    aliases: ['help@example.nl'],
    division: 'NL-01',
    extension: { ExternalAccountId: 'X-17' },
    enterprise: { costCenter: 'C-9' },
  };
}

const statuses = () => server.calls.map(({ method, status }) => `${method} ${status}`);

describe('a SCIM server that knows nothing of Zivver’s ways', () => {
  it('is read: lists of accounts and people, whole', async () => {
    const desk = deskOnServer();

    const snapshot = await target.read(options);

    expect(snapshot.accounts).toEqual([desk]);
    expect(snapshot.people.map(({ id, address, active }) => ({ id, address, active }))).toEqual([
      { id: uuid(101), address: 'anna@example.nl', active: true },
      { id: uuid(102), address: 'bram@example.nl', active: true },
    ]);
    expect(snapshot.completeness).toEqual({ accounts: { complete: true }, people: { complete: true } });
  });

  it('is read page by page when it gives no more than a page', async () => {
    for (let number = 1; number <= 45; number += 1) {
      const id = uuid(number);
      server.groups.set(id, { id, displayName: `Account ${number}`, externalId: `a${number}@example.nl` });
    }

    const accounts = await target.listAccounts(options);

    expect(accounts).toHaveLength(45);
    expect(new Set(statuses())).toEqual(new Set(['GET 200']));
    expect(server.calls.length).toBeGreaterThan(1);
  });

  it('gives one account by its id, and nothing for an id it does not know', async () => {
    const desk = deskOnServer();

    expect(await target.readAccount(desk.id, options)).toEqual(desk);
    expect(await target.readAccount(uuid(9), options)).toBeUndefined();
    expect(statuses()).toEqual(['GET 200', 'GET 404']);
  });

  it('takes a new account, with its unit', async () => {
    const { id } = await target.create({ address: 'New@example.nl', displayName: 'New', division: 'NL-01' }, options);

    expect(statuses()).toEqual(['POST 201']);
    expect(server.groups.get(id)).toMatchObject({
      externalId: 'new@example.nl',
      displayName: 'New',
      [enterprise]: { division: 'NL-01' },
    });
    expect(await target.readAccount(id, options)).toMatchObject({ address: 'new@example.nl', division: 'NL-01' });
  });

  it('takes a new value of every field in one PUT, unknown keys kept', async () => {
    const desk = deskOnServer();
    const write = {
      address: 'front@example.nl',
      displayName: 'Front desk',
      division: 'NL-02',
      aliases: ['desk@example.nl', 'help@example.nl'],
      members: [uuid(102)],
    };

    await target.update(desk, write, options);

    expect(statuses()).toEqual(['PUT 200']);
    expect(await target.readAccount(desk.id, options)).toEqual({ ...desk, ...write });
  });

  it('takes the PATCH that removes every member, and leaves all else', async () => {
    const desk = deskOnServer();

    await target.emptyMembers(desk.id, options);

    expect(statuses()).toEqual(['PATCH 200']);
    expect(await target.readAccount(desk.id, options)).toEqual({ ...desk, members: [] });
  });

  it('takes a DELETE', async () => {
    const desk = deskOnServer();

    await target.delete(desk.id, options);

    expect(statuses()).toEqual(['DELETE 204']);
    expect(server.groups.has(desk.id)).toBe(false);
  });

  it('refuses another key', async () => {
    const stranger = createZivverTarget({ url: server.url, apiKey: () => 'another' });

    await expect(stranger.listAccounts(options)).rejects.toMatchObject({ code: 'target-key-refused' });
    await stranger.close();
  });
});

/** The numbers are those of docs/zivver-deviations.md. */
describe('where Zivver differs from the standard, this server shows it', () => {
  it('1: a PUT that leaves out the name is refused, where Zivver keeps the name', async () => {
    const desk = deskOnServer();

    await expect(target.update(desk, { members: [uuid(101)] }, options)).rejects.toMatchObject({
      code: 'target-refused',
      context: { status: 400, said: expect.stringContaining('displayName') },
    });
  });

  it('2: a PUT that leaves out fields erases them, where Zivver keeps them', async () => {
    const desk = deskOnServer();

    await target.update(desk, { displayName: 'Front desk' }, options);

    expect(await target.readAccount(desk.id, options)).toEqual({
      ...desk,
      enterprise: undefined,
      address: '',
      displayName: 'Front desk',
      members: [],
      aliases: [],
      division: null,
      extension: {},
    });
  });

  it('3: an address that exists is no reason to refuse an account, where Zivver refuses it', async () => {
    deskOnServer();

    await target.create({ address: 'desk@example.nl', displayName: 'Again', division: null }, options);

    expect(server.groups.size).toBe(2);
  });

  it('4: "/" is a unit like any other, where Zivver takes it for none', async () => {
    const desk = deskOnServer();

    await target.update(desk, { displayName: 'Desk', division: null }, options);

    expect(server.groups.get(desk.id)).toMatchObject({ [enterprise]: { division: '/' } });
    expect((await target.readAccount(desk.id, options))?.division).toBeNull();
  });
});
