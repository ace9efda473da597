/** Everything odd that the generator of organisations knows, each with how to see it in a world. */

import { indexRecipients } from '../../sandbox/tenant/directory.ts';
import { oddMailboxNames, oddPersonNames } from '../../sandbox/tenant/name-lists.ts';
import type { World, WorldPermission } from '../../sandbox/tenant/world.ts';
import { addressOf, memberIdsOf } from '../../sandbox/zivver/scim-resource.ts';
import {
  offeredMailboxTypes,
  optionalMailboxTypes,
  type Trustee,
  type UnresolvedReason,
} from '../../src/sync/model/mailbox.ts';
import { readWorld } from './world-plan.ts';

export type Oddity = readonly [name: string, isIn: (world: World) => boolean];

const types = [
  ...offeredMailboxTypes,
  ...optionalMailboxTypes,
  'RemoteSharedMailbox',
  'RemoteRoomMailbox',
  'RemoteEquipmentMailbox',
];

/** `group-not-expanded` is a matter of reading, not of the organisation. */
const reasons: readonly UnresolvedReason[] = [
  'orphaned',
  'ambiguous',
  'unknown',
  'foreign',
  'no-address',
  'group-cannot-hold-full-access',
];

const rows: readonly (readonly [string, (row: WorldPermission) => boolean])[] = [
  ['SELF', (row) => row.userSid === 'S-1-5-10'],
  ['NT AUTHORITY\\SYSTEM', (row) => row.user === 'NT AUTHORITY\\SYSTEM'],
  ['a role group that is not inherited', (row) => row.user.endsWith('Trusted Subsystem') && !row.isInherited],
  ['an inherited Deny', (row) => row.deny && row.isInherited],
  ['an explicit Deny', (row) => row.deny && !row.isInherited],
  ['an inherited allow of a person', (row) => row.isInherited && !row.deny && row.user.includes('.at.')],
  ['SendAs beside FullAccess', (row) => row.accessRights.includes('SendAs') && row.accessRights.length > 1],
  ['SendAs alone', (row) => row.accessRights.join() === 'SendAs'],
  ['a trustee as DOMAIN\\name', (row) => row.user.startsWith('EXAMPLE\\') && row.user.includes('.at.')],
  ['a trustee as a SID', (row) => /^S-1-5-21-.*-(\d{4}|9\d{5})$/.test(row.user)],
  ['a trustee as an id', (row) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-/.test(row.user)],
];

const proxies: readonly (readonly [string, RegExp])[] = [
  ['a primary address in mixed case', /^SMTP:[A-Z]/],
  ['an alias of a foreign domain', /^smtp:.*@example\.org$/],
  ['an X500 address', /^X500:/],
  ['a SIP address', /^SIP:/],
];

export const oddities: readonly Oddity[] = [
  ...types.map(
    (type): Oddity => [
      `a mailbox of type ${type}`,
      ({ exchange }) => exchange.mailboxes.some((each) => each.type === type),
    ],
  ),
  ...reasons.map(
    (reason): Oddity => [
      `a trustee that is ${reason}`,
      (world) => trusteesOf(world).some((each) => each.kind === 'unresolved' && each.reason === reason),
    ],
  ),
  ...rows.map(
    ([name, isSuch]): Oddity => [
      `${name} among the permission rows`,
      ({ exchange }) => exchange.mailboxes.some(({ permissions }) => permissions.some(isSuch)),
    ],
  ),
  ...proxies.map(
    ([name, pattern]): Oddity => [
      name,
      ({ exchange }) =>
        exchange.mailboxes.some(({ emailAddresses }) => emailAddresses.some((proxy) => pattern.test(proxy))),
    ],
  ),
  ...oddMailboxNames.map(
    ({ name }): Oddity => [
      `a mailbox called ${name}`,
      ({ exchange }) => exchange.mailboxes.some((each) => each.displayName === name),
    ],
  ),
  ...oddPersonNames.map(
    ({ name }): Oddity => [
      `a person called ${name}`,
      ({ exchange }) => exchange.recipients.some((each) => each.displayName === name),
    ],
  ),
  ...(['dynamic-group', 'm365-group', 'distribution-group'] as const).map(
    (kind): Oddity => [`a ${kind}`, ({ exchange }) => exchange.recipients.some((each) => each.kind === kind)],
  ),
  [
    'a mailbox without an address',
    ({ exchange }) => exchange.mailboxes.some(({ primaryAddress }) => primaryAddress === ''),
  ],
  [
    'two mailboxes of one address',
    ({ exchange }) => repeats(exchange.mailboxes.map(({ primaryAddress }) => primaryAddress)),
  ],
  ['a mailbox that cannot be read', ({ exchange }) => exchange.faults.unreadablePermissions.length > 0],
  [
    'an empty group',
    ({ exchange }) =>
      exchange.recipients.some(({ kind, members }) => kind === 'security-group' && members.length === 0),
  ],
  ['a loop of groups', ({ exchange }) => hasLoop(exchange.recipients)],
  [
    'people who come through three groups',
    (world) => trusteesOf(world).some((each) => each.kind === 'person' && each.via.length >= 3),
  ],
  ['a suspended person', ({ zivver }) => zivver.users.some((user) => user['active'] === false)],
  ['a person without an account', hasStranger],
  ['an empty account', ({ zivver }) => zivver.groups.some((group) => memberIdsOf(group).length === 0)],
];

export function trusteesOf(world: World): readonly Trustee[] {
  return readWorld(world).mailboxes.flatMap(({ delegates }) => (delegates.state === 'read' ? delegates.trustees : []));
}

function hasLoop(recipients: World['exchange']['recipients']): boolean {
  const { byId } = indexRecipients(recipients);
  const groups = recipients.filter(({ kind }) => kind === 'security-group');
  return groups.some((group) => group.members.some((id) => byId.get(id)?.members.includes(group.id)));
}

function hasStranger({ exchange, zivver }: World): boolean {
  const known = new Set(zivver.users.map(addressOf));
  return exchange.recipients.some(
    ({ kind, primaryAddress }) => kind === 'person' && !known.has(primaryAddress.toLowerCase()),
  );
}

function repeats(values: readonly string[]): boolean {
  const given = values.filter((value) => value !== '');
  return new Set(given).size < given.length;
}
