import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/sync/model/item.ts';
import type { AccountRef, Mutation, MutationKind } from '../../../src/sync/model/mutation.ts';
import type { PlanContent } from '../../../src/sync/model/plan.ts';
import { canonicalJson } from '../../../src/sync/plan/canonical-json.ts';
import { itemsOf } from '../../../src/sync/plan/items.ts';
import { mutation as mutationOf } from '../../../src/sync/plan/mutation-list.ts';
import { signedPieces } from '../../../src/sync/plan/signed-text.ts';
import { aMutation } from '../../support/a-mutation.ts';
import { anyText as text, anyTexts as texts } from '../../support/any-text.ts';
import { policy } from '../../support/build.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { readSignedText } from '../../support/read-signed-text.ts';

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

const content = fc.record({
  mutations: fc.array(mutation, { maxLength: 4 }),
  items: fc.array(item, { maxLength: 3 }),
  findings: fc.constant([]),
  policy: fc.constant(policy()),
}) as fc.Arbitrary<PlanContent>;

const textOf = (plan: PlanContent): string => [...signedPieces(plan)].join('');

/** The same content of other objects, the keys of each the other way round. */
function madeAnew<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, (_key, entry: unknown) => turned(entry))) as Value;
}
function turned(entry: unknown): unknown {
  return isRecord(entry) ? Object.fromEntries(Object.entries(entry).toReversed()) : entry;
}

const anItem = { id: '00001', call: 'update', dependsOn: [], empties: false };

/** The same with one part after the other replaced: by what a row could hold there, or by nothing at all. */
function forgeries(value: unknown, row: unknown): unknown[] {
  const others: unknown[] = [null, 0, [], [0, 1], '', {}, { is: value }, { length: 0 }, row];
  if (typeof value !== 'object' || value === null) return others;
  const parts = Object.entries(value);
  const inside = parts.flatMap(([key, part], at) => {
    const ownRow: unknown = Array.isArray(value) ? (row as unknown[] | undefined)?.[at] : undefined;
    return forgeries(part, ownRow ?? (isRecord(part) ? Object.values(part) : part)).map((other) =>
      Array.isArray(value) ? value.with(at, other) : { ...value, [key]: other },
    );
  });
  const left = Array.isArray(value) ? [] : parts.map(([key]) => ({ ...without(value, key), also: null }));
  return [...others, ...left, ...inside];
}
function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(one: object, key: string): object {
  return Object.fromEntries(Object.entries(one).filter(([own]) => own !== key));
}

