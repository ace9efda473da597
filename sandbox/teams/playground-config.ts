/** The people and conversations of the Playground: fixed ids, so that access lists can name them. */

export interface PlaygroundPerson {
  /** Id in the channel. */
  readonly id: string;
  /** Entra object id. */
  readonly objectId: string;
  readonly name: string;
  readonly address: string;
}

export const playgroundTenantId = '00000000-0000-4000-8000-00000000000a';

export const playgroundConversations = {
  personal: 'personal-chat-1',
  group: 'group-chat-1',
  team: 'team-1',
  channel: 'team-1-announcements',
} as const;

/** Whoever sits at the browser. The others speak through `invokeAs`. The Playground wants exactly five of them. */
export const playgroundPeople = {
  admin: person(0, 'Alex Meyer', 'alex.meyer'),
  approver: person(1, 'Robin de Wit', 'robin.dewit'),
  reader: person(2, 'Kim Visser', 'kim.visser'),
  operator: person(3, 'Sam Bakker', 'sam.bakker'),
  stranger: person(4, 'Jo Mulder', 'jo.mulder'),
  colleague: person(5, 'Noor Jansen', 'noor.jansen'),
} as const satisfies Record<string, PlaygroundPerson>;

function person(number: number, name: string, mail: string): PlaygroundPerson {
  const objectId = `00000000-0000-4000-8000-0000000000${20 + number}`;
  return { id: `user-id-${number}`, objectId, name, address: `${mail}@example.nl` };
}

/** JSON is YAML: the file is written without a YAML library. A mistake in it shows only in the Playground's log. */
export function playgroundConfig(): string {
  const [current, ...others] = Object.values(playgroundPeople);
  return JSON.stringify(
    {
      version: '0.1.1',
      tenantId: playgroundTenantId,
      bot: { id: '00000000-0000-4000-8000-000000000011', name: 'Countersign' },
      currentUser: current === undefined ? {} : user(current),
      users: others.map(user),
      personalChat: { id: playgroundConversations.personal },
      groupChat: { id: playgroundConversations.group, name: 'Mail administration' },
      team: {
        id: playgroundConversations.team,
        name: 'Service desk',
        aadGroupId: '00000000-0000-4000-8000-000000000099',
        channels: [{ id: playgroundConversations.channel, name: 'Announcements' }],
      },
    },
    null,
    2,
  );
}

function user(one: PlaygroundPerson) {
  const [givenName = '', ...surname] = one.name.split(' ');
  return {
    id: one.id,
    name: one.name,
    userPrincipleName: one.address,
    aadObjectId: one.objectId,
    givenName,
    surname: surname.join(' '),
    email: one.address,
  };
}
