import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countMatches, matchesFilter, parseFilter } from '../../../src/sync/plan/filter.ts';
import { propertyRuns } from '../../support/property-runs.ts';

function matches(text: string, address: string): boolean {
  const result = parseFilter(text);
  if (!result.ok) throw new Error(`${result.problem} at ${result.line}:${result.column}`);
  return matchesFilter(result.filter, address);
}

describe('the address filter', () => {
  it.each([
    ['sales', 'sales@example.nl', true],
    ['SALES', 'presales@example.nl', true],
    ['info sales', 'sales@example.nl', true],
    ['info;sales', 'sales@example.nl', true],
    ['info\nsales', 'sales@example.nl', true],
    ['info or sales', 'sales@example.nl', true],
    ['info AND example.nl', 'info@example.com', false],
    ['info AND example.nl', 'info@example.nl', true],
    ['(sales OR info) AND example.nl', 'info@example.nl', true],
    ['sales OR info AND example.nl', 'sales@example.com', true],
    ['(sales OR info) AND example.nl', 'sales@example.com', false],
    ['((a)) b', 'b@example.nl', true],
    ['"and"', 'brand@example.nl', true],
    ['^info', 'myinfo@example.nl', false],
    ['^info', 'info@example.nl', true],
    ['^info', 'desk@example.info', false],
    ['.nl$', 'info@example.nl', true],
    ['.nl$', 'info@example.nl.example', false],
    ['^info@example.nl$', 'info@example.nl', true],
    ['^info@example.nl$', 'myinfo@example.nl', false],
    ['^info@example.nl$', 'info@example.nl.example', false],
    ['"^info"', 'info@example.nl', false],
    ['"nl$"', 'info@example.nl', false],
    ['"sales info"', 'sales@example.nl', false],
  ])('%j on %s: %s', (text, address, expected) => {
    expect(matches(text, address)).toBe(expected);
  });

  it.each([
    ['', 'empty', 1, 1],
    [' ; ', 'empty', 1, 1],
    ['sales AND', 'value-expected', 1, 10],
    ['sales AND AND x', 'value-expected', 1, 11],
    ['(sales', 'unclosed-parenthesis', 1, 1],
    ['sales)', 'unexpected-parenthesis', 1, 6],
    ['()', 'unexpected-parenthesis', 1, 2],
    ['OR sales', 'value-expected', 1, 1],
    ['(a;\n(b c)', 'unclosed-parenthesis', 1, 1],
    ['a\nb "c', 'unclosed-quote', 2, 3],
    ['^', 'value-expected', 1, 1],
  ])('%j is a mistake: %s at %i:%i', (text, problem, line, column) => {
    expect(parseFilter(text)).toEqual({ ok: false, problem, line, column, text: text.split('\n')[line - 1] });
  });

  it('counts what each value matched on its own', () => {
    const result = parseFilter('Sales OR nothing AND (^sales OR nl$)');

    const counts = result.ok ? countMatches(result.filter, ['sales@example.nl', 'presales@example.com']) : [];

    expect(counts).toEqual([
      { text: 'sales', count: 2 },
      { text: 'nothing', count: 0 },
      { text: '^sales', count: 1 },
      { text: 'nl$', count: 1 },
    ]);
  });

  it('holds no more than was written: one value, in however many parentheses, is one value', () => {
    const value = { kind: 'value', text: 'sales', atStart: false, atEnd: false };

    expect(parseFilter('((sales))')).toEqual({ ok: true, filter: value });
    expect(parseFilter('(sales) OR sales')).toEqual({ ok: true, filter: { kind: 'or', nodes: [value, value] } });
  });

  it('agrees with a naive reading of any expression', () => {
    interface Naive {
      readonly text: string;
      readonly holds: (address: string) => boolean;
    }
    const value = fc.constantFrom('a', 'b', 'cd', 'and"', 'x.').map((word): Naive => {
      const plain = word.replace('"', '');
      return { text: `"${plain}"`, holds: (address) => address.includes(plain) };
    });
    const { expression } = fc.letrec<{ expression: Naive }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4 },
        value,
        fc.tuple(fc.constantFrom('AND', 'OR', ' ', ';'), tie('expression'), tie('expression')).map(
          ([word, a, b]): Naive => ({
            text: `(${a.text}) ${word} (${b.text})`,
            holds: (address) =>
              word === 'AND' ? a.holds(address) && b.holds(address) : a.holds(address) || b.holds(address),
          }),
        ),
      ),
    }));

    fc.assert(
      fc.property(
        expression,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'n', 'x', '.') }),
        (naive, address) => {
          expect(matches(naive.text, address)).toBe(naive.holds(address));
        },
      ),
      propertyRuns(1000),
    );
  });
});
