/** A small Zivver for the tests of this folder, and a plain way to call it. */

import { request } from 'undici';
import { onTestFinished } from 'vitest';
import {
  enterprise,
  groupResource,
  patchOp,
  userResource,
  zivverGroup,
} from '../../../sandbox/zivver/scim-resource.ts';
import {
  startZivverServer,
  type ZivverServer,
  type ZivverServerOptions,
} from '../../../sandbox/zivver/zivver-server.ts';

export { enterprise, patchOp, zivverGroup };

const created = '2022-07-20';

function group(
  id: string,
  more: { members?: string[]; aliases?: string[]; division?: string | null; extension?: object } = {},
) {
  const { members = [], aliases = [], division = null, extension = {} } = more;
  const draft = { id, address: `${id}@example.nl`, displayName: `The ${id}`, members, aliases, division, created };
  return groupResource({ ...draft, extension: { ...extension } });
}

function user(id: string, more: { active?: boolean; aliases?: string[] } = {}) {
  const { active = true, aliases = [] } = more;
  return userResource({ id, address: `${id}@example.nl`, name: id, active, aliases, division: '/', created });
}

const world: ZivverServerOptions['world'] = {
  domains: ['example.nl', 'example.com'],
  zivver: {
    apiKey: 'the-key',
    divisions: ['NL-01'],
    guests: ['guest@example.nl'],
    users: [user('ann', { aliases: ['a.nn@example.nl'] }), user('bob'), user('eve', { active: false })],
    groups: [
      group('desk', {
        members: ['ann'],
        aliases: ['help@example.nl'],
        division: 'NL-01',
        extension: { ExternalAccountId: 'x-1' },
      }),
      group('info', { members: ['ann', 'bob'] }),
      group('strange', { members: ['ann', 'strange', 'info', 'long-gone'] }),
      group('plus+sign'),
    ],
  },
};

export async function startServer(options: Partial<ZivverServerOptions> = {}): Promise<ZivverServer> {
  let number = 0;
  const newId = (): string => {
    number += 1;
    return `new-${number}`;
  };
  const server = await startZivverServer({ world, newId, ...options });
  onTestFinished(() => server.close());
  return server;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The body, parsed. */
  readonly json: () => Record<string, unknown> & { Resources: Record<string, unknown>[] };
}

export interface Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Nothing is sent that the test does not name, but the key and the type of the body. */
export async function call(server: ZivverServer, line: string, { body, headers = {} }: Call = {}): Promise<Reply> {
  const [method = 'GET', path = '/'] = line.split(' ');
  const type = method === 'PATCH' ? 'application/scim+json' : 'application/json';
  const answer = await request(
    path.startsWith('/_control') ? server.url.replace('/api/scim/v2', path) : server.url + path,
    {
      method: method as 'GET',
      headers: {
        authorization: `Bearer ${server.apiKey}`,
        ...(body !== undefined && { 'content-type': type }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    },
  );
  const text = await answer.body.text();
  return { status: answer.statusCode, text, headers: answer.headers, json: () => JSON.parse(text) as never };
}

export async function read(server: ZivverServer, id: string): Promise<Record<string, unknown>> {
  return (await call(server, `GET /Groups/${id}`)).json();
}

export function members(...ids: readonly string[]): readonly { readonly value: string }[] {
  return ids.map((value) => ({ value }));
}

export function patch(...operations: readonly object[]): object {
  return { schemas: [patchOp], Operations: operations };
}
