import { describe, expect, it } from 'vitest';
import { call, enterprise, members, patch, read, startServer, zivverGroup } from './seeded-server.ts';

describe('creating at the sandbox Zivver', () => {
  it('answers 201 with the account, addresses in lower case, and loses aliases and delegates without a word (W6)', async () => {
    const server = await startServer();
    const body = {
      externalId: 'New@Example.NL',
      displayName: 'New',
      members: members('ann'),
      [zivverGroup]: { aliases: ['also.new@example.nl'], ExternalAccountId: 'x-2' },
      [enterprise]: { division: 'NL-01' },
    };

    const reply = await call(server, 'POST /Groups', { body });

    expect(reply.status).toBe(201);
    expect(reply.json()).toEqual(await read(server, 'new-1'));
    expect(reply.json()).toMatchObject({
      id: 'new-1',
      externalId: 'new@example.nl',
      members: [],
      [zivverGroup]: { aliases: [], ExternalAccountId: 'x-2' },
      [enterprise]: { division: 'NL-01' },
    });
  });

  it.each([
    ['kept', ['ann', 'ann']],
    ['by-turns', [undefined, 'ann']],
  ] as const)('keeps what a POST carried as the switch says: %s', async (postFill, delegates) => {
    const server = await startServer({ postFill });

    for (const name of ['one', 'two']) {
      await call(server, 'POST /Groups', { body: { externalId: `${name}@example.nl`, members: members('ann') } });
    }

    const found = await Promise.all(['new-1', 'new-2'].map((id) => read(server, id)));
    expect(found.map((account) => (account['members'] as { value: string }[])[0]?.value)).toEqual(delegates);
  });

  it.each([
    ['an address that exists (W7)', { externalId: 'DESK@example.nl' }, 'Account is outside the organization'],
    ['an address that is an alias (W7)', { externalId: 'help@example.nl' }, 'Account is outside the organization'],
    ['an address of a person (W7)', { externalId: 'ann@example.nl' }, 'Account is outside the organization'],
    ['a domain that is not claimed (W8)', { externalId: 'new@example.org' }, 'Account is outside the organization'],
    ['an unknown delegate (W5)', { externalId: 'new@example.nl', members: members('who') }, 'Unknown in set'],
    ['an unknown unit', { externalId: 'new@example.nl', [enterprise]: { division: 'XX' } }, 'Invalid division: XX'],
    [
      'an alias in a foreign domain (W8)',
      { externalId: 'new@example.nl', [zivverGroup]: { aliases: ['a@example.org'] } },
      'Error creating alias: Domain Not Owned',
    ],
    ['a body that is no object', [], 'Malformed request body'],
    ['a body that is no JSON', '{', 'Malformed request body'],
  ])('refuses %s and creates nothing', async (_what, body, text) => {
    const server = await startServer();

    const reply = await call(server, 'POST /Groups', { body });

    expect([reply.status, reply.text]).toEqual([400, text]);
    expect(server.state().groups).toHaveLength(4);
  });
});

