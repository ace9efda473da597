import { describe, expect, it } from 'vitest';
import { call, enterprise, read, startServer } from './seeded-server.ts';

describe('reading from the sandbox Zivver', () => {
  it('gives the whole list in an envelope of totalResults and Resources and nothing else', async () => {
    const server = await startServer();

    const groups = (await call(server, 'GET /Groups?startIndex=2&count=1')).json();
    const users = (await call(server, 'GET /Users')).json();

    expect(Object.keys(groups)).toEqual(['totalResults', 'Resources']);
    expect([groups['totalResults'], groups.Resources.length]).toEqual([4, 4]);
    expect([users['totalResults'], users.Resources.length]).toEqual([3, 3]);
  });

  it('gives a functional account in the observed shape, without `active`', async () => {
    const server = await startServer();

    expect(await read(server, 'desk')).toEqual({
      id: 'desk',
      externalId: 'desk@example.nl',
      displayName: 'The desk',
      members: [{ value: 'ann' }],
      meta: { created: '2022-07-20', location: '/scim/v2/Groups/desk', resourceType: 'Group' },
      schemas: [
        'urn:ietf:params:scim:schemas:core:2.0:Group',
        'urn:ietf:params:scim:schemas:zivver:0.1:Group',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      ],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { division: 'NL-01' },
      'urn:ietf:params:scim:schemas:zivver:0.1:Group': { aliases: ['help@example.nl'], ExternalAccountId: 'x-1' },
    });
  });

  it('gives an empty object where no organisational unit is set', async () => {
    const server = await startServer();

    expect((await read(server, 'info'))[enterprise]).toEqual({});
  });

  it('keeps group ids, dangling ids and the own id in a member set', async () => {
    const server = await startServer();

    const ids = ((await read(server, 'strange'))['members'] as { value: string }[]).map(({ value }) => value);

    expect(ids).toEqual(['ann', 'strange', 'info', 'long-gone']);
  });

  it.each([
    ['an account by address, any case', '/Groups?filter=externalId%20eq%20%22DESK@example.nl%22', ['desk']],
    ['a person by address', '/Users?filter=userName%20eq%20%22ann@example.nl%22', ['ann']],
    ['nobody', '/Users?filter=userName%20eq%20%22no@example.nl%22', []],
    ['no person by an alias', '/Users?filter=userName%20eq%20%22a.nn@example.nl%22', []],
    ['an address with an encoded plus', '/Groups?filter=externalId%20eq%20%22plus%2Bsign@example.nl%22', ['plus+sign']],
    ['nothing for a bare plus', '/Groups?filter=externalId%20eq%20%22plus+sign@example.nl%22', []],
  ])('finds %s', async (_what, path, ids) => {
    const server = await startServer();

    const found = (await call(server, `GET ${path}`)).json();

    expect(found.Resources.map((resource) => resource['id'])).toEqual(ids);
  });

  it.each([
    ['an unknown account: 400, not 404', 'GET /Groups/nobody', 400, 'Unknown group: nobody'],
    ['an unknown person', 'GET /Users/nobody', 400, 'Unknown user: nobody'],
    [
      'a filter nobody knows',
      'GET /Groups?filter=displayName%20co%20%22x%22',
      400,
      'Unsupported filter: displayName co "x"',
    ],
    ['service discovery', 'GET /ServiceProviderConfig', 404, 'Not Found'],
    ['bulk', 'POST /Bulk', 404, 'Not Found'],
  ])('answers %s in plain text', async (_what, line, status, text) => {
    const server = await startServer();

    const reply = await call(server, line);

    expect([reply.status, reply.text]).toEqual([status, text]);
    expect(reply.headers['content-type']).toContain('text/plain');
  });

  it.each([
    ['no key', ''],
    ['another key', 'Bearer other'],
    ['the key without its scheme', 'the-key'],
    ['a stray space in the key', 'Bearer  the-key'],
  ])('refuses %s with 401', async (_what, authorization) => {
    const server = await startServer();

    const reply = await call(server, 'GET /Groups', { headers: { authorization } });

    expect(reply.status).toBe(401);
  });
});
