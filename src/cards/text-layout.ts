/** Width and wrapping of text in a terminal. Knows wide and combining characters; knows nothing of cards. */

const noWidth = /[\p{M}\p{Cf}]/u;
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;

const webAddress = /^\(?https?:\/\/\S+$/;

export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (noWidth.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}

/** At spaces where possible; a longer word is broken, unless it is an address to follow. At least one line. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = webAddress.test(word) ? [word] : broken(word, width);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return [...lines, line];
}

function broken(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && textWidth(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** Column widths that fit in `room`: narrow columns keep what they need, wide ones share the rest. */
export function spread(natural: readonly number[], room: number): number[] {
  const widths = natural.map(() => 0);
  let open = natural.map((_, index) => index);
  let left = Math.max(room, natural.length);
  while (open.length > 0) {
    const share = Math.floor(left / open.length);
    const fitting = open.filter((index) => (natural[index] ?? 0) <= share);
    if (fitting.length === 0) {
      for (const index of open) widths[index] = Math.max(1, share);
      return widths;
    }
    for (const index of fitting) {
      widths[index] = natural[index] ?? 0;
      left -= widths[index] ?? 0;
    }
    open = open.filter((index) => !fitting.includes(index));
  }
  return widths;
}
