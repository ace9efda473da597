/** One value, one text: keys sorted, no white space. Two plans are equal exactly when these texts are. */

/** @throws TypeError for what JSON cannot hold (functions, NaN, cycles) */
export function canonicalJson(value: unknown): string {
  // What hot places make in the order of its keys, the engine writes itself: the same text, and faster.
  return isInOrder(value) ? JSON.stringify(value) : assembled(value);
}

/** So many entries of a list make one piece. */
const pieceLength = 256;

/** The same text in pieces: that of a large plan is longer than a string may be. */
export function* canonicalPieces(value: unknown): Generator<string> {
  if (Array.isArray(value) && value.length <= pieceLength && value.some(holdsLongList)) {
    let before = '[';
    for (const entry of value) {
      yield before;
      yield* canonicalPieces(entry);
      before = ',';
    }
    yield ']';
    return;
  }
  if (Array.isArray(value) && value.length > pieceLength) {
    for (let at = 0; at < value.length; at += pieceLength) {
      const entries = canonicalJson(value.slice(at, at + pieceLength)).slice(1, -1);
      yield at === 0 ? `[${entries}` : `,${entries}`;
    }
    yield ']';
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield canonicalJson(value);
    return;
  }
  let opening = '{';
  for (const [key, entry] of entriesOf(value)) {
    yield `${opening}${JSON.stringify(key)}:`;
    yield* canonicalPieces(entry);
    opening = ',';
  }
  yield opening === '{' ? '{}' : '}';
}

/** A finding about a large plan has as many details as the plan has mailboxes. */
function holdsLongList(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  return Object.values(entry).some((own) => Array.isArray(own) && own.length > pieceLength);
}

/**
 * JSON, every key where sorting would put it, and nothing that JSON.stringify leaves out or rewrites. A wrong "no" only costs
 * time, so that mutation testing finds no test for it; a wrong "yes" gives another text.
 */
function isInOrder(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return everyInOrder(value);
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  let last = '';
  for (const key in value) {
    if (key < last || !isInOrder((value as Record<string, unknown>)[key])) return false;
    last = key;
  }
  return true;
}

/** By index: `every` would pass over a hole. */
function everyInOrder(list: readonly unknown[]): boolean {
  for (let at = 0; at < list.length; at += 1) if (!isInOrder(list[at])) return false;
  return true;
}

function assembled(value: unknown): string {
  if (typeof value === 'number') throw new TypeError(`not a JSON number: ${value}`);
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry)).join(',')}]`;
  if (typeof value !== 'object' || value === null) throw new TypeError(`not a JSON value: ${typeof value}`);
  return `{${entriesOf(value)
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`)
    .join(',')}}`;
}

function entriesOf(value: object): [string, unknown][] {
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}
