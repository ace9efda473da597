/** What a memory of delegates asks of Exchange again, through PowerShell. */

import { afterAll, expect, it } from 'vitest';
import type { WorldExchangeFaults, WorldMailbox } from '../../../sandbox/tenant/world.ts';
import type { RememberedDelegates } from '../../../src/sync/model/mailbox.ts';
import type { ExchangeSourceOptions } from '../../../src/sync/source/exchange/exchange-source.ts';
import { PowerShellSession } from '../../../src/sync/source/exchange/session.ts';
import { type DelegateMemory, rememberDelegates } from '../../../src/sync/source/remembering/remembering-source.ts';
import { clockOf } from '../../support/clock-of.ts';
import {
  exchangeBoxes,
  idOf,
  noFaults,
  takenAt,
  unableTo,
  worldMailbox,
  worldPerson,
} from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';

const options = { signal: new AbortController().signal };
const people = [worldPerson(101), worldPerson(102)];
const clock = clockOf(() => new Date(takenAt));

function worldOf(mailboxes: readonly WorldMailbox[], faults: Partial<WorldExchangeFaults> = {}) {
  return { exchange: { mailboxes, recipients: people, faults: { ...noFaults, ...faults } } };
}

describeWithPowerShell('A memory over Exchange', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  async function open(mailboxes: readonly WorldMailbox[], change: Partial<ExchangeSourceOptions> = {}) {
    const kept = new Map<string, RememberedDelegates>();
    const memory: DelegateMemory = {
      of: async () => [...kept.values()],
      keep: async (_, remembered) => remembered.forEach((each) => kept.set(each.mailboxId, each)),
      forget: async (_, ids) => ids.forEach((id) => kept.delete(id)),
    };
    const box = await boxes.open(worldOf(mailboxes), { changeMarks: true, ...change });
    const source = rememberDelegates(box.source, { memory, maxAgeMs: 86_400_000, setUp: 'a', clock });
    /** Who could open each mailbox, and whether that was asked now. */
    const read = async () =>
      (await source.read(options)).mailboxes.map(({ delegates }) =>
        delegates.state === 'read'
          ? `${delegates.readAt === undefined ? 'asked' : 'remembered'} ${delegates.trustees.map(({ name }) => name).join()}`
          : delegates.reason,
      );
    return { read, kept, show: async (next: readonly WorldMailbox[]) => await box.show(worldOf(next)) };
  }

  it('asks a mailbox whose moment of last change is another, and no other', async () => {
    const { read, show } = await open([worldMailbox(1, ['Person 101']), worldMailbox(2, ['Person 101'])]);
    await read();
    await show([
      worldMailbox(1, ['Person 102'], { whenChanged: '2026-03-01T10:00:00Z' }),
      worldMailbox(2, ['Person 102']),
    ]);

    expect(await read()).toEqual(['asked Person 102', 'remembered Person 101']);
  });

  it('learns nothing while the list of users cannot be read, and freezes what denies somebody unknown meanwhile', async () => {
    const row = { userSid: '', accessRights: ['FullAccess'], deny: false, isInherited: false };
    const account = 'S-1-5-21-1-2-3-102';
    const denying = [
      { ...row, user: 'Person 101' },
      { ...row, user: account, userSid: account, deny: true },
    ];
    const mailboxes = [worldMailbox(1, ['Person 101']), worldMailbox(2, [], { permissions: denying })];
    const { read, kept } = await open(mailboxes, {
      startSession: async (...start) => unableTo('users', await PowerShellSession.start(...start)),
    });

    expect(await read()).toEqual(['asked Person 101', 'deny-unidentified']);
    expect([...kept.keys()]).toEqual([]);

    const whole = await open(mailboxes);
    expect(await whole.read()).toEqual(['asked Person 101', 'asked Person 101']);
    expect([...whole.kept.keys()]).toEqual([idOf(1), idOf(2)]);
  });
});
