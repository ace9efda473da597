import { createFakeSource } from '../fakes/fake-source.ts';
import { mailboxOfContract } from '../support/mailbox-of-contract.ts';
import { describeSourceContract } from './source-contract.ts';

describeSourceContract('the source in memory', async (mailboxes) => {
  const source = createFakeSource({ mailboxes: mailboxes.map(mailboxOfContract) });
  return {
    source,
    replace: async (next) => source.replace(next.map(mailboxOfContract)),
    close: async () => {},
  };
});
