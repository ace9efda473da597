import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agrees } from '../../../src/sync/source/exchange/agrees-with-descriptor.ts';
import { readDescriptor } from '../../../src/sync/source/exchange/security-descriptor.ts';

const ann = 'S-1-5-21-1-2-3-101';
const self = { sid: 'S-1-5-10', deny: false };
const allowed = { sid: ann, deny: false };

describe('The security descriptor of a mailbox', () => {
  it.each([
    ['letters', `D:(A;CI;CC;;;${ann})`, [allowed]],
    ['letters of several rights', `D:(A;CI;CCDCRC;;;${ann})`, [allowed]],
    ['a number', `D:(A;CI;0x20001;;;${ann})`, [allowed]],
    ['a decimal number', `D:(A;;131073;;;${ann})`, [allowed]],
    ['no flags', `D:(A;;CC;;;${ann})`, [allowed]],
    ['owner, group and a list of audits beside it', `O:PSG:PSD:AI(A;CI;CCRC;;;PS)S:(AU;SA;CC;;;WD)`, [self]],
    ['a Deny', `D:P(D;CI;CC;;;${ann})(A;CI;CC;;;PS)`, [{ sid: ann, deny: true }, self]],
    ['Everyone, by letters', 'D:(A;;CC;;;WD)', [{ sid: 'S-1-1-0', deny: false }]],
    ['small letters', `D:(A;CI;CC;;;${ann.toLowerCase()})`, [allowed]],
  ])('is understood with %s', (_, text, entries) => {
    expect(readDescriptor(text)).toEqual(entries);
  });

  it.each([
    ['an inherited entry', `(A;CIID;CC;;;${ann})`],
    ['an inherited Deny', `(D;ID;CC;;;${ann})`],
    ['an inherited entry of somebody who cannot be named', '(A;ID;CC;;;DA)'],
    ['other rights', `(A;CI;DCLCSDRCWDWO;;;${ann})`],
    ['no right at all', `(A;CI;;;;${ann})`],
    ['rights by a number without FullAccess', `(A;CI;0x20000;;;${ann})`],
  ])('gives nobody access by %s', (_, entry) => {
    expect(readDescriptor(`D:(A;CI;CCRC;;;PS)${entry}`)).toEqual([self]);
  });

  it.each([
    ['is empty', ''],
    ['has no list, which would mean everybody', 'O:PSG:PS'],
    ['says that there is no list', 'D:NO_ACCESS_CONTROL'],
    ['has an empty list', 'D:'],
    ['is the name of a type', 'D:System.Security.AccessControl.CommonAce'],
    ['has something between entries', `D:(A;CI;CC;;;${ann})x(A;CI;CC;;;PS)`],
    ['is cut', `D:(A;CI;CC;;;${ann})(A;CI;CC`],
    ['has an entry for a kind of object', `D:(OA;CI;CC;bf967aba-0de6-11d0-a285-00aa003049e2;;${ann})`],
    ['has an entry with a condition', `D:(XA;;CC;;;${ann};(@User.Title=="VP"))`],
    ['has a right that nobody knows', `D:(A;CI;ZZ;;;${ann})`],
    ['has a generic right', `D:(A;CI;GA;;;${ann})`],
    ['has a generic right by number', `D:(A;CI;0x10000000;;;${ann})`],
    ['has half a letter pair', `D:(A;CI;CCR;;;${ann})`],
    ['names somebody by the letters of a domain', 'D:(A;CI;CC;;;DA)'],
    ['names somebody by something else', 'D:(A;CI;CC;;;EXAMPLE\\ann)'],
    ['gives access to what is inside only', `D:(A;CIIO;CC;;;${ann})`],
  ])('is not clear when it %s', (_, text) => {
    expect(readDescriptor(text)).toBeNull();
  });

  it('never throws, and never names who does not stand in it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { sid } of readDescriptor(`D:(A;CI;CC;;;${ann})${text}`) ?? []) {
          expect(sid === ann || text.toUpperCase().includes(sid)).toBe(true);
        }
      }),
    );
  });
});

describe('A descriptor beside what the cmdlet shows', () => {
  const row = (sid: string, change = {}) => ({
    user: 'x',
    sid,
    rights: ['FullAccess'],
    deny: false,
    inherited: false,
    ...change,
  });
  const descriptor = `D:(A;CI;CCRC;;;PS)(A;CI;CC;;;${ann})(A;CIID;CC;;;S-1-5-21-9)`;

  it.each([
    ['the same person', [row(ann), row('S-1-5-10')], 'agrees'],
    [
      'more rows of other kinds',
      [row(ann), row('S-1-5-21-7', { inherited: true }), row('S-1-5-21-8', { rights: ['SendAs'] })],
      'agrees',
    ],
    ['nobody', [row('S-1-5-10')], 'differs'],
    ['somebody more', [row(ann), row('S-1-5-21-7')], 'differs'],
    ['a Deny instead', [row(ann, { deny: true })], 'differs'],
    ['somebody without a SID', [row(ann), row('')], 'unclear'],
  ] as const)('%s', (_, rows, answer) => {
    expect(agrees(descriptor, rows)).toBe(answer);
  });

  it('is unclear when it cannot be read', () => {
    expect(agrees('', [row(ann)])).toBe('unclear');
  });
});
