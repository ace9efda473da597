import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutList } from '../../../../src/sync/target/zivver/cut-list.ts';

/** As it may come from a connection: in pieces of any size. */
function inPieces(text: string, size: number): Uint8Array[] {
  const bytes = Buffer.from(text);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return pieces;
}

function cut(text: string, size = 7) {
  const cutting = cutList(inPieces(text, size));
  const resources: unknown[] = [];
  for (let next = cutting.next(); ; next = cutting.next()) {
    if (next.done === true) return { resources, rest: JSON.parse(next.value) as unknown };
    resources.push(JSON.parse(next.value));
  }
}

/** With everything that could be taken for an end, and characters of several bytes. */
const text = fc.string({ unit: fc.constantFrom('a', '"', '\\', '[', ']', '{', '}', ',', ':', 'é', '名', '😀', ' ') });
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(text, fc.constant('Resources')), tie('any'), { maxKeys: 4 }),
  ),
})).any;

describe('the answer to a list, cut into its resources', () => {
  it('is what it would be when parsed whole, however it arrives and however it is spaced', () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 6 }),
        fc.dictionary(text, value, { maxKeys: 3 }),
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom(undefined, 1, '\t'),
        (Resources, more, size, indent) => {
          const answer = JSON.stringify({ totalResults: 2, ...more, Resources, last: 1 }, null, indent);

          const found = cut(answer, size);

          expect({ ...(found.rest as object), Resources: found.resources }).toEqual(JSON.parse(answer));
          expect(found.rest).toMatchObject({ Resources: [] });
        },
      ),
    );
  });

  it.each([
    ['cut off inside a resource', '{"Resources":[{"id":"a"},{"id":'],
    ['cut off between two', '{"Resources":[{"id":"a"},'],
    ['cut off after the list', '{"Resources":[{"id":"a"}]'],
    ['with nothing between two commas', '{"Resources":[1,,2]}'],
    ['with a comma before the first', '{"Resources":[,1]}'],
    ['with a comma after the last', '{"Resources":[1,]}'],
    ['with two resources and no comma', '{"Resources":[{} {}]}'],
    ['closed by a brace', '{"Resources":[{}}'],
    ['with a resource closed by a bracket', '{"Resources":[{"id":1]]}'],
    ['followed by something else', '{"Resources":[]} {}'],
    ['that is a page', '<html>Sign in</html>'],
    ['that is empty', ''],
  ])('is no JSON when it is an answer %s', (_what, answer) => {
    expect(() => JSON.parse(answer)).toThrow(SyntaxError);

    expect(() => cut(answer)).toThrow(SyntaxError);
  });

  it.each([
    ['no object', '[{"Resources":[1]}]'],
    ['a list deeper down', '{"meta":{"Resources":[1,2]}}'],
    ['no list', '{"Resources":{"a":[1]}}'],
  ])('leaves an answer that is %s whole', (_what, answer) => {
    expect(cut(answer)).toEqual({ resources: [], rest: JSON.parse(answer) });
  });

  it('cuts the first of two lists, so that the second is seen', () => {
    expect(cut('{"Resources":[1],"Resources":[2]}')).toEqual({ resources: [1], rest: { Resources: [2] } });
  });
});
