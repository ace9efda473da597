/**
 * The Bot Framework's connector on loopback: keeps every message and edit, answers the roster, and fails on demand.
 * Strict: what it was not made for is answered 501 and recorded.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ChannelMessage {
  readonly id: string;
  readonly conversationId: string;
  /** Every card it showed, oldest first. */
  readonly cards: readonly Record<string, unknown>[];
  readonly texts: readonly string[];
}

export interface Member {
  readonly id: string;
  readonly aadObjectId?: string;
  readonly name: string;
  readonly userPrincipalName?: string;
  readonly tenantId?: string;
  readonly userRole?: string;
}

export interface ConnectorStub {
  readonly url: string;
  readonly messages: readonly ChannelMessage[];
  readonly unexpected: readonly string[];
  addMember(member: Member): void;
  /** The next calls of this kind are answered with these, one each. */
  failNext(
    kind: 'post' | 'update' | 'member',
    ...answers: readonly { readonly status: number; readonly code?: string }[]
  ): void;
  /** As when a person deletes the message. */
  deleteMessage(id: string): void;
  close(): Promise<void>;
}

interface Kept {
  id: string;
  conversationId: string;
  cards: Record<string, unknown>[];
  texts: string[];
}

export async function startConnectorStub(): Promise<ConnectorStub> {
  const messages: Kept[] = [];
  const unexpected: string[] = [];
  const members = new Map<string, Member>();
  const failures: { kind: string; status: number; code?: string }[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, conversations, conversationId = '', what = '', id = ''] = (request.url ?? '')
      .split('/')
      .slice(1)
      .map(decodeURIComponent);
    const kind = kindOf(request.method ?? '', what);
    if (conversations !== 'conversations' || kind === null) {
      unexpected.push(`${request.method} ${request.url}`);
      return answer(response, 501, {});
    }
    const failing = failures.findIndex((failure) => failure.kind === kind);
    if (failing >= 0) {
      const [failure] = failures.splice(failing, 1);
      return answer(response, failure?.status ?? 500, {
        error: { code: failure?.code ?? 'Failed', message: 'asked for' },
      });
    }
    if (kind === 'member') {
      const member = members.get(id);
      return member === undefined
        ? answer(response, 404, { error: { code: 'MemberNotFoundInConversation', message: id } })
        : answer(response, 200, member);
    }
    const body = JSON.parse(await read(request)) as Activity;
    if (kind === 'post') return answer(response, 201, { id: keep(body, conversationId) });
    const kept = messages.find((message) => message.id === id);
    if (kept === undefined)
      return answer(response, 404, { error: { code: 'ActivityNotFoundInConversation', message: id } });
    add(kept, body);
    return answer(response, 200, { id });
  }

  function keep(body: Activity, conversationId: string): string {
    const kept: Kept = { id: `message-${messages.length + 1}`, conversationId, cards: [], texts: [] };
    add(kept, body);
    messages.push(kept);
    return kept.id;
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      unexpected.push(String(error));
      answer(response, 500, {});
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    unexpected,
    addMember: (member) => void members.set(member.id, member),
    failNext(kind, ...answers) {
      failures.push(...answers.map((one) => ({ kind, ...one })));
    },
    deleteMessage(id) {
      const index = messages.findIndex((message) => message.id === id);
      if (index >= 0) messages[index] = { id: `deleted-${id}`, conversationId: '', cards: [], texts: [] };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Activity {
  readonly text?: string;
  readonly attachments?: readonly { readonly content?: Record<string, unknown> }[];
}

function add(kept: Kept, body: Activity): void {
  const [attachment] = body.attachments ?? [];
  if (attachment?.content !== undefined) kept.cards.push(attachment.content);
  if (body.text !== undefined && body.text !== '') kept.texts.push(body.text);
}

function kindOf(method: string, what: string): 'post' | 'update' | 'member' | null {
  if (method === 'POST' && what === 'activities') return 'post';
  if (method === 'PUT' && what === 'activities') return 'update';
  return method === 'GET' && what === 'members' ? 'member' : null;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
