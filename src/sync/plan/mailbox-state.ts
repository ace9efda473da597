/** One digest for what a source says about one mailbox: has it moved since the plan was computed? */

import type { SharedMailbox } from '../model/mailbox.ts';
import { byText } from './address.ts';
import { canonicalJson } from './canonical-json.ts';
import { digest } from './fingerprint.ts';

/** The state of a mailbox that its source no longer has. */
export const absentMailbox = 'absent';

export function mailboxStateOf(mailbox: SharedMailbox): string {
  const { id, displayName, primaryAddress, proxyAddresses, type, delegates } = mailbox;
  const trustees = delegates.state === 'read' ? delegates.trustees.map(canonicalJson).sort(byText) : 'unreadable';
  return digest({ id, displayName, primaryAddress, type, proxyAddresses: [...proxyAddresses].sort(byText), trustees });
}
