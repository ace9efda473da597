import { describe, expect, it } from 'vitest';
import { accountOf, createdAccountIn, personOf, schemas } from '../../../../src/sync/target/zivver/scim-resources.ts';

const group = {
  id: '8745c208-0000-4000-8000-000000000001',
  externalId: 'ServiceDesk@Example.nl',
  displayName: 'Service desk',
  members: [{ value: 'b' }, { value: 'a' }, { value: 'b' }],
  meta: { created: '2022-07-20' },
  schemas: [schemas.group],
  [schemas.enterprise]: { division: 'NL-01' },
  [schemas.zivverGroup]: {
    aliases: ['Z@example.nl', 'a@example.nl', 'servicedesk@example.nl', 'z@example.nl'],
    ExternalAccountId: 'X-17',
    anythingNew: { deep: [1] },
  },
};

describe('a functional account as Zivver answers it', () => {
  it('is read with lower-case addresses, sorted sets, and every unknown key of the Zivver extension', () => {
    expect(accountOf(group, 'Groups.0')).toEqual({
      id: group.id,
      address: 'servicedesk@example.nl',
      displayName: 'Service desk',
      members: ['a', 'b'],
      aliases: ['a@example.nl', 'z@example.nl'],
      division: 'NL-01',
      extension: { ExternalAccountId: 'X-17', anythingNew: { deep: [1] } },
    });
  });

  it.each([
    ['a slash', { division: '/' }],
    ['an empty object', {}],
    ['an empty text', { division: '' }],
    ['null', { division: null }],
    ['an absent extension', undefined],
  ])('has no organisational unit when Zivver gives %s', (_, enterprise) => {
    expect(accountOf({ ...group, [schemas.enterprise]: enterprise }, 'Groups.0').division).toBeNull();
  });

  it('may have no members, no aliases and no extension at all', () => {
    const { id, externalId, displayName } = group;

    expect(accountOf({ id, externalId, displayName }, 'Groups.0')).toMatchObject({
      members: [],
      aliases: [],
      extension: {},
    });
  });

  it.each([
    ['no id', { ...group, id: undefined }, 'Groups.3.id'],
    ['members that are no list', { ...group, members: 'a' }, 'Groups.3.members'],
    ['a member without value', { ...group, members: [{ display: 'Anna' }] }, 'Groups.3.members.0.value'],
    [
      'aliases that are no texts',
      { ...group, [schemas.zivverGroup]: { aliases: [1] } },
      `Groups.3.${schemas.zivverGroup}.aliases.0`,
    ],
    ['nothing', null, 'Groups.3'],
  ])('is refused with the place, never the value, when it has %s', (_, resource, where) => {
    expect(() => accountOf(resource, 'Groups.3')).toThrow(
      expect.objectContaining({ code: 'target-unexpected-answer', context: expect.objectContaining({ where }) }),
    );
  });
});

describe('a personal account as Zivver answers it', () => {
  const user = {
    id: 'u-1',
    userName: 'Anna@Example.nl',
    active: true,
    name: { formatted: 'Anna Visser' },
    [schemas.zivverUser]: { aliases: ['A.Visser@example.nl'], SsoConnection: 'x' },
  };

  it('is read with what is needed to find delegates', () => {
    expect(personOf(user, 'Users.0')).toEqual({
      id: 'u-1',
      address: 'anna@example.nl',
      aliases: ['a.visser@example.nl'],
      name: 'Anna Visser',
      active: true,
    });
  });

  it('is called by its address when it has no name', () => {
    expect(personOf({ ...user, name: undefined }, 'Users.0').name).toBe('anna@example.nl');
  });

  it('is refused when it does not say whether it is active: nobody guesses that', () => {
    expect(() => personOf({ ...user, active: undefined }, 'Users.0')).toThrow('Users.0.active');
  });
});

describe('the answer to a create', () => {
  it('the extension of a new account is kept when the answer shows it', () => {
    const body = JSON.stringify({ id: 'new', [schemas.zivverGroup]: { aliases: [], ExternalAccountId: 'X' } });

    expect(createdAccountIn(body)).toEqual({ id: 'new', extension: { ExternalAccountId: 'X' } });
    expect(createdAccountIn('{"id":"new"}')).toEqual({ id: 'new' });
    expect(createdAccountIn('created')).toBeUndefined();
  });
});
