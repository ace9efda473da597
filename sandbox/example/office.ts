/**
 * The small office of examples/spreadsheet: the table its administrator keeps, and what its Zivver holds before the first
 * preview. Small enough to read; after one approved plan there is nothing left to do. Pure data.
 */

import { createHash } from 'node:crypto';
import type { World, WorldScimResource } from '../tenant/world.ts';

const people = {
  amina: 'Amina Yildiz',
  bram: 'Bram Smeets',
  chantal: 'Chantal Okafor',
  daan: 'Daan Terpstra',
  esra: 'Esra de Haan',
  finn: 'Finn Waterman',
} as const;

type Who = keyof typeof people;

const mail = (name: string) => `${name}@example.nl`;

export const columns = ['id', 'display name', 'address', 'aliases', 'type', 'delegates'] as const;

/** What the administrator wrote. `gerda` has no Zivver account; nobody may open the archive. */
export const rows: readonly (readonly [
  id: string,
  name: string,
  address: string,
  aliases: string,
  type: string,
  delegates: string,
])[] = [
  ['mb-001', 'Information desk', mail('info'), mail('contact'), 'SharedMailbox', 'amina@example.nl; bram@example.nl'],
  ['mb-002', 'Sales', mail('sales'), mail('quotes'), 'SharedMailbox', 'chantal@example.nl; daan@example.nl'],
  [
    'mb-003',
    'Invoices',
    mail('invoices'),
    `${mail('billing')}; ${mail('accounts')}`,
    'SharedMailbox',
    'esra@example.nl',
  ],
  ['mb-004', 'Human resources', mail('hr'), '', 'SharedMailbox', 'finn@example.nl; amina@example.nl'],
  [
    'mb-005',
    'Service desk',
    mail('servicedesk'),
    mail('helpdesk'),
    'SharedMailbox',
    'bram@example.nl; daan@example.nl; finn@example.nl',
  ],
  ['mb-006', 'Meeting room Harbour', mail('room.harbour'), '', 'RoomMailbox', 'amina@example.nl'],
  ['mb-007', 'Privacy office', mail('privacy'), '', 'SharedMailbox', 'esra@example.nl; gerda@example.nl'],
  ['mb-008', 'Archive', mail('archive'), '', 'SharedMailbox', ''],
  ['mb-009', 'Partner portal', 'portal@example.org', '', 'SharedMailbox', 'chantal@example.nl'],
  ['mb-010', 'Planning', mail('planning'), '', 'SharedMailbox', 'daan@example.nl'],
];

/** Present in Zivver already: two differ from the table in name, aliases or people. */
const accounts: readonly {
  readonly name: string;
  readonly address: string;
  readonly aliases: readonly string[];
  readonly members: readonly Who[];
}[] = [
  { name: 'Information desk', address: mail('info'), aliases: [mail('contact')], members: ['amina', 'bram'] },
  { name: 'Sales team', address: mail('sales'), aliases: [mail('quotes')], members: ['chantal'] },
  { name: 'Invoices', address: mail('invoices'), aliases: [mail('billing')], members: ['esra'] },
  { name: 'Front office', address: mail('front'), aliases: [], members: ['bram'] },
];

export function officeWorld(): World {
  const users = [
    ...Object.entries(people).map(([who, name]) => user(mail(who), name)),
    user(mail('planning'), 'Planning (personal account)'),
  ];
  return {
    seed: 0,
    organisation: 'Example Office',
    domains: ['example.nl'],
    exchange: { mailboxes: [], recipients: [], faults: { unreadablePermissions: [], connectError: null, delayMs: 0 } },
    zivver: {
      apiKey: 'sandbox-example-office',
      users,
      groups: accounts.map(group),
      divisions: ['example.nl'],
      guests: [],
    },
    links: [],
  };
}

function user(address: string, name: string): WorldScimResource {
  return {
    id: idOf(address),
    userName: address,
    active: true,
    name: { formatted: name },
    meta: { created: '2024-03-01', location: `/scim/v2/Users/${idOf(address)}`, resourceType: 'User' },
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:zivver:0.1:User', enterprise],
    [enterprise]: { division: '/' },
    'urn:ietf:params:scim:schemas:zivver:0.1:User': { aliases: [] },
  };
}

function group({ name, address, aliases, members }: (typeof accounts)[number]): WorldScimResource {
  return {
    id: idOf(`group ${address}`),
    externalId: address,
    displayName: name,
    members: members.map((who) => ({ value: idOf(mail(who)) })),
    meta: { created: '2024-03-01', location: `/scim/v2/Groups/${idOf(`group ${address}`)}`, resourceType: 'Group' },
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:Group',
      'urn:ietf:params:scim:schemas:zivver:0.1:Group',
      enterprise,
    ],
    [enterprise]: { division: '/' },
    'urn:ietf:params:scim:schemas:zivver:0.1:Group': { aliases },
  };
}

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The same text gives the same id, in the form of a GUID. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
