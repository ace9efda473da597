/**
 * A SCIM server that has nothing to do with us: scimmy reads, checks and answers, by RFC 7643 and 7644. Only what it
 * keeps is ours, in memory. Zivver's extension is told to it as a schema, and the unit's extension on groups as well.
 */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import SCIMMY from 'scimmy';
import { SCIMMYRouters } from 'scimmy-routers';

const key = 'key-for-the-scim-server';
const zivverGroup = 'urn:ietf:params:scim:schemas:zivver:0.1:Group';
const zivverUser = 'urn:ietf:params:scim:schemas:zivver:0.1:User';

export type Resource = Readonly<Record<string, unknown>> & { readonly id: string };

export interface ScimServer {
  readonly url: string;
  readonly apiKey: string;
  readonly groups: Map<string, Resource>;
  readonly users: Map<string, Resource>;
  /** Each call: what was asked and the status it was answered with. */
  readonly calls: { readonly method: string; readonly path: string; readonly status: number }[];
  close(): Promise<void>;
}

class ZivverGroup extends SCIMMY.Types.Schema {
  static override get id(): string {
    return zivverGroup;
  }
  static override readonly definition = definitionOf('ZivverGroup', zivverGroup);
}

class ZivverUser extends SCIMMY.Types.Schema {
  static override get id(): string {
    return zivverUser;
  }
  static override readonly definition = definitionOf('ZivverUser', zivverUser);
}

function definitionOf(name: string, id: string): SCIMMY.Types.SchemaDefinition {
  const { Attribute, SchemaDefinition } = SCIMMY.Types;
  return new SchemaDefinition(name, id, 'Addresses beside the primary one', [
    new Attribute('string', 'aliases', { multiValued: true }),
    new Attribute('string', 'ExternalAccountId', {}),
  ]);
}

const groups = new Map<string, Resource>();
const users = new Map<string, Resource>();
let declared = false;

/** scimmy keeps its schemas for the whole process. */
function declare(): void {
  if (declared) return;
  declared = true;
  const { Group, User } = SCIMMY.Resources;
  Group.extend(ZivverGroup).extend(SCIMMY.Schemas.EnterpriseUser);
  User.extend(ZivverUser);
  SCIMMY.Resources.declare(Group, handlers(groups)).declare(User, handlers(users));
}

interface Asked {
  readonly id?: string | undefined;
}

/** What RFC 7644 says of POST, PUT and DELETE: a PUT replaces the whole resource. */
function handlers(kept: Map<string, Resource>) {
  function found({ id }: Asked): Resource {
    const resource = kept.get(id ?? '');
    if (resource === undefined)
      throw new SCIMMY.Types.Error(404, null as unknown as string, `Resource ${id} not found`);
    return resource;
  }
  return {
    egress: (asked: Asked) => (asked.id === undefined ? [...kept.values()] : found(asked)),
    ingress: (asked: Asked, instance: object) => {
      const id = asked.id === undefined ? randomUUID() : found(asked).id;
      const resource = { ...(JSON.parse(JSON.stringify(instance)) as object), id };
      kept.set(id, resource);
      return resource;
    },
    degress: (asked: Asked) => void kept.delete(found(asked).id),
  };
}

export async function startScimServer(): Promise<ScimServer> {
  declare();
  groups.clear();
  users.clear();
  const calls: { method: string; path: string; status: number }[] = [];
  const app = express();
  app.use((request, response, next) => {
    const { method, path } = request;
    response.on('finish', () => calls.push({ method, path, status: response.statusCode }));
    // Express 5 parses the query anew at each look; the routers write numbers into it and count on finding them
    Object.defineProperty(request, 'query', { value: { ...request.query } });
    next();
  });
  app.use('/scim', new SCIMMYRouters({ type: 'bearer', handler: authenticate }));
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim`,
    apiKey: key,
    groups,
    users,
    calls,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function authenticate(request: express.Request): string {
  if (request.header('authorization') === `Bearer ${key}`) return 'countersign';
  throw new Error('Unauthorized');
}
