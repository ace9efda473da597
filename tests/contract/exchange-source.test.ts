import { afterAll } from 'vitest';
import type { WorldRecipient } from '../../sandbox/tenant/world.ts';
import type { ExchangeSourceOptions } from '../../src/sync/source/exchange/exchange-source.ts';
import {
  exchangeBoxes,
  idOf,
  noFaults,
  onPremiseServer,
  worldMailbox,
  worldPerson,
} from '../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../support/powershell.ts';
import { type ContractMailbox, describeSourceContract, type SourceUnderTest } from './source-contract.ts';

function exchangeOf(mailboxes: readonly ContractMailbox[]) {
  const people = [...new Set(mailboxes.flatMap((mailbox) => mailbox.delegates))];
  const recipients = people.map((address, at): WorldRecipient => {
    return worldPerson(at + 100, { id: idOf(at + 100), userPrincipalName: address, primaryAddress: address });
  });
  const held = mailboxes.map(({ id, displayName, address, aliases, type, delegates }) => {
    const emailAddresses = [`SMTP:${address}`, ...aliases.map((alias) => `smtp:${alias}`)];
    return worldMailbox(0, delegates, { id, displayName, primaryAddress: address, emailAddresses, type });
  });
  return { exchange: { mailboxes: held, recipients, faults: noFaults } };
}

describeWithPowerShell('Exchange through PowerShell', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  describeSourceContract('the source over Exchange Online', (mailboxes) => start(mailboxes));
  describeSourceContract('the source over an Exchange server', (mailboxes) =>
    start(mailboxes, { connection: onPremiseServer }),
  );

  async function start(
    mailboxes: readonly ContractMailbox[],
    change: Partial<ExchangeSourceOptions> = {},
  ): Promise<SourceUnderTest> {
    const box = await boxes.open(exchangeOf(mailboxes), change);
    return {
      source: box.source,
      replace: async (next) => await box.show(exchangeOf(next)),
      close: async () => {},
    };
  }
});