describe('changing by PUT at the sandbox Zivver', () => {
  it('leaves what is not sent at the top level (W1)', async () => {
    const server = await startServer();
    const before = await read(server, 'desk');

    const reply = await call(server, 'PUT /Groups/desk', { body: { displayName: 'Renamed' } });

    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual({ ...before, displayName: 'Renamed' });
  });

  it('erases the keys that an extension object leaves out (W2)', async () => {
    const server = await startServer();

    await call(server, 'PUT /Groups/desk', {
      body: { [zivverGroup]: { aliases: ['b@example.nl'] }, [enterprise]: {} },
    });

    const after = await read(server, 'desk');
    expect(after[zivverGroup]).toEqual({ aliases: ['b@example.nl'] });
    expect(after[enterprise]).toEqual({});
  });

  it('answers 200 to an empty member list and removes nobody (W3)', async () => {
    const server = await startServer();

    const reply = await call(server, 'PUT /Groups/info', { body: { members: [] } });

    expect(reply.status).toBe(200);
    expect((await read(server, 'info'))['members']).toEqual(members('ann', 'bob'));
    expect(server.journal().effects).toBe(0);
  });

  it('overwrites the whole member set (W4)', async () => {
    const server = await startServer();

    await call(server, 'PUT /Groups/info', { body: { members: members('bob', 'bob') } });

    expect((await read(server, 'info'))['members']).toEqual(members('bob'));
  });

  it('keeps aliases lower case, each once, and never the primary address', async () => {
    const server = await startServer();
    const aliases = ['B@Example.nl', 'b@example.nl', 'desk@example.nl', 'help@example.nl'];

    await call(server, 'PUT /Groups/desk', { body: { [zivverGroup]: { aliases } } });

    expect((await read(server, 'desk'))[zivverGroup]).toEqual({ aliases: ['b@example.nl', 'help@example.nl'] });
  });

  it.each([
    ['an unknown delegate (W5)', { members: members('ann', 'who') }, 'Error creating member: Member Not Found'],
    ['a suspended delegate', { members: members('eve') }, 'Error creating member: Member Not Found'],
    ['an alias in a foreign domain (W8)', alias('a@example.org'), 'Error creating alias: Domain Not Owned'],
    [
      'an alias that is an account (W9)',
      alias('info@example.nl'),
      'Error creating alias: Alias is already taken for info@example.nl',
    ],
    [
      'an alias that is a person (W9)',
      alias('ann@example.nl'),
      'Error creating alias: Alias is already taken for ann@example.nl',
    ],
    [
      'an alias that is an alias (W9)',
      alias('a.nn@example.nl'),
      'Error creating alias: Alias is already taken for a.nn@example.nl',
    ],
    [
      'an alias that is a guest (W9)',
      alias('Guest@example.nl'),
      'Error creating alias: Alias is a guest: guest@example.nl',
    ],
    ['an unknown unit', { [enterprise]: { division: 'XX' } }, 'Invalid division: XX'],
    ['an address that exists', { externalId: 'info@example.nl' }, 'Account is outside the organization'],
    ['an address in a foreign domain', { externalId: 'desk@example.org' }, 'Account is outside the organization'],
  ])('refuses %s and changes nothing', async (_what, body, text) => {
    const server = await startServer();
    const before = server.state();

    const reply = await call(server, 'PUT /Groups/desk', { body: { displayName: 'Never', ...body } });

    expect([reply.status, reply.text]).toEqual([400, text]);
    expect(server.state()).toEqual(before);
  });

  it('takes `/` for no unit', async () => {
    const server = await startServer();

    const reply = await call(server, 'PUT /Groups/desk', { body: { [enterprise]: { division: '/' } } });

    expect(reply.json()[enterprise]).toEqual({ division: '/' });
  });

  it('ignores a unit when the switch says so', async () => {
    const server = await startServer({ divisionWrite: 'ignored' });

    const reply = await call(server, 'PUT /Groups/desk', { body: { [enterprise]: { division: '/' } } });

    expect([reply.status, reply.json()[enterprise]]).toEqual([200, { division: 'NL-01' }]);
  });

  it.each([
    ['accepted', 200, 'moved@example.nl'],
    ['ignored', 200, 'desk@example.nl'],
    ['refused', 400, 'desk@example.nl'],
  ] as const)('changes a primary address as the switch says: %s', async (externalIdChange, status, address) => {
    const server = await startServer({ externalIdChange });

    const reply = await call(server, 'PUT /Groups/desk', { body: { externalId: 'Moved@example.nl' } });

    expect([reply.status, (await read(server, 'desk'))['externalId']]).toEqual([status, address]);
  });

  it('drops an alias that becomes the primary address, and frees the old one', async () => {
    const server = await startServer();

    await call(server, 'PUT /Groups/desk', { body: { externalId: 'help@example.nl' } });
    const taken = await call(server, 'POST /Groups', { body: { externalId: 'desk@example.nl' } });

    expect((await read(server, 'desk'))[zivverGroup]).toEqual({ aliases: [], ExternalAccountId: 'x-1' });
    expect(taken.status).toBe(201);
  });

  it.each([
    ['refused', 400, ['ann', 'strange', 'info', 'long-gone']],
    ['accepted', 200, ['ann', 'strange', 'info', 'long-gone', 'bob']],
    ['dropped', 200, ['ann', 'strange', 'info', 'bob']],
  ] as const)(
    'treats a dangling id that is written back as the switch says: %s',
    async (danglingMember, status, ids) => {
      const server = await startServer({ danglingMember });
      const body = { members: members('ann', 'strange', 'info', 'long-gone', 'bob') };

      const reply = await call(server, 'PUT /Groups/strange', { body });

      expect(reply.status).toBe(status);
      expect((await read(server, 'strange'))['members']).toEqual(members(...ids));
    },
  );

  it('answers 400 for an unknown account', async () => {
    const server = await startServer();

    const replies = await Promise.all([
      call(server, 'PUT /Groups/nobody', { body: {} }),
      call(server, 'PATCH /Groups/nobody', { body: patch() }),
      call(server, 'DELETE /Groups/nobody'),
    ]);

    expect(replies.map((reply) => [reply.status, reply.text])).toEqual(
      Array.from({ length: 3 }, () => [400, 'Unknown group: nobody']),
    );
  });
});

