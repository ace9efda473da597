import { describe, expect, test } from 'vitest';
import { authorize, type Caller, type Role } from '../../../src/bot/authorize.ts';
import type { AccessConfig } from '../../../src/config/config.ts';

const access: AccessConfig = {
  tenantId: 'tenant-1',
  readers: ['reader'],
  operators: ['operator', 'both'],
  approvers: ['approver', 'both'],
};

function caller(objectId: string | null, more: Partial<Caller> = {}): Caller {
  return { objectId, tenantIds: ['tenant-1'], guest: false, name: 'Name', addresses: ['name@example.nl'], ...more };
}

describe('what each person may', () => {
  const yes = true;
  const no = false;
  test.each([
    ['stranger', { reader: no, operator: no, approver: no }],
    ['reader', { reader: yes, operator: no, approver: no }],
    ['operator', { reader: yes, operator: yes, approver: no }],
    ['approver', { reader: yes, operator: no, approver: yes }],
    ['both', { reader: yes, operator: yes, approver: yes }],
  ])('%s', (who, may) => {
    for (const role of ['reader', 'operator', 'approver'] as const satisfies readonly Role[])
      expect({ role, may: !('refused' in authorize(access, caller(who), role)) }).toEqual({ role, may: may[role] });
  });

  test.each([
    ['without an object id', caller(null)],
    ['who is a guest', caller('both', { guest: true })],
    ['of another tenant', caller('both', { tenantIds: ['tenant-2'] })],
    [
      'whose conversation is ours but who is of another tenant',
      caller('both', { tenantIds: ['tenant-1', 'tenant-2'] }),
    ],
    ['of whom no tenant was said', caller('both', { tenantIds: [] })],
  ])('somebody %s may nothing, not even ask for help', (_who, person) => {
    expect(authorize(access, person, null)).toMatchObject({ code: 'not-authorized' });
    expect(authorize(access, person, 'approver')).toMatchObject({ code: 'not-authorized' });
  });

  test('the sign-in name and the mail address are both kept', () => {
    const known = caller('both', { addresses: ['name@corp.example.com', 'name@example.nl'] });

    expect(authorize(access, known, null)).toMatchObject({
      person: { address: 'name@corp.example.com', otherAddresses: ['name@example.nl'] },
    });
  });

  test('ids are compared without regard to capitals', () => {
    const lists = { ...access, tenantId: 'TENANT-1', approvers: ['APPROVER'] };

    expect(authorize(lists, caller('Approver'), 'approver')).toMatchObject({ person: { id: 'approver' } });
  });
});
