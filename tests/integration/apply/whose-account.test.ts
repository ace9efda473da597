import { describe, expect, it, onTestFinished } from 'vitest';
import { startZivverServer } from '../../../sandbox/zivver/zivver-server.ts';
import { createZivverTarget } from '../../../src/sync/target/zivver/zivver-target.ts';
import { type Organisation, organisation, people } from '../../support/apply-case.ts';
import { link, mailbox, policy, trustee } from '../../support/build.ts';
import { endings, fakeCase } from '../../support/carry-out-case.ts';
import { scimWorldOf } from '../../support/scim-of-seed.ts';
import { anAccount, uuid } from '../../support/target-seed.ts';

const { seed } = organisation();

/** A linked mailbox moves to another address; a new one takes its old address. */
const moving: Organisation = {
  seed: {
    ...seed,
    accounts: [anAccount({ id: uuid(1), address: 'info@example.nl', displayName: 'Info', members: [people.ann] })],
  },
  mailboxes: [
    mailbox('info2', { id: 'm-info', displayName: 'Info', trustees: [trustee('ann')] }),
    mailbox('info', { id: 'm-new', displayName: 'Info', trustees: [trustee('bob')] }),
  ],
  links: [link('info', { accountId: uuid(1), seenDelegates: [people.ann] })],
};

const named = (name: string, id: number) =>
  anAccount({ id: uuid(id), address: `${name}@example.nl`, displayName: name, members: [people.ann] });

/** One mailbox was deleted, and its account is to go. */
const deleting: Organisation = {
  seed: { ...seed, accounts: [named('gone', 1), named('other', 2)] },
  mailboxes: [mailbox('other')],
  links: [
    link('gone', { accountId: uuid(1), seenDelegates: [people.ann] }),
    link('other', { accountId: uuid(2), seenDelegates: [people.ann] }),
  ],
  policy: policy({
    guards: { removals: { absolute: 9_999, percent: 100, floor: 9_999 } },
    sync: { missing: 'delete' },
  }),
  lookUps: new Map([['m-gone', 'not-found']]),
};

describe('a create that was not answered', () => {
  it('is never an account that was known before, whatever its address and name: its address is taken, and a resume tries again', async () => {
    const applying = await fakeCase({ org: moving, target: { readdress: 'ignored' } });
    applying.target.fail({ on: 'create', answer: 'target-unavailable' });

    const run = await applying.run();

    expect(endings(run, applying)['create info@example.nl']).toBe('failed target-address-taken');
    expect(applying.target.account(uuid(1))?.members).toEqual([people.ann]);
    expect((await applying.store.links.all()).some(({ origin }) => origin === 'assumed')).toBe(false);
  });
});

describe('taking an account over', () => {
  it.each([
    ['has another address', { address: 'board@example.nl' }, 'stale changed-meanwhile'],
    ['has another name', { displayName: 'Board' }, 'stale changed-meanwhile'],
    ['is gone', null, 'stale account-gone'],
  ])('is left undone, and nothing is owned, when the account %s by now', async (_, change, ending) => {
    const applying = await fakeCase();
    if (change === null) applying.target.deleteByOutsider(uuid(4));
    else applying.target.editByOutsider(uuid(4), change);

    const run = await applying.run();

    expect(endings(run, applying)['adopt lobby@example.nl']).toBe(ending);
    expect((await applying.store.links.all()).some(({ accountId }) => accountId === uuid(4))).toBe(false);
  });
});

describe('a deletion', () => {
  it('is not called done because one reading found nothing: the list has the account, so it is kept and reported', async () => {
    const applying = await fakeCase({ org: deleting });
    const readAccount = async () => undefined;

    const run = await applying.run({ target: { ...applying.target, readAccount } });

    expect(endings(run, applying)['delete gone@example.nl']).toBe('failed target-unexpected-answer');
    expect((await applying.store.links.all()).map(({ mailboxId }) => mailboxId)).toContain('m-gone');
  });

  it.each([
    [
      'is not done when a',
      mailbox('new', { primaryAddress: 'gone@example.nl', type: 'UserMailbox' }),
      'stale source-changed',
    ],
    ['is done when no', mailbox('new', { primaryAddress: 'else@example.nl' }), 'done'],
  ])('%s mailbox was made again at its address after the plan was made', async (_, made, ending) => {
    const applying = await fakeCase({ org: deleting, readAt: new Date(Date.now() - 3_600_000).toISOString() });
    applying.source.mailboxes = [...applying.source.mailboxes, made];

    const run = await applying.run();

    expect(endings(run, applying)['delete gone@example.nl']).toBe(ending);
  });

  it('is not done when a mailbox was made again at the address that the account had before it was renamed in Zivver', async () => {
    const renamed: Organisation = {
      ...deleting,
      seed: {
        ...deleting.seed,
        accounts: deleting.seed.accounts.map((each) =>
          each.id === uuid(1) ? { ...each, address: 'renamed@example.nl' } : each,
        ),
      },
    };
    const applying = await fakeCase({ org: renamed, readAt: new Date(Date.now() - 3_600_000).toISOString() });
    const made = mailbox('new', { primaryAddress: 'gone@example.nl', type: 'UserMailbox' });
    applying.source.mailboxes = [...applying.source.mailboxes, made];

    const run = await applying.run();

    expect(endings(run, applying)['delete renamed@example.nl']).toBe('stale source-changed');
    expect(applying.target.account(uuid(1))).toBeDefined();
  });

  it('that was done by others is done when list and verification agree', async () => {
    const applying = await fakeCase({ org: deleting });
    applying.target.deleteByOutsider(uuid(1));

    const run = await applying.run();

    expect(endings(run, applying)['delete gone@example.nl']).toBe('done already-so');
    expect(applying.target.calls.filter(({ call }) => call === 'listAccounts')).toHaveLength(2);
  });
});

describe('an account is gone only when Zivver says so', () => {
  async function reading(status: number | null, body = '') {
    const server = await startZivverServer({ world: scimWorldOf(deleting.seed), rate: null });
    const target = createZivverTarget({ url: server.url, apiKey: () => server.apiKey });
    onTestFinished(async () => {
      await target.close();
      await server.close();
    });
    if (status !== null) server.addFault({ kind: 'status', status, body, match: { method: 'GET' } });
    return target.readAccount(uuid(status === null ? 99 : 1), { signal: new AbortController().signal });
  }

  it('in its own words', async () => {
    expect(await reading(null)).toBeUndefined();
    expect(await reading(404, '{"detail":"Resource not found"}')).toBeUndefined();
  });

  it.each([
    [404, '<html>no backend</html>'],
    [400, '<h1>Bad Request</h1>'],
    [404, 'default backend - 404'],
    [404, '404 page not found'],
    [404, ''],
  ])('not by a %d of a proxy that says “%s”', async (status, body) => {
    await expect(reading(status, body)).rejects.toMatchObject({ code: 'target-unexpected-answer' });
  });
});
