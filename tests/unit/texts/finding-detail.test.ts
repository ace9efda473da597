import { describe, expect, it } from 'vitest';
import { en } from '../../../src/texts/en/en.ts';
import { findingDetail } from '../../../src/texts/finding-detail.ts';
import { nl } from '../../../src/texts/nl/nl.ts';

describe('a detail of a finding', () => {
  it.each([
    ['source-problems', 'exchange-unreachable', 'Exchange cannot be reached'],
    ['source-problems', 'row-alias-invalid x y', 'A row has an alias that is no address: x y'],
    ['source-problems', 'never-heard-of x', 'never-heard-of x'],
    ['unread-because', 'exchange-throttled 3', 'Exchange asked to slow down: 3'],
    ['mailbox-frozen', 'deny-unidentified', 'a denied name could not be identified'],
    ['mailbox-frozen', 'something else', 'something else'],
    ['mailbox-frozen', 'constructor', 'constructor'],
    ['source-problems', 'valueOf', 'valueOf'],
    ['unread-because', 'toString 3', 'toString 3'],
    ['delegates-unresolved', 'exchange-unreachable', 'exchange-unreachable'],
  ])('of %s, %s, is read as: %s', (code, detail, expected) => {
    expect(findingDetail(code, detail, en)).toBe(expected);
  });

  it('is told in the language of the reader', () => {
    expect(findingDetail('mailbox-frozen', 'permissions-unreadable', nl)).toBe('de machtigingen waren niet te zien');
  });
});