describe('the signed text of a plan', () => {
  it('is read back as the same content, whatever stands in it: nothing is left out', () => {
    fc.assert(
      fc.property(content, ({ mutations, items, ...rest }) => {
        // The same people and accounts again, under another kind, reason and class; and items that repeat what mutations say.
        const [first] = mutations;
        const again = mutations.map((one) => ({ ...one, kind: first?.kind, class: first?.class })) as Mutation[];
        const coming = mutations.map((one) => ({ ...one, via: [], after: one.person?.address ?? null, before: null }));
        const all = [...mutations, ...again, ...coming, ...mutations.toReversed()];
        const repeating = mutations.flatMap(({ account: own }, at) =>
          items.map((one) => ({
            ...one,
            account: own,
            mutations: all.slice(at).map(({ id }) => id),
            changes: { members: { grant: all.map(({ person }) => person?.id ?? 'none'), revoke: one.mutations } },
          })),
        );
        const whole = { ...rest, mutations: all, items: [...items, ...repeating] };

        expect(readSignedText(textOf(whole))).toEqual(whole);
      }),
      propertyRuns(300),
    );
  });

  it('shows what somebody put beside the fields that are known, or left out', () => {
    const beside = [
      (one: PlanContent) => ({ ...one, also: [true] }),
      ...(['mutations', 'items'] as const).flatMap((list) => [
        (one: PlanContent) => ({ ...one, [list]: one[list].map((entry) => ({ ...entry, also: 'more' })) }),
        (one: PlanContent) => ({
          ...one,
          [list]: one[list].map((entry) => ({ ...entry, account: { ...entry.account, also: 1 } })),
        }),
      ]),
      (one: PlanContent) => ({
        ...one,
        mutations: one.mutations.map((entry) => ({ ...entry, person: { id: 'p', address: 'a', name: 'n', also: 1 } })),
      }),
      (one: PlanContent) => ({
        ...one,
        mutations: one.mutations.map((entry) => ({ ...entry, emptied: { members: ['b'], aliases: ['a'], also: 1 } })),
      }),
      (one: PlanContent) => ({
        ...one,
        mutations: one.mutations.map((entry) => ({ ...without(entry, 'before'), promotes: true })),
      }),
      (one: PlanContent) => ({
        ...one,
        mutations: one.mutations.map((entry) => ({ ...without(entry, 'after'), also: 1 })),
      }),
      ...[
        { address: { before: 'a', after: 'b', also: 1 } },
        { members: { grant: [], revoke: [], also: 1 } },
        { also: ['b', 'a'] },
        { aliases: { add: [], also: [] } },
      ].map((changes) => (one: PlanContent) => ({ ...one, items: one.items.map((entry) => ({ ...entry, changes })) })),
      (one: PlanContent) => ({
        ...one,
        items: one.items.map((entry) => ({
          ...entry,
          draft: { address: 'a', displayName: 'b', division: null, also: 1 },
        })),
      }),
    ] as unknown as readonly ((one: PlanContent) => PlanContent)[];
    const [plain] = fc.sample(
      content.filter(({ mutations, items }) => mutations.length > 1 && items.length > 1),
      {
        numRuns: 1,
        seed: 7,
      },
    ) as [PlanContent];

    const made = [plain, ...beside.map((change) => change(plain))];

    for (const one of made) expect(readSignedText(textOf(one))).toEqual(one);
    expect(new Set(made.map(textOf)).size).toBe(made.length);
  });

  it('takes nothing for anything else: whatever is put in a place, its row, its number or a list of values, gives another text', () => {
    fc.assert(
      fc.property(content, (one) => {
        const mutations = one.mutations.map((each, at) => ({ ...each, id: `${at}` }));
        const items = mutations.map(({ account: own, id, person }, at) => ({
          ...(one.items[at] ?? anItem),
          account: own,
          mutations: [id],
          changes: {
            members: { grant: person === null ? [] : [person.id], revoke: ['x'] },
            address: { before: 'a', after: 'b' },
          },
          draft: { address: 'a', displayName: 'b', division: null },
        }));
        const whole = { ...one, mutations, items } as unknown as PlanContent;
        const [rows, itemRows] = JSON.parse(textOf(whole)) as [unknown[], unknown[]];
        const met = new Map([[textOf(whole), JSON.stringify(whole)]]);
        for (const forged of forgeries({ mutations, items }, { mutations: rows, items: itemRows })) {
          const content = JSON.stringify({ ...whole, ...(forged as object) });
          const text = textOf(JSON.parse(content) as PlanContent);
          expect(canonicalJson(JSON.parse(met.get(text) ?? content))).toBe(canonicalJson(JSON.parse(content)));
          met.set(text, content);
        }
      }),
      propertyRuns(6),
    );
  });

  it('is the same for the same content, of whatever objects it is made', () => {
    fc.assert(
      fc.property(content, (one) => {
        const twice = { ...one, mutations: [...one.mutations, ...one.mutations], items: [...one.items, ...one.items] };

        expect(textOf(madeAnew(twice))).toBe(textOf(twice));
      }),
      propertyRuns(200),
    );
  });

  it('names two accounts of one mailbox apart, each by its own number', () => {
    const [a, b] = ['old', 'new'].map((name) => ({
      id: 'c',
      mailboxId: 'm',
      address: 'a@example.nl',
      displayName: name,
    }));
    const grants = [a, b, a, b].map((own, at) => ({ ...aMutation('grant'), id: `g${at}`, account: own as AccountRef }));
    const whole = { mutations: grants, items: [], findings: [], policy: policy() };

    expect(readSignedText(textOf(whole))).toEqual(whole);
    expect(textOf(whole).match(/a@example\.nl/g)).toHaveLength(2);
    expect(textOf(madeAnew(whole))).toBe(textOf(whole));
  });

  it('writes each account and each person once, and of an item only the rows', () => {
    const account = { id: null, mailboxId: 'm-info', address: 'info@example.nl', displayName: 'Info' };
    const [ann, ben] = ['ann', 'ben'].map((name) => ({ id: `p-${name}`, address: `${name}@example.nl`, name }));
    const made = (kind: MutationKind, values: object) => mutationOf(kind, 'new-mailbox', account, values);
    const mutations = [
      made('grant', { after: 'ann@example.nl', person: ann }),
      made('grant', { after: 'ben@example.nl', person: ben, via: ['Staff'] }),
      made('create', { after: 'info@example.nl' }),
    ];
    const items = itemsOf(mutations, new Map(), () => 'example.nl');

    const [rows, itemRows] = JSON.parse(textOf({ mutations, items, findings: [], policy: policy() })) as unknown[];

    expect(rows).toEqual([
      [
        ['info@example.nl', 'Info', null, 'm-info'],
        'grant:m-info:p-ann',
        ['grant', 'access', 'new-mailbox', ['ann@example.nl', 'p-ann', 'ann']],
      ],
      [
        0,
        'grant:m-info:p-ben',
        ['grant', 'access', 'new-mailbox', ['ben@example.nl', 'p-ben', 'ben']],
        'ben@example.nl',
        null,
        null,
        ['Staff'],
      ],
      [
        0,
        'create:m-info:info@example.nl',
        ['create', 'change', 'new-mailbox', null],
        'info@example.nl',
        null,
        null,
        [],
      ],
    ]);
    expect(itemRows).toEqual([
      [
        0,
        'create',
        [null, null, null, null, null],
        [],
        ['info@example.nl', 'Info', 'example.nl'],
        false,
        '00001',
        [2, 1],
      ],
      [0, 'fill', [null, null, null, null, [[0, 2], []]], ['00001'], null, false, '00002', [0, 2]],
    ]);
  });

  it('comes in pieces that are short, however long the plan is', () => {
    const [one] = fc.sample(mutation, 1);
    const mutations = Array.from({ length: 5000 }, (_, index) => ({
      ...(one as Mutation),
      id: `grant:${index}:person`,
    }));

    const pieces = [...signedPieces({ mutations, items: [], findings: [], policy: policy() })];

    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.length).toBeLessThan(500);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100_000);
  });

  it('of a plan with something that is not there is that of a plan without it', () => {
    const plain = { mutations: [], items: [], findings: [], policy: policy() };

    expect(textOf({ ...plain, undoes: undefined } as unknown as PlanContent)).toBe(textOf(plain));
  });
});
