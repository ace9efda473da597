/** One digest for what a source says about one mailbox: has it moved since the plan was computed? */

import { byText, inOrderOf } from '../model/address.ts';
import type { SharedMailbox, Trustee } from '../model/mailbox.ts';
import { canonicalJson } from './canonical-json.ts';
import { digestOfText } from './fingerprint.ts';
import { quoted, remembering, texts } from './plan-text.ts';

/** The state of a mailbox that its source no longer has. */
export const absentMailbox = 'absent';

export function mailboxStateOf(mailbox: SharedMailbox): string {
  return mailboxStates()(mailbox);
}

/** The same of many mailboxes: what is written of a trustee who stands in several of them is written once. */
export function mailboxStates(): (mailbox: SharedMailbox) => string {
  const writtenOf = remembering(writeDown);
  return ({ id, displayName, primaryAddress, proxyAddresses, type, delegates }) => {
    const trustees =
      delegates.state === 'read'
        ? `[${inOrderOf(delegates.trustees.map(writtenOf), byWritten).map(quotedOf).join(',')}]`
        : '"unreadable"';
    // Canonical JSON, written out: of a first run every mailbox passes here.
    return digestOfText(
      `{"displayName":${quoted(displayName)},"id":${quoted(id)},"primaryAddress":${quoted(primaryAddress)},` +
        `"proxyAddresses":${texts(inOrderOf([...proxyAddresses], byText))},"trustees":${trustees},"type":${quoted(type)}}`,
    );
  };
}

interface Written {
  readonly text: string;
  /** Its text as JSON writes it. */
  readonly quoted: string;
}

function writeDown(trustee: Trustee): Written {
  const text = trusteeText(trustee);
  return { text, quoted: JSON.stringify(text) };
}

function byWritten(a: Written, b: Written): number {
  return byText(a.text, b.text);
}

function quotedOf({ quoted: written }: Written): string {
  return written;
}

function trusteeText(trustee: Trustee): string {
  // Stryker disable next-line StringLiteral: the same text, only slower
  if (trustee.kind !== 'person') return canonicalJson(trustee);
  const { address, aliases, name, via } = trustee;
  return `{"address":${quoted(address)},"aliases":${texts(aliases)},"kind":"person","name":${quoted(name)},"via":${texts(via)}}`;
}
