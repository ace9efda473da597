import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byText, canonicalAddress, domainOf, inOrderOf } from '../../../src/sync/model/address.ts';
import { propertyRuns } from '../../support/property-runs.ts';

describe('an address has one form', () => {
  test.each([
    ['Sales@Example.NL', 'sales@example.nl'],
    [' SMTP:Sales@example.nl ', 'sales@example.nl'],
    ['smtp: sales@example.nl', 'sales@example.nl'],
    ['sales@BÜRO.example', 'sales@xn--bro-hoa.example'],
    ['Jos\u0065\u0301@example.nl', 'jos\u00e9@example.nl'],
    ['a@xn--bro-hoa.example', 'a@xn--bro-hoa.example'],
    ["o'neill+x@sub.example.nl", "o'neill+x@sub.example.nl"],
    [':sales@example.nl', 'sales@example.nl'],
    ['smtpx:sales@example.nl', undefined],
    ['SIP:sales@example.nl', undefined],
    ['x500:/o=example', undefined],
    ['sales', undefined],
    ['sales@example', undefined],
    ['two words@example.nl', undefined],
    ['', undefined],
  ])('%j → %j', (raw, expected) => {
    expect(canonicalAddress(raw)).toBe(expected);
  });

  test('for plain domains it is the form that converting the domain gives', () => {
    const label = fc.stringMatching(/^[a-zA-Z0-9-]{1,8}$/);
    const domain = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'));
    fc.assert(
      fc.property(domain, (raw) => {
        const converted = domainToASCII(raw.toLowerCase());

        expect(canonicalAddress(`A@${raw}`)).toBe(converted === '' ? undefined : `a@${converted}`);
      }),
      propertyRuns(2000),
    );
  });
});

describe('the domain of an address', () => {
  test('is its own, whatever the one before had', () => {
    const asked = [
      'a@example.nl',
      'b@example.nl',
      'c@sub.example.nl',
      'd@example.nl',
      'e@xexample.nl',
      'f@',
      'no',
      'g@o',
    ];

    expect(asked.map(domainOf)).toEqual([
      'example.nl',
      'example.nl',
      'sub.example.nl',
      'example.nl',
      'xexample.nl',
      '',
      'no',
      'o',
    ]);
  });
});

describe('putting in order', () => {
  test('gives what the sort of the engine gives, of few and of many, and equal ones keep their order', () => {
    const entry = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), at: fc.nat() });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        const compare = (a: { key: string }, b: { key: string }): number => byText(a.key, b.key);

        expect(inOrderOf([...entries], compare)).toEqual(entries.toSorted(compare));
      }),
      propertyRuns(1000),
    );
  });
});
