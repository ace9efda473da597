import { describe, expect, it } from 'vitest';
import { mayApprove } from '../../../src/app/may-approve.ts';
import { approvableClasses } from '../../../src/bot/authorize.ts';
import type { AccessConfig } from '../../../src/config/config.ts';
import { staff } from '../../support/stored-plan.ts';

const access: AccessConfig = {
  tenantId: 'tenant',
  readers: [],
  operators: [],
  approvers: ['id-ann', 'id-bert'],
  approversFor: { destruction: ['id-ann'] },
};

describe('whose approval counts', () => {
  const may = mayApprove(access, false);

  it.each([
    ['an approver, of a plan that nobody is named for', staff('bert'), [], true],
    ['an approver who is not named for deletions, of a plan that deletes', staff('bert'), ['destruction'], false],
    ['an approver who is named for them', staff('ann'), ['destruction'], true],
    ['an approver, of a class without names', staff('bert'), ['removal'], true],
    ['somebody who is no approver', staff('carla'), [], false],
    ['an approver of another tenant', staff('ann', { tenantId: 'other' }), [], false],
    [
      'somebody without sign-in, where the target is not on this machine',
      staff('ann', { id: 'console:ann' }),
      [],
      false,
    ],
  ] as const)('%s', (_who, person, namedFor, counts) => {
    expect(may(person, namedFor)).toBe(counts);
  });

  it('is shown to the approver as the classes he may sign, where people are named at all', () => {
    expect(approvableClasses(access, 'id-ann')).toEqual(['change', 'access', 'removal', 'destruction']);
    expect(approvableClasses(access, 'id-bert')).toEqual(['change', 'access', 'removal']);
    expect(approvableClasses({ ...access, approversFor: {} }, 'id-bert')).toBeUndefined();
  });
});
