/** An account or mailbox in a table: its name over its address. */

import { escapeMarkdown } from './escape-markdown.ts';
import { type Line, line, subtleLine } from './lines.ts';

export function nameOverAddress(
  of: { readonly displayName: string; readonly address: string },
  length: number,
): readonly Line[] {
  const name = escapeMarkdown(of.displayName, length);
  const address = escapeMarkdown(of.address, length);
  const lines: Line[] = [];
  if (name !== '') lines.push(line(`**${name}**`));
  if (address !== '' && of.address !== of.displayName)
    lines.push(lines.length === 0 ? line(address) : subtleLine(address));
  return lines.length === 0 ? [line('–')] : lines;
}
