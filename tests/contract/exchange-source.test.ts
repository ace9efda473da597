import { afterAll } from 'vitest';
import type { WorldRecipient } from '../../sandbox/tenant/world.ts';
import { exchangeBoxes, idOf, noFaults, worldMailbox, worldPerson } from '../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../support/powershell.ts';
import { type ContractMailbox, describeSourceContract } from './source-contract.ts';

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

  describeSourceContract('the Exchange source', async (mailboxes) => {
    const box = await boxes.open(exchangeOf(mailboxes));
    return {
      source: box.source,
      replace: async (next) => await box.show(exchangeOf(next)),
      close: async () => {},
    };
  });
});
