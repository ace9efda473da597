import { describe, expect, it } from 'vitest';
import { createBody, emptyMembersBody, updateBody } from '../../../../src/sync/target/zivver/scim-bodies.ts';
import { schemas } from '../../../../src/sync/target/zivver/scim-resources.ts';
import { anAccount, uuid } from '../../../support/target-seed.ts';

const current = anAccount({
  id: uuid(1),
  aliases: ['old@example.nl'],
  members: ['m-1'],
  extension: { ExternalAccountId: 'X-17' },
});

describe('what is sent to Zivver', () => {
  it('creates with nothing but address and name, because more can be lost silently', () => {
    const body = createBody({ address: 'New@Example.nl', displayName: 'New', division: null });

    expect(body).toEqual({ schemas: [schemas.group], externalId: 'new@example.nl', displayName: 'New' });
  });

  it('sends the organisational unit of a new account in the User extension', () => {
    expect(createBody({ address: 'n@example.nl', displayName: 'N', division: 'NL-01' })).toMatchObject({
      schemas: [schemas.group, schemas.enterprise],
      [schemas.enterprise]: { division: 'NL-01' },
    });
  });

  it('leaves out every field that does not change, extensions included', () => {
    expect(updateBody(current, { displayName: 'X' })).toEqual({ schemas: [schemas.group], displayName: 'X' });
    expect(updateBody(current, { members: ['m-2'] })).toEqual({
      schemas: [schemas.group],
      members: [{ value: 'm-2' }],
    });
  });

  it('sends the Zivver extension whole when an alias changes, unknown keys included', () => {
    expect(updateBody(current, { aliases: [] })).toEqual({
      schemas: [schemas.group, schemas.zivverGroup],
      [schemas.zivverGroup]: { ExternalAccountId: 'X-17', aliases: [] },
    });
  });

  it('writes "no organisational unit" as a slash', () => {
    expect(updateBody(current, { division: null })).toMatchObject({ [schemas.enterprise]: { division: '/' } });
  });

  it('empties the member set by a patch, which is the only way', () => {
    expect(emptyMembersBody).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'remove', path: 'members' }],
    });
  });
});
