/** One organisation in two places: Exchange Online and a server of its own, both read through PowerShell, side by side. */

import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { WorldExchangeFaults, WorldMailbox } from '../../../sandbox/tenant/world.ts';
import { preview } from '../../../src/sync/preview.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { createFakeSource } from '../../fakes/fake-source.ts';
import { createFakeTarget } from '../../fakes/fake-target.ts';
import { partsFor } from '../../support/apply-case.ts';
import { link, policy } from '../../support/build.ts';
import {
  exchangeBoxes,
  idOf,
  noFaults,
  onPremiseServer,
  takenAt,
  worldMailbox,
  worldPerson,
} from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';
import { staff } from '../../support/stored-plan.ts';
import { anAccount, aZivverPerson } from '../../support/target-seed.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const options = { signal: new AbortController().signal };
const reader = idOf(201);
const target = {
  accounts: [1, 2].map((number) =>
    anAccount({
      id: idOf(300 + number),
      address: `mailbox${number}@example.nl`,
      displayName: `Old name ${number}`,
      members: [reader],
    }),
  ),
  people: [aZivverPerson({ id: reader, address: 'person101@example.nl' })],
  domains: ['example.nl'],
  divisions: [],
  guests: [],
};
/** Mailbox 1 was moved online, where it has another id; mailbox 2 still lives on the server. */
const movedOnline = worldMailbox(1, ['Person 101']);
const onServer = worldMailbox(2, ['Person 101']);
const leftBehind = worldMailbox(1, ['Person 102'], { id: idOf(11), type: 'RemoteSharedMailbox' });

describeHybrid((read) => {
  it('merges both by address: a remote mailbox yields to the one online, and each account has one mailbox', async () => {
    const { mutations, findings, inScope, notRead } = await read({});

    expect(mutations).toEqual(['rename mailbox1@example.nl', 'rename mailbox2@example.nl']);
    expect(inScope).toEqual([
      ['online', idOf(1), 'mailbox1@example.nl'],
      ['server', idOf(2), 'mailbox2@example.nl'],
    ]);
    expect(notRead).toEqual({ RemoteSharedMailbox: 1 });
    expect(findings).toEqual([]);
  });

  it('says so of a remote mailbox that is not found online', async () => {
    const stray = worldMailbox(3, [], { type: 'RemoteRoomMailbox' });

    const { mutations, findings, told } = await read({ server: [onServer, leftBehind, stray] });

    expect(mutations).toEqual(['rename mailbox1@example.nl', 'rename mailbox2@example.nl']);
    expect(findings).toEqual(['remote-mailboxes']);
    expect(told).toMatchObject([{ number: 1 }]);
  });

  it.each([
    ['online', 'rename mailbox2@example.nl'],
    ['server', 'rename mailbox1@example.nl'],
  ] as const)(
    'freezes the accounts of %s alone when that one cannot be reached, and the rest is read',
    async (fails, rest) => {
      const { mutations, findings, sources } = await read({ fails });

      expect(mutations).toEqual([rest]);
      expect(findings).toContain('source-incomplete');
      expect(sources).toContainEqual([fails, 0, 'source-failed']);
    },
  );
});

interface Case {
  readonly server?: readonly WorldMailbox[];
  readonly fails?: 'online' | 'server';
}

interface Told {
  readonly mutations: readonly string[];
  readonly findings: readonly string[];
  readonly told: readonly { readonly number: number }[];
  readonly inScope: readonly (readonly [string, string, string])[];
  readonly notRead: Readonly<Record<string, number>>;
  readonly sources: readonly (readonly [string, number, string | null])[];
}

function describeHybrid(suite: (read: (which: Case) => Promise<Told>) => void): void {
  describeWithPowerShell('A hybrid organisation', (executable) => {
    const [online, server] = [exchangeBoxes(executable), exchangeBoxes(executable)];
    afterAll(async () => void (await Promise.all([online.close(), server.close()])));

    suite(async ({ fails, server: held = [onServer, leftBehind] }) => {
      const world = (mailboxes: readonly WorldMailbox[], failing: boolean) => {
        const connectError = failing ? 'Unable to connect to the remote server' : null;
        const faults: WorldExchangeFaults = { ...noFaults, connectError };
        return { exchange: { mailboxes, recipients: [worldPerson(101), worldPerson(102)], faults } };
      };
      const boxes = [
        await online.open(world([movedOnline], fails === 'online'), { name: 'online' }),
        await server.open(world(held, fails === 'server'), { name: 'server', connection: onPremiseServer }),
      ];
      const store = await openSqliteStore({ path: `${temporaryFolder()}/store.sqlite` });
      onTestFinished(() => store.close());
      await store.links.save([
        link('1', { mailboxId: idOf(1), source: 'online', accountId: idOf(301), ...seen(1) }),
        link('2', { mailboxId: idOf(2), source: 'server', accountId: idOf(302), ...seen(2) }),
      ]);
      const zivver = { ...createFakeTarget({ seed: target, now: () => new Date(takenAt) }), close: async () => {} };
      const parts = {
        ...partsFor(store, createFakeSource(), zivver),
        sources: boxes.map(({ source }) => source),
        policy: policy({ scope: { sources: ['online', 'server'] } }),
        expiresAfterMs: 3_600_000,
      };

      const outcome = await preview(parts, { requester: staff('olga') }, options);

      await Promise.all(boxes.map(({ source }) => source.close()));
      if (outcome.kind !== 'plan') throw new Error(`no plan: ${outcome.kind}`);
      const { content, scope, basis } = outcome.plan;
      // The first plan of these sources says so.
      const told = content.findings.filter(({ code }) => code !== 'scope-changed');
      return {
        mutations: content.mutations.map(({ kind, account }) => `${kind} ${account.address}`),
        findings: told.map(({ code }) => code),
        told,
        inScope: scope.inScope.map(({ source, mailboxId, address }) => [source, mailboxId, address]),
        notRead: scope.notRead,
        sources: basis.sources.map(({ source, mailboxes, list }) => [
          source,
          mailboxes,
          list.complete ? null : list.reason,
        ]),
      };
    });
  });
}

function seen(number: number) {
  return { address: `mailbox${number}@example.nl`, seenDelegates: [reader] };
}
