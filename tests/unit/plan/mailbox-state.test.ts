import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byText } from '../../../src/sync/model/address.ts';
import type { SharedMailbox } from '../../../src/sync/model/mailbox.ts';
import { canonicalJson } from '../../../src/sync/plan/canonical-json.ts';
import { digest } from '../../../src/sync/plan/fingerprint.ts';
import { mailboxStateOf, mailboxStates } from '../../../src/sync/plan/mailbox-state.ts';
import { anyText as text, anyTexts as texts } from '../../support/any-text.ts';
import { mailbox as mailboxNamed } from '../../support/build.ts';
import { propertyRuns } from '../../support/property-runs.ts';

describe('the state of a mailbox', () => {
  const trustee = fc.oneof(
    fc.record({ kind: fc.constant('person'), via: texts, name: text, aliases: texts, address: text }),
    fc.record({ kind: fc.constant('unresolved'), name: text, reason: fc.constant('orphaned') }),
  );
  const mailbox = fc.record({
    id: text,
    source: text,
    displayName: text,
    primaryAddress: text,
    proxyAddresses: texts,
    type: text,
    delegates: fc.record({ state: fc.constant('read'), trustees: fc.array(trustee, { maxLength: 4 }) }),
  }) as fc.Arbitrary<SharedMailbox & { readonly delegates: { readonly state: 'read' } }>;

  it('is the digest of its canonical JSON, in whatever order the source lists', () => {
    fc.assert(
      fc.property(mailbox, (one) => {
        const { id, displayName, primaryAddress, proxyAddresses, type, delegates } = one;
        const state = digest({
          displayName,
          id,
          primaryAddress,
          proxyAddresses: proxyAddresses.toSorted(byText),
          trustees: delegates.trustees.map((each) => canonicalJson(each)).sort(byText),
          type,
        });

        expect(mailboxStateOf(one)).toBe(state);
        expect([one, one].map(mailboxStates())).toEqual([state, state]);
      }),
      propertyRuns(200),
    );
  });

  it('whose delegates cannot be read says so: what was muted then stays muted as long as they cannot', () => {
    const shut = mailboxNamed('info', {
      aliases: ['x@example.nl'],
      delegates: { state: 'unreadable', reason: 'permissions-unreadable' },
    });

    expect(mailboxStateOf(shut)).toBe(
      digest({
        displayName: 'info',
        id: 'm-info',
        primaryAddress: 'info@example.nl',
        proxyAddresses: ['SMTP:info@example.nl', 'smtp:x@example.nl'],
        trustees: 'unreadable',
        type: 'SharedMailbox',
      }),
    );
  });
});
