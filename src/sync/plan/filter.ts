/**
 * The address filter: values separated by white space, new line, `;` or `OR` mean any; `AND` means all and binds tighter;
 * parentheses nest; `"…"` quotes a value that looks like a word; `^` and `$` anchor. Values are case-insensitive
 * substrings of the primary address. Errors carry line and column. The grammar is in docs/configuration.md.
 */

export type FilterNode =
  | { readonly kind: 'value'; readonly text: string; readonly atStart: boolean; readonly atEnd: boolean }
  | { readonly kind: 'and'; readonly nodes: readonly FilterNode[] }
  | { readonly kind: 'or'; readonly nodes: readonly FilterNode[] };

export interface FilterProblem {
  readonly problem: 'unclosed-quote' | 'unclosed-parenthesis' | 'unexpected-parenthesis' | 'value-expected' | 'empty';
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** The line it is in, as it was written. */
  readonly text: string;
}

export type FilterResult =
  | { readonly ok: true; readonly filter: FilterNode }
  | ({ readonly ok: false } & FilterProblem);

type Token = { readonly at: number } & (
  | { readonly kind: 'and' | 'or' | 'open' | 'close' }
  | { readonly kind: 'value'; readonly text: string; readonly quoted: boolean }
);

class Mistake extends Error {
  readonly problem: FilterProblem['problem'];
  readonly at: number;
  constructor(problem: FilterProblem['problem'], at: number) {
    super(problem);
    this.problem = problem;
    this.at = at;
  }
}

const nothing = /^[\s;]*$/u;
/** What lies between is white space and `;`. */
const pieces = /(?<open>\()|(?<close>\))|"(?<quoted>[^"]*)"|(?<quote>")|(?<word>[^\s;()"]+)/gu;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pieces)) {
    const at = match.index;
    const { open, close, quoted, quote, word } = match.groups ?? {};
    if (quote !== undefined) throw new Mistake('unclosed-quote', at);
    if (open !== undefined) tokens.push({ kind: 'open', at });
    if (close !== undefined) tokens.push({ kind: 'close', at });
    if (quoted !== undefined) tokens.push({ kind: 'value', text: quoted, quoted: true, at });
    if (word !== undefined) tokens.push(wordToken(word, at));
  }
  return tokens;
}

function wordToken(word: string, at: number): Token {
  const upper = word.toUpperCase();
  if (upper === 'AND') return { kind: 'and', at };
  if (upper === 'OR') return { kind: 'or', at };
  return { kind: 'value', text: word, quoted: false, at };
}

function valueNode(token: Token & { kind: 'value' }): FilterNode {
  const atStart = !token.quoted && token.text.startsWith('^');
  const atEnd = !token.quoted && token.text.endsWith('$');
  const text = token.text.slice(atStart ? 1 : 0, atEnd ? -1 : undefined).toLowerCase();
  if (text === '') throw new Mistake('value-expected', token.at);
  return { kind: 'value', text, atStart, atEnd };
}

/** any := all (OR? all)* ; all := one (AND one)* ; one := value | "(" any ")" */
class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #next = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  parse(): FilterNode {
    const node = this.#any();
    const rest = this.#tokens[this.#next];
    if (rest !== undefined) throw new Mistake('unexpected-parenthesis', rest.at);
    return node;
  }

  #any(): FilterNode {
    const first = this.#all();
    const others: FilterNode[] = [];
    for (;;) {
      const token = this.#tokens[this.#next];
      if (token === undefined || token.kind === 'close') break;
      if (token.kind === 'or') this.#next += 1;
      others.push(this.#all());
    }
    return others.length === 0 ? first : { kind: 'or', nodes: [first, ...others] };
  }

  #all(): FilterNode {
    const first = this.#one();
    const others: FilterNode[] = [];
    while (this.#tokens[this.#next]?.kind === 'and') {
      this.#next += 1;
      others.push(this.#one());
    }
    return others.length === 0 ? first : { kind: 'and', nodes: [first, ...others] };
  }

  #one(): FilterNode {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw new Mistake('value-expected', this.#end);
    this.#next += 1;
    if (token.kind === 'value') return valueNode(token);
    if (token.kind !== 'open')
      throw new Mistake(token.kind === 'close' ? 'unexpected-parenthesis' : 'value-expected', token.at);
    const node = this.#any();
    if (this.#tokens[this.#next]?.kind !== 'close') throw new Mistake('unclosed-parenthesis', token.at);
    this.#next += 1;
    return node;
  }
}

function placeOf(text: string, at: number): Pick<FilterProblem, 'line' | 'column' | 'text'> {
  const before = text.slice(0, at).split('\n');
  const line = before.length;
  return { line, column: (before.at(-1) ?? '').length + 1, text: text.split('\n')[line - 1] ?? '' };
}

export function parseFilter(text: string): FilterResult {
  try {
    if (nothing.test(text)) throw new Mistake('empty', 0);
    return { ok: true, filter: new Parser(tokenize(text), text.length).parse() };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { ok: false, problem: error.problem, ...placeOf(text, error.at) };
  }
}

/** `address` in canonical form. */
export function matchesFilter(node: FilterNode, address: string): boolean {
  if (node.kind === 'and') return node.nodes.every((inner) => matchesFilter(inner, address));
  if (node.kind === 'or') return node.nodes.some((inner) => matchesFilter(inner, address));
  if (node.atStart && node.atEnd) return address === node.text;
  if (node.atStart) return address.startsWith(node.text);
  if (node.atEnd) return address.endsWith(node.text);
  return address.includes(node.text);
}

/** Every value in the filter, in order, with how many of the addresses it alone matches. */
export function countMatches(
  node: FilterNode,
  addresses: readonly string[],
): { readonly text: string; readonly count: number }[] {
  if (node.kind !== 'value') return node.nodes.flatMap((inner) => countMatches(inner, addresses));
  return [
    {
      text: `${node.atStart ? '^' : ''}${node.text}${node.atEnd ? '$' : ''}`,
      count: addresses.filter((address) => matchesFilter(node, address)).length,
    },
  ];
}
