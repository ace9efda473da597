/**
 * A server that behaves like Zivver's provisioning API as far as that is known, on loopback. Each deviation from RFC 7644
 * is commented where it is made, with its mark: R read, C seen in clients, O observed, I inferred, W1–W11 the write rules.
 */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import type { World } from '../tenant/world.ts';
import { type Answer, text } from './answer.ts';
import { type Behaviour, defaultBehaviour } from './behaviour.ts';
import { answerControl } from './control.ts';
import type { FaultInput } from './faults.ts';
import type { Arrival, JournalView } from './journal.ts';
import { LateEffects } from './late-effects.ts';
import { type Rate, zivverRate } from './rate-limit.ts';
import { type Outcome, type OutsideEdit, ScimService } from './scim-service.ts';

export const scimBase = '/api/scim/v2';
const controlBase = '/_control';

/** Only `world` must be given; the switches of behaviour.ts stand beside it. */
export interface ZivverServerOptions extends Partial<Behaviour> {
  readonly world: Pick<World, 'zivver' | 'domains'>;
  /** 0: any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Zivver's own budget when absent; null: none. */
  readonly rate?: Rate | null;
  readonly newId?: () => string;
}

export interface ZivverServer {
  /** Base address of the SCIM calls, without a trailing slash. */
  readonly url: string;
  /** Base address of the control calls; see control.ts. */
  readonly controlUrl: string;
  readonly apiKey: string;
  journal(after?: number): JournalView;
  /** Every call in the order in which it came in. */
  arrivals(): readonly Arrival[];
  state(): ReturnType<ScimService['state']>;
  addFault(fault: FaultInput): void;
  clearFaults(): void;
  /** Faults that have not struck yet, or not often enough. */
  armedFaults(): number;
  edit(...edits: readonly OutsideEdit[]): void;
  setBehaviour(change: Partial<Behaviour>): void;
  /** Late effects that wait happen now; answers how many. */
  releaseLate(): number;
  reset(): void;
  close(): Promise<void>;
}

export async function startZivverServer(options: ZivverServerOptions): Promise<ZivverServer> {
  const { world, port = 0, clock = systemClock, rate = zivverRate, newId = randomUUID, ...behaviour } = options;
  const { groups, users, divisions, guests = [], apiKey } = world.zivver;
  const service = new ScimService({
    content: { groups, users, divisions, domains: world.domains, guests },
    apiKey,
    clock,
    rate,
    behaviour: { ...defaultBehaviour, ...behaviour },
    newId,
  });
  const late = new LateEffects();
  const server = createServer((request, response) => void serve(request, response, service, late));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: `${origin}${scimBase}`,
    controlUrl: `${origin}${controlBase}`,
    apiKey,
    journal: (after) => service.journal.view(after),
    arrivals: () => service.journal.arrivals(),
    state: () => service.state(),
    addFault: (fault) => service.faults.add(fault),
    armedFaults: () => service.faults.list().length,
    clearFaults: () => service.faults.clear(),
    edit: (...edits) => edits.forEach((edit) => service.edit(edit)),
    setBehaviour: (change) => service.setBehaviour(change),
    releaseLate: () => late.release(),
    reset: () => {
      late.forget();
      service.reset();
    },
    close: async () => {
      late.forget();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  service: ScimService,
  late: LateEffects,
): Promise<void> {
  try {
    const body = await readText(request);
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const method = request.method ?? 'GET';
    if (pathname.startsWith(`${controlBase}/`)) {
      const call = { method, path: pathname.slice(controlBase.length), query, body };
      const answer = isLoopback(request)
        ? answerControl(call, { service, releaseLate: () => late.release() })
        : text(403, 'Loopback only');
      return send(response, answer);
    }
    if (!pathname.startsWith(`${scimBase}/`)) return send(response, text(404, 'Not Found'));
    const { 'content-type': contentType, accept, authorization } = request.headers;
    const call = { method, path: pathname.slice(scimBase.length), query, contentType, accept, body };
    finish(response, service.handle(call, authorization), late);
  } catch (cause) {
    if (!response.headersSent) send(response, text(500, cause instanceof Error ? cause.message : 'Internal error'));
  }
}

function finish(response: ServerResponse, outcome: Outcome, late: LateEffects): void {
  if (outcome.kind === 'break' && outcome.later !== null) late.keep(outcome.later.run, outcome.later.ms);
  late.wait(outcome.latencyMs, () => {
    if (outcome.kind === 'break') response.destroy();
    if (outcome.kind === 'answer') send(response, outcome.answer);
  });
}

function send(response: ServerResponse, answer: Answer): void {
  const type = answer.contentType === null ? {} : { 'Content-Type': answer.contentType };
  response.writeHead(answer.status, { ...type, ...answer.headers });
  response.end(answer.body);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The socket's far end, and the name it was called by: a web page elsewhere must not reach it through a name of its own. */
function isLoopback(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  return request.socket.remoteAddress?.endsWith('127.0.0.1') === true && ['127.0.0.1', 'localhost'].includes(host);
}
