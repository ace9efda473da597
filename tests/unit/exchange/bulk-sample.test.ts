import { describe, expect, it } from 'vitest';
import { type Candidate, chooseSample } from '../../../src/sync/source/exchange/bulk-sample.ts';
import { buildRecipientIndex } from '../../../src/sync/source/exchange/recipient-index.ts';

const principal = {
  guid: '',
  name: '',
  displayName: '',
  alias: '',
  emailAddresses: [],
  userPrincipalName: '',
  samAccountName: '',
  linkedMasterAccount: '',
  groupType: '',
  distinguishedName: '',
};
const index = buildRecipientIndex([
  { ...principal, id: 'ann', primaryAddress: 'ann@example.nl', type: 'UserMailbox', sid: 'S-1-5-21-1' },
  {
    ...principal,
    id: 'team',
    primaryAddress: 'team@example.nl',
    type: 'MailUniversalSecurityGroup',
    sid: 'S-1-5-21-2',
  },
]);

function candidate(number: number, { type = 'SharedMailbox', sid = 'S-1-5-21-1', deny = false } = {}): Candidate {
  const id = String(number).padStart(5, '0');
  return {
    mailbox: {
      id,
      displayName: id,
      primaryAddress: `${id}@example.nl`,
      proxyAddresses: [],
      type,
      descriptor: '',
      changeMark: '',
    },
    rows: [{ user: sid, sid, rights: ['FullAccess'], deny, inherited: false }],
  };
}

const plain = (count: number) => Array.from({ length: count }, (_, at) => candidate(at));
const ids = (sample: readonly Candidate[]) => sample.map(({ mailbox }) => Number(mailbox.id));

describe('The sample that is read both ways', () => {
  it.each([
    [10, 10],
    [41, 20],
    [1_000, 50],
    [2_000, 100],
    [20_000, 200],
  ])('of %i mailboxes has %i, and perhaps one more for its type', (count, size) => {
    const { length } = chooseSample(plain(count), { index, random: () => 0.5 });

    expect(length).toBeGreaterThanOrEqual(size);
    expect(length).toBeLessThanOrEqual(size + 1);
  });

  it('is spread over all of them: no stretch is left out', () => {
    const chosen = ids(chooseSample(plain(1_000), { index, random: () => 0.99 }));

    for (let from = 0; from < 1_000; from += 100) {
      expect(chosen.filter((each) => each >= from && each < from + 100).length).toBeGreaterThanOrEqual(4);
    }
  });

  it('is another one another time, so that in the end all had their turn', () => {
    const seen = new Set<number>();
    for (let turn = 0; turn < 1; turn += 0.01)
      for (const id of ids(chooseSample(plain(1_000), { index, random: () => turn }))) seen.add(id);

    expect(seen.size).toBe(1_000);
  });

  it.each([0, 0.3, 0.7, 0.999])(
    'has some with a Deny, some with a group and every type, wherever it starts (%f)',
    (start) => {
      const rare = [
        ...Array.from({ length: 7 }, (_, at) => candidate(2_000 + at, { deny: true })),
        ...Array.from({ length: 3 }, (_, at) => candidate(3_000 + at, { sid: 'S-1-5-21-2' })),
        candidate(4_000, { type: 'RoomMailbox' }),
      ];
      const sample = chooseSample([...plain(1_000), ...rare], { index, random: () => start });

      expect(sample.filter(({ rows }) => rows.some(({ deny }) => deny)).length).toBeGreaterThanOrEqual(5);
      expect(sample.filter(({ rows }) => rows.some(({ sid }) => sid === 'S-1-5-21-2'))).toHaveLength(3);
      expect(sample.filter(({ mailbox }) => mailbox.type === 'RoomMailbox')).toHaveLength(1);
      expect(new Set(ids(sample)).size).toBe(sample.length);
    },
  );
});
