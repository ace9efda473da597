/** Made-up groups: nested, looping, empty, and of the kinds that cannot hold FullAccess. Part of the generator. */

import { departments, places, slug } from './name-lists.ts';
import { type Draw, type People, sidBase } from './people.ts';
import type { WorldRecipient } from './world.ts';

export interface Groups {
  /** Everything they lead to is a person. */
  readonly usable: readonly WorldRecipient[];
  readonly empty: WorldRecipient;
  readonly dynamic: WorldRecipient;
  readonly m365: WorldRecipient;
  /** A security group with a distribution group inside. */
  readonly mixed: WorldRecipient;
  readonly all: readonly WorldRecipient[];
}

type Kind = Exclude<WorldRecipient['kind'], 'person'>;

export function makeGroups(count: number, people: People, draw: Draw): Groups {
  const { prng } = draw;
  let number = 0;
  const make = (kind: Kind, name: string, members: readonly string[]): WorldRecipient => {
    number += 1;
    return makeGroup({ kind, name, members, sid: `${sidBase}-${900_000 + number}` }, draw);
  };
  const some = (most: number): string[] =>
    prng.sample(people.ordinary, 2 + prng.int(most)).map((person) => person.recipient.id);

  const trees = Array.from({ length: count }, (_, index) => {
    const name = groupName(index);
    const interns = make('security-group', `${name} interns`, some(3));
    const team = make('security-group', `${name} team`, [...some(6), interns.id]);
    return [make('security-group', name, index % 2 === 0 ? [team.id] : [team.id, ...some(3)]), team, interns];
  });
  const loop = makeLoop(make('security-group', 'Night shift', some(4)), make('security-group', 'Day shift', some(4)));
  const empty = make('security-group', 'Nobody left', []);
  const list = make('distribution-group', 'Newsletter readers', some(5));
  const mixed = make('security-group', 'Mixed nest', [...some(2), list.id]);
  const dynamic = make('dynamic-group', 'Everybody in North', some(5));
  const m365 = make('m365-group', 'Project Harbour', some(5));
  const usable = [...trees.flat(), ...loop];
  return { usable, empty, dynamic, m365, mixed, all: [...usable, empty, list, mixed, dynamic, m365] };
}

function groupName(index: number): string {
  const department = departments[index % departments.length] ?? 'Staff';
  const round = Math.floor(index / departments.length);
  return round === 0 ? department : `${department} ${places[(round - 1) % places.length]}`;
}

function makeLoop(a: WorldRecipient, b: WorldRecipient): readonly WorldRecipient[] {
  return [
    { ...a, members: [...a.members, b.id] },
    { ...b, members: [...b.members, a.id] },
  ];
}

function makeGroup(
  group: { readonly kind: Kind; readonly name: string; readonly members: readonly string[]; readonly sid: string },
  { prng, book }: Draw,
): WorldRecipient {
  const displayName = book.word(group.name);
  const address = book.address(`grp.${slug(displayName)}`, 'example.nl');
  return {
    kind: group.kind,
    id: prng.guid(),
    sid: group.sid,
    displayName,
    alias: address.replace('@', '.at.'),
    userPrincipalName: null,
    primaryAddress: address,
    emailAddresses: [`SMTP:${address}`],
    members: group.members,
  };
}
