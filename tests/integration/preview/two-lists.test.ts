/** What a preview costs Zivver: its two lists, however many people stand in however many accounts. */

import { expect, it } from 'vitest';
import type { Organisation } from '../../support/apply-case.ts';
import { link, mailbox, person, trustee } from '../../support/build.ts';
import { openOffice } from '../../support/open-office-sync.ts';
import { anAccount, uuid } from '../../support/target-seed.ts';

const count = 200;
const numbers = Array.from({ length: count }, (_, index) => index);
const idOfPerson = (index: number): string => uuid(1_000 + index);
const everybody = numbers.map((index) => trustee(`person-${index}`));

/** Everybody opens every mailbox; in Zivver person 7 is missing in account 3. */
const crowd: Organisation = {
  seed: {
    accounts: numbers.map((index) =>
      anAccount({
        id: uuid(index + 1),
        address: `box-${index}@example.nl`,
        displayName: `box-${index}`,
        members: numbers.filter((each) => index !== 3 || each !== 7).map(idOfPerson),
      }),
    ),
    people: numbers.map((index) => person(`person-${index}`, { id: idOfPerson(index) })),
    domains: ['example.nl'],
    divisions: [],
    guests: [],
  },
  mailboxes: numbers.map((index) => mailbox(`box-${index}`, { trustees: everybody })),
  links: numbers.map((index) => link(`box-${index}`, { accountId: uuid(index + 1) })),
};

it('compares 200 people in 200 accounts with two calls, and finds the one who is missing', async () => {
  const { preview, server } = await openOffice(crowd);

  const plan = await preview();

  expect(plan.content.mutations.map(({ kind, account, person: who }) => [kind, account.address, who?.address])).toEqual(
    [['grant', 'box-3@example.nl', 'person-7@example.nl']],
  );
  expect(server.journal().calls).toMatchObject({ GET: 2, total: 2 });
});
