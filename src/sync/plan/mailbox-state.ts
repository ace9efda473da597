/** One digest for what a source says about one mailbox: has it moved since the plan was computed? */

import { byText } from '../model/address.ts';
import type { SharedMailbox, Trustee } from '../model/mailbox.ts';
import { canonicalJson } from './canonical-json.ts';
import { digest } from './fingerprint.ts';

/** The state of a mailbox that its source no longer has. */
export const absentMailbox = 'absent';

export function mailboxStateOf(mailbox: SharedMailbox): string {
  const { id, displayName, primaryAddress, proxyAddresses, type, delegates } = mailbox;
  const trustees = delegates.state === 'read' ? delegates.trustees.map(trusteeText).sort(byText) : 'unreadable';
  return digest({ displayName, id, primaryAddress, proxyAddresses: [...proxyAddresses].sort(byText), trustees, type });
}

/** Its keys in order: most of them are people, and there are many. */
function trusteeText(trustee: Trustee): string {
  if (trustee.kind !== 'person') return canonicalJson(trustee);
  const { address, aliases, kind, name, via } = trustee;
  return canonicalJson({ address, aliases, kind, name, via } satisfies Required<typeof trustee>);
}
