import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byText } from '../../../src/sync/model/address.ts';
import type { Item } from '../../../src/sync/model/item.ts';
import type { SharedMailbox } from '../../../src/sync/model/mailbox.ts';
import type { Mutation } from '../../../src/sync/model/mutation.ts';
import { canonicalJson } from '../../../src/sync/plan/canonical-json.ts';
import { digest } from '../../../src/sync/plan/fingerprint.ts';
import { mailboxStateOf, mailboxStates } from '../../../src/sync/plan/mailbox-state.ts';
import { contentPieces } from '../../../src/sync/plan/plan-text.ts';
import { aMutation } from '../../support/a-mutation.ts';
import { mailbox as mailboxNamed, policy } from '../../support/build.ts';
import { propertyRuns } from '../../support/property-runs.ts';

/** Code units of every kind: quotation marks, control characters, pairs and halves of pairs. */
const text = fc.oneof(
  fc.constantFrom('', '"', '\\', '\n', '\u0000', '\u2028', '\ud83d\ude00', '\ud83d', '\ude00', 'é', 'ann@example.nl'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const texts = fc.array(text, { maxLength: 3 });
const account = fc.record({ id: fc.option(text), mailboxId: fc.option(text), address: text, displayName: text });
/** Their keys stand as they were written, not in order. */
const mutation = fc.record(
  {
    id: text,
    kind: fc.oneof(fc.constantFrom('grant', 'readdress', 'readdress has'), text),
    class: fc.oneof(fc.constantFrom('access', 'removal'), text),
    reason: fc.oneof(fc.constantFrom('has-full-access', 'has has-full-access'), text),
    account,
    before: fc.option(text),
    after: fc.option(text),
    person: fc.option(fc.record({ name: text, id: text, address: text })),
    via: texts,
    emptied: fc.option(fc.record({ members: texts, aliases: texts })),
    promotes: fc.constant(true),
    undoes: texts,
  },
  {
    requiredKeys: ['id', 'kind', 'class', 'reason', 'account', 'before', 'after', 'person', 'via', 'emptied'],
  },
) as fc.Arbitrary<Mutation>;
const item = fc.record({
  id: text,
  call: fc.constantFrom('create', 'update'),
  account,
  mutations: texts,
  changes: fc.record({ members: fc.record({ revoke: texts, grant: texts }) }, { requiredKeys: [] }),
  dependsOn: texts,
  draft: fc.option(fc.record({ displayName: text, address: text, division: fc.option(text) })),
  empties: fc.boolean(),
}) as fc.Arbitrary<Item>;

describe('the text of a plan', () => {
  it('is its canonical JSON, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(mutation, { maxLength: 4 }), fc.array(item, { maxLength: 3 }), (mutations, items) => {
        // The same person under another kind, reason and class; and as the one whose address comes.
        const [first] = mutations;
        const again = mutations.map((one) => ({
          ...one,
          kind: first?.kind,
          class: first?.class,
          reason: first?.reason,
        }));
        const coming = mutations.map((one) => ({ ...one, after: one.person?.address ?? null })) as Mutation[];
        const all = [...mutations, ...mutations, ...(again as Mutation[]), ...coming];
        const content = { mutations: all, items, findings: [], policy: policy() };

        expect([...contentPieces(content)].join('')).toBe(canonicalJson(content));
      }),
      propertyRuns(200),
    );
  });

  it('shows what somebody put beside the fields that are known', () => {
    fc.assert(
      fc.property(mutation, item, (known, knownItem) => {
        const content = {
          mutations: [{ ...known, also: 'more' }],
          items: [{ ...knownItem, also: 1 }],
          findings: [],
          policy: policy(),
          also: [true],
        };

        expect([...contentPieces(content)].join('')).toBe(canonicalJson(content));
      }),
      propertyRuns(200),
    );
  });

  it('is that also where one account and one person come back in mutations of every kind and for every reason', () => {
    const ann = { id: 'p-ann', address: 'ann@example.nl', name: 'ann "A"' };
    const choices = {
      before: [null, 'old@example.nl'],
      emptied: [null, { members: ['p-ann'], aliases: [] }],
      via: [[], ['Staff']],
      after: [null, ann.address, 'new@example.nl'],
      person: [ann, null],
      kind: ['grant', 'revoke'],
      class: ['access', 'removal'],
      reason: ['new-mailbox', 'has-full-access'],
    };
    let mutations: readonly Mutation[] = [aMutation('grant')];
    for (const [key, values] of Object.entries(choices))
      mutations = mutations.flatMap((one) => values.map((value) => ({ ...one, [key]: value })));
    const plain = { items: [], findings: [], policy: policy() };
    const textOf = (list: readonly Mutation[]) => [...contentPieces({ ...plain, mutations: list })].join('');

    const byReason = mutations.toSorted((a, b) => byText(a.reason, b.reason));
    const byClass = byReason.toSorted((a, b) => byText(a.class, b.class));
    for (const ordered of [mutations, byReason, byClass])
      expect(textOf(ordered)).toBe(canonicalJson({ ...plain, mutations: ordered }));
  });

  it('comes in pieces that are short, however long the plan is', () => {
    const [one] = fc.sample(mutation, 1);
    const mutations = Array.from({ length: 5000 }, (_, index) => ({
      ...(one as Mutation),
      id: `grant:${index}:person`,
    }));

    const pieces = [...contentPieces({ mutations, items: [], findings: [], policy: policy() })];

    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.length).toBeLessThan(500);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100_000);
  });
});

describe('the text of a plan with something that is not there', () => {
  it('is that of a plan without it', () => {
    const content = { mutations: [], items: [], findings: [], policy: policy() };
    const absent = { ...content, undoes: undefined } as unknown as typeof content;

    expect([...contentPieces(absent)].join('')).toBe([...contentPieces(content)].join(''));
  });
});

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
