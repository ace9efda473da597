/** E-mail addresses in the one form used inside: lower case, no prefix, domain in ASCII. */

import { domainToASCII } from 'node:url';

// Deliberately looser than RFC 5321: Exchange accepted the address already; this only keeps out what is none.
const pattern = /^[^\s@"(),:;<>[\]\\]+@[^\s@]+\.[^\s@]+$/u;

// What nearly every address is. It only has to be put in lower case: no composed form, no domain to convert; a last label
// that begins with a letter is no IP address, and punycode is checked below.
const plain = /^[\w.!#$%&'*+/=?^`{|}~-]+@(?:[a-z\d-]+\.)+[a-z][a-z\d-]*$/i;

const smtp = /^smtp:/i;

/** Canonical form, or undefined when the text is no SMTP address (another prefix, no domain, white space inside). */
export function canonicalAddress(raw: string): string | undefined {
  const trimmed = raw.trim();
  const colon = trimmed.indexOf(':');
  if (colon > 0 && !smtp.test(trimmed)) return undefined;
  const bare = colon < 0 ? trimmed : trimmed.slice(colon + 1);
  if (plain.test(bare)) {
    const lower = bare.toLowerCase();
    if (!lower.includes('xn--')) return lower;
  }
  const address = bare.trim().normalize('NFC').toLowerCase();
  if (!pattern.test(address)) return undefined;
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1));
  return domain === '' ? undefined : `${address.slice(0, at)}@${domain}`;
}

export function domainOf(address: string): string {
  const isTheSame = address.endsWith(lastDomain) && address.at(-lastDomain.length - 1) === '@';
  // Stryker disable next-line ConditionalExpression: only saves time and memory
  if (!isTheSame) lastDomain = address.slice(address.lastIndexOf('@') + 1);
  return lastDomain;
}

/** Address after address has the domain of the one before: the same text then, and not 100,000 that are equal. */
let lastDomain = '';

/** Code-unit order: the same on every machine, unlike a locale's. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function sortedUnique(values: Iterable<string>): string[] {
  const sorted = inOrderOf([...values], byText);
  for (let at = 1; at < sorted.length; at += 1) if (sorted[at] === sorted[at - 1]) return [...new Set(sorted)];
  return sorted;
}

/** Sorts in place, unless it stands in order already: looking costs a fraction of sorting. Equal ones keep their order. */
export function inOrderOf<Value>(values: Value[], compare: (a: Value, b: Value) => number): Value[] {
  // Stryker disable next-line ConditionalExpression, EqualityOperator: only saves time
  if (values.length <= few) return inserted(values, compare);
  for (let at = 1; at < values.length; at += 1) {
    // Both indexes are within the list.
    if (compare(values[at - 1] as Value, values[at] as Value) > 0) return values.sort(compare);
  }
  return values;
}

/** The engine's sort copies the list before it begins: of a dozen that takes longer than to sort them. */
function inserted<Value>(values: Value[], compare: (a: Value, b: Value) => number): Value[] {
  for (let end = 1; end < values.length; end += 1) {
    const next = values[end] as Value;
    let at = end;
    for (; at > 0 && compare(values[at - 1] as Value, next) > 0; at -= 1) values[at] = values[at - 1] as Value;
    values[at] = next;
  }
  return values;
}

const few = 16;

/** Both sorted and free of duplicates, or nearly always so: the same lists. */
export function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