describe('PATCH and DELETE at the sandbox Zivver', () => {
  it.each([
    ['removes every member', { op: 'remove', path: 'members' }, []],
    ['removes the named ones', { op: 'Remove', path: 'members', value: members('ann') }, ['bob']],
    ['replaces the set (W4)', { op: 'replace', path: 'members', value: members('bob') }, ['bob']],
    ['does nothing with an empty replacement (W3)', { op: 'replace', path: 'members', value: [] }, ['ann', 'bob']],
  ])('%s', async (_what, operation, ids) => {
    const server = await startServer();

    const reply = await call(server, 'PATCH /Groups/info', { body: patch(operation) });

    expect(reply.status).toBe(200);
    expect((await read(server, 'info'))['members']).toEqual(members(...ids));
  });

  it.each([
    ['an operation nobody has seen', patch({ op: 'add', path: 'members', value: members('bob') })],
    ['another path', patch({ op: 'replace', path: 'displayName', value: 'X' })],
    ['an unknown delegate', patch({ op: 'replace', path: 'members', value: members('who') })],
    ['a body that is no PatchOp', { Operations: [{ op: 'remove', path: 'members' }] }],
  ])('refuses %s', async (_what, body) => {
    const server = await startServer();

    const reply = await call(server, 'PATCH /Groups/desk', { body });

    expect(reply.status).toBe(400);
    expect(server.journal().effects).toBe(0);
  });

  it.each([
    ['PATCH', 'application/scim+json', undefined, 200],
    ['PATCH', 'application/scim+json; charset=utf-8', 'application/scim+json', 200],
    ['PATCH', 'application/json', undefined, 415],
    ['PATCH', 'application/scim+json', 'application/json', 406],
    ['PATCH', 'application/scim+json', '*/*', 406],
    ['PUT', 'application/scim+json', '*/*', 200],
    ['PUT', 'application/json', 'application/json', 200],
    ['PUT', 'text/plain', undefined, 415],
    ['POST', 'text/xml', undefined, 415],
  ])('answers %s with type %s and Accept %s: %i', async (method, type, accept, status) => {
    const server = await startServer();
    const path = method === 'POST' ? '/Groups' : '/Groups/desk';
    const headers = { 'content-type': type, ...(accept !== undefined && { accept }) };

    const reply = await call(server, `${method} ${path}`, { body: patch(), headers });

    expect(reply.status).toBe(status);
  });

  it('deletes for good and leaves the id behind in other member sets', async () => {
    const server = await startServer();

    const reply = await call(server, 'DELETE /Groups/info');

    expect([reply.status, reply.text]).toEqual([204, '']);
    expect((await call(server, 'GET /Groups/info')).status).toBe(400);
    expect((await read(server, 'strange'))['members']).toEqual(members('ann', 'strange', 'info', 'long-gone'));
  });

  it.each(['POST /Users', 'PUT /Users/ann', 'PATCH /Users/ann', 'DELETE /Users/ann'])(
    'takes no %s: this program never writes personal accounts',
    async (line) => {
      const server = await startServer();

      const reply = await call(server, line, { body: {} });

      expect(reply.status).toBe(403);
      expect(server.journal().refused).toMatchObject([{ method: line.split(' ')[0], status: 403 }]);
    },
  );
});

function alias(address: string): object {
  return { [zivverGroup]: { aliases: [address] } };
}
