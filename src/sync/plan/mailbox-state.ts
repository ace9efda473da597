/** One digest for what a source says about one mailbox: has it moved since the plan was computed? */

import { byText } from '../model/address.ts';
import type { SharedMailbox, Trustee } from '../model/mailbox.ts';
import { canonicalJson } from './canonical-json.ts';
import { digestOfText } from './fingerprint.ts';
import { quoted, texts } from './plan-text.ts';

/** The state of a mailbox that its source no longer has. */
export const absentMailbox = 'absent';

export function mailboxStateOf(mailbox: SharedMailbox): string {
  const { id, displayName, primaryAddress, proxyAddresses, type, delegates } = mailbox;
  const trustees =
    delegates.state === 'read' ? texts(delegates.trustees.map(trusteeText).sort(byText)) : '"unreadable"';
  // Canonical JSON, written out: of a first run every mailbox passes here.
  return digestOfText(
    `{"displayName":${quoted(displayName)},"id":${quoted(id)},"primaryAddress":${quoted(primaryAddress)},` +
      `"proxyAddresses":${texts([...proxyAddresses].sort(byText))},"trustees":${trustees},"type":${quoted(type)}}`,
  );
}

function trusteeText(trustee: Trustee): string {
  if (trustee.kind !== 'person') return canonicalJson(trustee);
  const { address, aliases, name, via } = trustee;
  return `{"address":${quoted(address)},"aliases":${texts(aliases)},"kind":"person","name":${quoted(name)},"via":${texts(via)}}`;
}
