/** A contract mailbox in the words of the model, as a source in memory or a recorded reading holds it. */

import type { SharedMailbox } from '../../src/sync/model/mailbox.ts';
import type { ContractMailbox } from '../contract/source-contract.ts';

export function mailboxOfContract({
  id,
  displayName,
  address,
  aliases,
  type,
  delegates,
}: ContractMailbox): SharedMailbox {
  const trustees = delegates.map(
    (each) => ({ kind: 'person', address: each, aliases: [], name: each, via: [] }) as const,
  );
  return {
    id,
    source: 'recorded elsewhere',
    displayName,
    primaryAddress: address,
    proxyAddresses: [`SMTP:${address}`, ...aliases.map((alias) => `smtp:${alias}`)],
    type,
    delegates: { state: 'read', trustees },
  };
}
