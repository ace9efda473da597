/**
 * Cuts the answer to a list into its resources, of which only one at a time is held as text: a list of 100,000 accounts
 * is about 60 MB, and parsing it in one go keeps everybody waiting for seconds. Knows where JSON begins and ends, not what it says.
 */

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
const [insideAnswer, insideList] = [1, 2];
const beforeList = /"Resources"\s*:\s*$/;

/**
 * Gives the text of each resource, and returns what is left: the answer with an empty list. Of something that is no JSON,
 * one of these is none either.
 */
export function* cutList(answer: Iterable<Uint8Array>): Generator<string, string> {
  const cut = new Cut();
  for (const bytes of answer) yield* cut.through(bytes);
  return cut.rest();
}

type Place = 'outside' | 'in a string' | 'after a backslash';

function placeAfter(byte: number | undefined, place: Place): Place {
  if (place === 'after a backslash') return 'in a string';
  if (byte === quote) return place === 'outside' ? 'in a string' : 'outside';
  return place === 'in a string' && byte === backslash ? 'after a backslash' : place;
}

function mayCut(byte: number | undefined): byte is number {
  return byte === comma || byte === openArray || byte === closeArray || byte === openObject || byte === closeObject;
}

/** Where the cuts are: at commas, brackets and braces outside of strings. */
class Cut {
  #bytes: Uint8Array = new Uint8Array();
  /** Where the text that is being collected begins in these bytes, and what came of it with earlier ones. */
  #from = 0;
  #earlier: Uint8Array[] = [];
  #place: Place = 'outside';
  #depth = 0;
  #rest = '';
  #list: 'to come' | 'open' | 'closed' = 'to come';
  #resources = 0;

  *through(bytes: Uint8Array): Generator<string, void> {
    this.#bytes = bytes;
    this.#from = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (this.#place !== 'outside' || !mayCut(byte)) {
        this.#place = placeAfter(byte, this.#place);
        continue;
      }
      const resource = this.#cutAt(byte, at);
      if (resource !== undefined) yield resource;
    }
    this.#earlier.push(bytes.subarray(this.#from));
  }

  /** A list that never ended leaves its beginning here, which is no JSON. */
  rest(): string {
    if (this.#list !== 'open') this.#rest += Buffer.concat(this.#earlier).toString('utf8');
    return this.#rest;
  }

  /** The text of the resource that ends at this byte. */
  #cutAt(byte: number, at: number): string | undefined {
    const isBetween = this.#list === 'open' && this.#depth === insideList;
    if (byte === comma) return isBetween ? this.#resource(at) : undefined;
    if (byte === openArray && this.#list === 'to come' && this.#depth === insideAnswer) this.#openList(at);
    this.#depth += byte === openArray || byte === openObject ? 1 : -1;
    return isBetween && this.#depth < insideList ? this.#closeList(at) : undefined;
  }

  #openList(at: number): void {
    this.#rest += this.#take(at, at);
    if (!beforeList.test(this.#rest)) return;
    this.#rest += '[';
    this.#from = at + 1;
    this.#list = 'open';
  }

  #closeList(at: number): string | undefined {
    this.#list = 'closed';
    const last = this.#take(at, at);
    return this.#resources === 0 && last.trim() === '' ? undefined : last;
  }

  #resource(at: number): string {
    this.#resources += 1;
    return this.#take(at, at + 1);
  }

  /** What was collected up to here; the next begins at `from`. */
  #take(at: number, from: number): string {
    const last = this.#bytes.subarray(this.#from, at);
    const text = this.#earlier.length === 0 ? last : Buffer.concat([...this.#earlier, last]);
    this.#earlier = [];
    this.#from = from;
    return Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8');
  }
}
