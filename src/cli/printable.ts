/** Names and addresses come from outside: what could steer a terminal or turn its text around is shown as a code. */

// Control characters, line and paragraph separators, marks that change the direction of text, and invisible ones.
const unsafe = /[\p{Cc}\u2028\u2029\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

export function printable(text: string): string {
  return text.replaceAll(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
