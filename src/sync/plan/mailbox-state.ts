/** One digest for what a source says about one mailbox: has it moved since the plan was computed? */

import { byText, inOrderOf } from '../model/address.ts';
import type { SharedMailbox, Trustee } from '../model/mailbox.ts';
import { canonicalJson } from './canonical-json.ts';
import { digestOfText } from './fingerprint.ts';

/** The state of a mailbox that its source no longer has. */
export const absentMailbox = 'absent';

export function mailboxStateOf(mailbox: SharedMailbox): string {
  return mailboxStates()(mailbox);
}

/** The same of many mailboxes: what is written of a trustee who stands in several of them is written once. */
export function mailboxStates(): (mailbox: SharedMailbox) => string {
  const textOf = remembering(trusteeText);
  return ({ id, displayName, primaryAddress, proxyAddresses, type, delegates }) => {
    const trustees = delegates.state === 'read' ? listInOrder(delegates.trustees.map(textOf)) : '"unreadable"';
    // Canonical JSON, written out: of a first run every mailbox passes here.
    return digestOfText(
      `{"displayName":${quoted(displayName)},"id":${quoted(id)},"primaryAddress":${quoted(primaryAddress)},` +
        `"proxyAddresses":${listInOrder([...proxyAddresses])},"trustees":${trustees},"type":${quoted(type)}}`,
    );
  };
}

function listInOrder(texts: string[]): string {
  return JSON.stringify(inOrderOf(texts, byText));
}

function trusteeText(trustee: Trustee): string {
  // Stryker disable next-line StringLiteral: the same text, only slower
  if (trustee.kind !== 'person') return canonicalJson(trustee);
  const { address, aliases, name, via } = trustee;
  return `{"address":${quoted(address)},"aliases":${JSON.stringify(aliases)},"kind":"person","name":${quoted(name)},"via":${JSON.stringify(via)}}`;
}

/** What is made of each object, made when it is first met. */
function remembering<Value extends object, Made>(make: (value: Value) => Made): (value: Value) => Made {
  const known = new Map<Value, Made>();
  return (value) => {
    let made = known.get(value);
    // Stryker disable next-line ConditionalExpression: only saves time
    if (made === undefined) known.set(value, (made = make(value)));
    return made;
  };
}

// Anything but what JSON writes as it is: quotation mark, backslash, control characters, halves of pairs.
const mustBeEscaped = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

function quoted(text: string): string {
  return mustBeEscaped.test(text) ? JSON.stringify(text) : `"${text}"`;
}
