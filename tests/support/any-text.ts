/** Texts that are hard to write and to read back. */

import fc from 'fast-check';

/** Code units of every kind: quotation marks, control characters, pairs and halves of pairs. */
export const anyText = fc.oneof(
  fc.constantFrom('', '"', '\\', '\n', '\u0000', '\u2028', '\ud83d\ude00', '\ud83d', '\ude00', 'é', 'ann@example.nl'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
export const anyTexts = fc.array(anyText, { maxLength: 3 });
