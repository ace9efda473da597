/**
 * A source over the stand-in Exchange module and a world on disk. Boxes of one test file share a folder and a PowerShell
 * process: starting one takes a second, and what the process remembers is made anew when a box connects.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCertificate } from '../../sandbox/exchange/make-certificate.ts';
import type { World, WorldExchangeFaults, WorldMailbox, WorldRecipient } from '../../sandbox/tenant/world.ts';
import { offeredMailboxTypes, optionalMailboxTypes } from '../../src/sync/model/mailbox.ts';
import type { OnPremise } from '../../src/sync/source/exchange/exchange-access.ts';
import type { StartSession } from '../../src/sync/source/exchange/exchange-connection.ts';
import { createExchangeSource, type ExchangeSourceOptions } from '../../src/sync/source/exchange/exchange-source.ts';
import { PowerShellCallError, PowerShellSession, type Session } from '../../src/sync/source/exchange/session.ts';
import type { Source } from '../../src/sync/source/source.ts';
import { clockOf } from './clock-of.ts';

export const allTypes = [...offeredMailboxTypes, ...optionalMailboxTypes];
export const takenAt = '2026-03-02T08:00:00.000Z';
export const certificatePassword = 'a long $(secret) "password"';
export const onPremiseServer: OnPremise = {
  kind: 'on-premise',
  serverUrl: 'http://exchange01.example.nl/PowerShell/',
  kerberos: true,
  userName: 'example\\reader',
  password: () => 'a password',
};
export const noFaults: WorldExchangeFaults = { unreadablePermissions: [], connectError: null, delayMs: 0 };
const standInModules = fileURLToPath(new URL('../../sandbox/exchange', import.meta.url));

export interface ExchangeInABox {
  readonly source: Source;
  /** Pauses the source asked for, in milliseconds; none of them was waited for. */
  readonly pauses: readonly number[];
  readonly folder: string;
  /** How many times the source asked for a process. */
  connects(): number;
  show(world: Pick<World, 'exchange'>): Promise<void>;
}

export interface ExchangeBoxes {
  open(world: Pick<World, 'exchange'>, options?: Partial<ExchangeSourceOptions>): Promise<ExchangeInABox>;
  /** As a box starts its own, unless it is told otherwise. */
  readonly startSession: StartSession;
  close(): Promise<void>;
}

export function exchangeBoxes(executable: string): ExchangeBoxes {
  const warm = warmSessions();
  let folder: string | undefined;

  async function prepared(): Promise<string> {
    if (folder !== undefined) return folder;
    folder = await mkdtemp(join(tmpdir(), 'countersign-world-'));
    await makeCertificate(executable, {
      file: join(folder, 'certificate.pfx'),
      password: certificatePassword,
      notBefore: new Date('2026-01-01T00:00:00.000Z'),
      notAfter: new Date('2036-01-01T00:00:00.000Z'),
    });
    return folder;
  }

  return {
    startSession: warm.start,
    async open(world, options = {}) {
      const home = await prepared();
      const worldFile = join(home, 'world.json');
      const show = async (next: Pick<World, 'exchange'>) => await writeFile(worldFile, JSON.stringify(next));
      await show(world);
      const pauses: number[] = [];
      let connects = 0;
      const clock = clockOf(
        () => new Date(takenAt),
        async (ms) => void pauses.push(ms),
      );
      const source = createExchangeSource({
        name: 'exchange',
        connection: {
          kind: 'online-certificate',
          certificateFile: join(home, 'certificate.pfx'),
          certificatePassword: () => certificatePassword,
          applicationId: '11111111-2222-3333-4444-555555555555',
          organization: 'example.onmicrosoft.com',
        },
        powershell: {
          executable,
          standInModules,
          standInEnvironment: { COUNTERSIGN_WORLD: worldFile },
          environment: process.env,
        },
        organizationalUnit: null,
        types: allTypes,
        expandGroups: true,
        clock,
        random: () => 0.5,
        startSession: async (sessionOptions, signal) => {
          connects += 1;
          return await warm.start(sessionOptions, signal);
        },
        ...options,
      });
      return { source, pauses, folder: home, connects: () => connects, show };
    },
    async close() {
      await warm.close();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Processes that go back to a shelf when they are closed. What is dead, or in the middle of something, is not kept. */
function warmSessions(): { readonly start: StartSession; close(): Promise<void> } {
  const shelf: Session[] = [];
  return {
    async start(options, signal) {
      const idle = shelf.pop();
      const session = idle ?? (await PowerShellSession.start(options, signal));
      return {
        get version() {
          return session.version;
        },
        get alive() {
          return session.alive;
        },
        call: async (operation, parameters, callOptions) => await session.call(operation, parameters, callOptions),
        close: async () => {
          if (session.alive) shelf.push(session);
          else await session.close();
        },
      };
    },
    close: async () => void (await Promise.all(shelf.map(async (session) => await session.close()))),
  };
}

export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function worldPerson(number: number, change: Partial<WorldRecipient> = {}): WorldRecipient {
  const address = `person${number}@example.nl`;
  return {
    kind: 'person',
    id: idOf(number),
    sid: `S-1-5-21-1-2-3-${number}`,
    displayName: `Person ${number}`,
    alias: `person${number}`,
    userPrincipalName: address,
    primaryAddress: address,
    emailAddresses: [`SMTP:${address}`],
    members: [],
    ...change,
  };
}

export function worldGroup(
  number: number,
  members: readonly number[],
  change: Partial<WorldRecipient> = {},
): WorldRecipient {
  const address = `group${number}@example.nl`;
  return {
    ...worldPerson(number),
    kind: 'security-group',
    displayName: `Group ${number}`,
    alias: `group${number}`,
    userPrincipalName: null,
    primaryAddress: address,
    emailAddresses: [`SMTP:${address}`],
    members: members.map(idOf),
    ...change,
  };
}

/** A shared mailbox; `users` are the trustees as Exchange shows them. */
export function worldMailbox(
  number: number,
  users: readonly string[],
  change: Partial<WorldMailbox> = {},
): WorldMailbox {
  const address = `mailbox${number}@example.nl`;
  return {
    id: idOf(number),
    displayName: `Mailbox ${number}`,
    userPrincipalName: address,
    primaryAddress: address,
    emailAddresses: [`SMTP:${address}`],
    type: 'SharedMailbox',
    organizationalUnit: 'example.nl',
    permissions: users.map((user) => ({
      user,
      userSid: '',
      accessRights: ['FullAccess'],
      deny: false,
      isInherited: false,
    })),
    ...change,
  };
}

/** Tells of every call before it is made; who is told can hold it up, or refuse it by throwing. */
export function watchedSession(session: Session, onCall: (operation: string) => unknown): Session {
  return {
    version: session.version,
    get alive() {
      return session.alive;
    },
    call: async (operation, parameters, callOptions) => {
      await onCall(operation);
      await session.call(operation, parameters, callOptions);
    },
    close: async (withinMs) => await session.close(withinMs),
  };
}

/** A session in which one list of principals is refused. */
export function unableTo(list: 'users' | 'groups', session: Session): Session {
  return watchedSession(session, (operation) => {
    if (operation === list) throw new PowerShellCallError('The operation was refused.', '');
  });
}
