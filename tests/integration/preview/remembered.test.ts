/** What a preview remembers of its reading stands in the audit trail, once and only when it is new. */

import { expect, test } from 'vitest';
import { mailbox, policy, trustee } from '../../support/build.ts';
import { openOffice } from '../../support/open-office-sync.ts';

type Office = Awaited<ReturnType<typeof openOffice>>;

async function remembered({ store }: Office) {
  const entries = await store.audit.read(0, 1_000);
  return entries
    .filter(({ what }) => what === 'reading-remembered')
    .map(({ actor, payload }) => [actor.name, payload] as const);
}

const digest = expect.stringMatching(/^[0-9a-f]{64}$/) as string;

test('the first preview records how many links it learnt and what a whole reading is, before any plan', async () => {
  const office = await openOffice();

  await office.preview();

  const [first, second] = await office.store.audit.read(0, 2);
  expect(first).toMatchObject({ what: 'reading-remembered', actor: { name: 'olga' }, planId: null });
  expect(second?.what).toBe('plan-proposed');
  expect(first?.payload).toEqual({
    links: expect.any(Number) as number,
    linksDigest: digest,
    baselines: [{ source: 'exchange', mailboxes: office.source.mailboxes.length, scopeDigest: digest }],
  });
  expect(Number(first?.payload['links'])).toBeGreaterThan(0);
  expect(await office.store.audit.verify()).toMatchObject({ ok: true });
});

test('a preview that learns nothing new records nothing', async () => {
  const office = await openOffice();
  await office.preview();

  await office.preview();

  expect(await remembered(office)).toHaveLength(1);
});

test('a delegate seen for the first time is a change of one link, with another digest', async () => {
  const office = await openOffice();
  await office.preview();
  const before = await remembered(office);
  office.source.mailboxes = office.source.mailboxes.map((each) =>
    each.id === mailbox('same').id ? mailbox('same', { trustees: [trustee('ann'), trustee('cas')] }) : each,
  );

  await office.preview();

  const [, after] = await remembered(office);
  expect(after).toEqual(['olga', { links: 1, linksDigest: digest, baselines: [] }]);
  expect(after?.[1]?.['linksDigest']).not.toBe(before[0]?.[1]['linksDigest']);
});

test('who signs a plan from a smaller reading is on record as accepting it', async () => {
  const office = await openOffice(undefined, policy({ guards: { shrink: { percent: 1, floor: 0 } } }));
  await office.preview();
  office.source.mailboxes = office.source.mailboxes.slice(0, -1);
  const plan = await office.preview();

  await office.apply(plan);

  expect((await remembered(office)).at(-1)).toEqual([
    'ben',
    {
      links: 0,
      linksDigest: digest,
      baselines: [{ source: 'exchange', mailboxes: office.source.mailboxes.length, scopeDigest: digest }],
    },
  ]);
});
