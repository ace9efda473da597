import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, canonicalPieces } from '../../../src/sync/plan/canonical-json.ts';
import { digest } from '../../../src/sync/plan/fingerprint.ts';
import { propertyRuns } from '../../support/property-runs.ts';

describe('one value has one text', () => {
  test.each([
    ['keys in order', { a: 1, b: [true, null], c: { d: 'x' } }, '{"a":1,"b":[true,null],"c":{"d":"x"}}'],
    ['keys in another order', { c: { d: 'x' }, b: [true, null], a: 1 }, '{"a":1,"b":[true,null],"c":{"d":"x"}}'],
    ['a value that is not there', { b: undefined, a: 1 }, '{"a":1}'],
    ['nothing but values that are not there', { a: undefined }, '{}'],
    ['keys that are numbers, in the order of text', { 9: 'nine', 10: 'ten' }, '{"10":"ten","9":"nine"}'],
    ['capitals before small letters', { a: 1, B: 2 }, '{"B":2,"a":1}'],
    ['a plain text', 'é"\n', '"é\\"\\n"'],
  ])('%s', (_name, value, text) => {
    expect(canonicalJson(value)).toBe(text);
    expect([...canonicalPieces(value)].join('')).toBe(text);
  });

  test('however its keys stand and wherever it is cut', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);

        expect(canonicalJson(turned(value))).toBe(text);
        expect([...canonicalPieces(turned(value))].join('')).toBe(text);
        // Minus zero is written as zero.
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      propertyRuns(200),
    );
  });

  test('a long list comes in pieces that are its text', () => {
    const list = Array.from({ length: 1000 }, (_, index) => ({ name: `n${index}`, id: index }));

    const pieces = [...canonicalPieces({ list })];

    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.join('')).toBe(canonicalJson({ list }));
  });

  test.each([0, 1, 255, 256, 257, 511, 512, 513])('a list of %i entries is cut where nobody sees it', (length) => {
    const list = Array.from({ length }, (_, index) => ({ name: `n${index}`, id: index }));

    expect([...canonicalPieces(list)].join('')).toBe(canonicalJson(list));
    expect([...canonicalPieces([{ list }, 1, { list }])].join('')).toBe(canonicalJson([{ list }, 1, { list }]));
  });

  test.each([
    [0, 1],
    [256, 1],
    [257, 3],
    [512, 3],
    [513, 4],
  ])('a list of %i entries comes in %i pieces', (length, count) => {
    const list = Array.from({ length }, (_, index) => index);

    expect([...canonicalPieces(list)]).toHaveLength(count);
  });

  test('things without a long list come in one piece', () => {
    const most = Array.from({ length: 256 }, (_, index) => index);

    expect([...canonicalPieces([{ code: 'calm', addresses: [] }, { said: 'x', details: most }, 'text'])]).toHaveLength(
      1,
    );
  });

  test('a few things with a long list in each come in short pieces too', () => {
    const details = Array.from({ length: 20_000 }, (_, index) => ({ address: `m${index}@example.nl`, detail: 'x' }));
    const findings = [{ code: 'calm', addresses: [], none: null }, null, 'text', { code: 'said', details }];

    const pieces = [...canonicalPieces(findings)];

    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100_000);
    expect(pieces.join('')).toBe(canonicalJson(findings));
  });

  test.each([
    ['not a number', { b: 1, a: Number.NaN }, 'NaN'],
    ['nothing but not a number', Number.NaN, 'NaN'],
    ['without end', [Number.POSITIVE_INFINITY], 'Infinity'],
    ['a function', { a: () => 1 }, 'function'],
    ['a function', () => 1, 'function'],
    ['a big number', { a: 1n }, 'bigint'],
    ['a symbol', { b: 1, a: Symbol('x') }, 'symbol'],
    ['nothing at all', undefined, 'undefined'],
    ['an entry that is not there', [undefined], 'undefined'],
    ['a list with a hole', Array(1), 'undefined'],
    ['a moment', { at: new Date(0) }, 'Date'],
    ['a map', { b: 1, a: new Map([['x', 1]]) }, 'Map'],
    ['a set, by itself', new Set(['x']), 'Set'],
    [
      'something of a class',
      [
        new (class Thing {
          readonly of = 1;
        })(),
      ],
      'Thing',
    ],
    ['something made after another thing', Object.create({ kind: 'x' }), 'Object'],
  ])('%s has none, and what it is is said', (_name, value, what) => {
    for (const text of [() => canonicalJson(value), () => [...canonicalPieces(value)].join('')]) {
      expect(text).toThrow(TypeError);
      expect(text).toThrow(what);
    }
  });

  test('what has no prototype is an object as any other', () => {
    const bare = Object.assign(Object.create(null), { b: [Object.create(null)], a: 1 });

    expect(canonicalJson(bare)).toBe('{"a":1,"b":[{}]}');
    expect([...canonicalPieces(bare)].join('')).toBe('{"a":1,"b":[{}]}');
  });

  test('its digest is the SHA-256 of the text', () => {
    const expected = createHash('sha256').update('{"a":"é","b":1}').digest('hex');

    expect(digest({ b: 1, a: 'é' })).toBe(expected);
  });
});

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [key, turned(entry)]);
  return Object.fromEntries(entries.toReversed());
}
