/**
 * Makes text from outside (names, addresses, comments) safe to stand in a card: no live Markdown, no invisible or
 * direction-changing characters, one line, a bounded length. Must not decide what is shown.
 */

/** Controls, format characters (zero width, direction overrides, tags), private use and lone surrogates. */
const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const tooManyMarks = /(\p{M}{3})\p{M}+/gu;
const everywhere = /[\\`*_[\]{}<>#|~&]/g;
/** Starts of a list, a quote or an underlined heading: live at the beginning of a block only. */
const atStart = /^(?:[-+=]|\d+(?=[.)]))/;

/**
 * One visible line of at most `length` characters. Line breaks become a space, other invisible characters `�` (the
 * reader should see that something odd stands there).
 */
export function oneLine(text: string, length: number): string {
  const line = text.replace(/\s+/gu, ' ').replace(invisible, '\ufffd').replace(tooManyMarks, '$1').trim();
  const characters = Array.from(line);
  return characters.length <= length
    ? line
    : `${characters
        .slice(0, Math.max(1, length - 1))
        .join('')
        .trimEnd()}…`;
}

/** For places where Markdown is not read (button titles, input values). `${` is broken up: it would look unbound. */
export function plainText(text: string, length: number): string {
  return oneLine(text, length).replaceAll('${', '$ {');
}

const plainAddress = /^[^\s@()<>,;:\\]+@[^\s@()<>,;:\\]+$/u;
const scheme =
  /:(?=\/\/)|(?<=\b(?:mailto|tel|sms|sip|im|data|file|javascript|vbscript|callto|skype|msteams|ms-[a-z-]+)):(?=\S)/gi;
const world = /(?<=\bwww)\.(?=\S)/gi;
const host = /(?<!\\)\.(?=\p{L}{2})/gu;

/**
 * Escaped for clients that read Markdown and recognise addresses. Schemes and `www.` are also broken by a word joiner,
 * which takes no room: a telephone looks for links in what is shown.
 */
function withoutLinks(word: string): string {
  const broken = word.replace(scheme, '\\:\u2060').replace(world, '\\.\u2060');
  return plainAddress.test(broken) ? broken : broken.replace(host, '\\.');
}

/**
 * For TextBlock and Fact. Also disarms the date functions of Adaptive Cards (`{{DATE(…)}}`) and whatever a client would make
 * a link of by itself, but a plain mail address: that one leads where it says.
 */
export function escapeMarkdown(text: string, length = 120): string {
  const escaped = oneLine(text, length)
    .replace(everywhere, '\\$&')
    // Older mobile clients do not know `\[`, but need `](` for a link.
    .replaceAll('](', ']\\(')
    .replace(/\S+/gu, withoutLinks)
    .replace(atStart, (start) => (/\d/.test(start) ? start : `\\${start}`))
    .replace(/^(\d+)([.)])/, '$1\\$2');
  // Isolated, so that a right-to-left name cannot reorder what stands around it.
  return rightToLeft.test(escaped) ? `\u2068${escaped}\u2069` : escaped;
}
