/** A source over the stand-in Exchange module and a world on disk; the world can be changed between two readings. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { World, WorldExchangeFaults, WorldMailbox, WorldRecipient } from '../../sandbox/tenant/world.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { offeredMailboxTypes, optionalMailboxTypes } from '../../src/sync/model/mailbox.ts';
import { createExchangeSource, type ExchangeSourceOptions } from '../../src/sync/source/exchange/exchange-source.ts';
import type { Source } from '../../src/sync/source/source.ts';

export const allTypes = [...offeredMailboxTypes, ...optionalMailboxTypes];
export const takenAt = '2026-03-02T08:00:00.000Z';
export const certificatePassword = 'a long $(secret) "password"';
export const noFaults: WorldExchangeFaults = { unreadablePermissions: [], connectError: null, delayMs: 0 };

export interface ExchangeInABox {
  readonly source: Source;
  /** Pauses the source asked for, in milliseconds; none of them was waited for. */
  readonly pauses: readonly number[];
  readonly folder: string;
  show(world: Pick<World, 'exchange'>): Promise<void>;
  close(): Promise<void>;
}

export async function exchangeInABox(
  executable: string,
  world: Pick<World, 'exchange'>,
  options: Partial<ExchangeSourceOptions> = {},
): Promise<ExchangeInABox> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-world-'));
  const worldFile = join(folder, 'world.json');
  const certificateFile = join(folder, 'certificate.pfx');
  const show = async (next: Pick<World, 'exchange'>) => await writeFile(worldFile, JSON.stringify(next));
  await show(world);
  await writeFile(certificateFile, 'not a real one');
  const pauses: number[] = [];
  const clock: Clock = {
    now: () => new Date(takenAt),
    sleep: async (ms) => void pauses.push(ms),
  };
  const source = createExchangeSource({
    name: 'exchange',
    connection: {
      kind: 'online-certificate',
      certificateFile,
      certificatePassword: () => certificatePassword,
      applicationId: '11111111-2222-3333-4444-555555555555',
      organization: 'example.onmicrosoft.com',
    },
    powershell: {
      executable,
      standInModules: fileURLToPath(new URL('../../sandbox/exchange', import.meta.url)),
      standInEnvironment: { COUNTERSIGN_WORLD: worldFile },
      environment: process.env,
    },
    organizationalUnit: null,
    types: allTypes,
    expandGroups: true,
    clock,
    random: () => 0.5,
    ...options,
  });
  const close = async () => await rm(folder, { recursive: true, force: true });
  return { source, pauses, folder, show, close };
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
