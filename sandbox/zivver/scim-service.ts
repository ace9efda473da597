/** One call at Zivver from key to answer: key → rate → faults → rules → journal. Knows no sockets: it says when to break one. */

import type { Clock } from '../../src/platform/clock.ts';
import type { WorldScimResource } from '../tenant/world.ts';
import { type Answer, json } from './answer.ts';
import { type Behaviour, behaviourSchema } from './behaviour.ts';
import { type Fault, Faults } from './faults.ts';
import type { NewAccount } from './group-calls.ts';
import { type Effect, Journal } from './journal.ts';
import { type Rate, RateLimit, tooManyRequests, zivverRate } from './rate-limit.ts';
import { isObject, type ResourceType, zivverGroup } from './scim-resource.ts';
import { answerScim, readPath, type ScimRequest } from './scim-routes.ts';
import { type ScimContent, ScimStore } from './scim-store.ts';

export interface ServiceOptions {
  readonly content: ScimContent;
  readonly apiKey: string;
  readonly clock: Clock;
  /** Null: no limit. */
  readonly rate: Rate | null;
  readonly behaviour: Behaviour;
  /** Gives ids of new accounts. */
  readonly newId: () => string;
}

/** What the caller does with the connection. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly latencyMs: number }
  | {
      readonly kind: 'break';
      readonly latencyMs: number;
      readonly later: { readonly ms: number | null; readonly run: () => void } | null;
    };

/** A change by somebody else: no rule is asked. `set` is laid over what is there; null removes the resource. */
export interface OutsideEdit {
  readonly type: ResourceType;
  readonly id: string;
  readonly set: Readonly<Record<string, unknown>> | null;
}

type Strikes = Exclude<Fault, { kind: 'latency' }> | null;

export class ScimService {
  readonly journal = new Journal();
  readonly faults = new Faults();
  readonly #options: ServiceOptions;
  readonly #limit: RateLimit;
  #store: ScimStore;
  #behaviour: Behaviour;
  #posts = 0;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#behaviour = options.behaviour;
    this.#store = new ScimStore(options.content);
    this.#limit = new RateLimit(options.rate, options.clock);
  }

  get behaviour(): Behaviour {
    return this.#behaviour;
  }

  setBehaviour(change: Partial<Behaviour>): void {
    this.#behaviour = behaviourSchema.parse({ ...this.#behaviour, ...change });
  }

  state(): { readonly groups: readonly WorldScimResource[]; readonly users: readonly WorldScimResource[] } {
    return { groups: this.#store.list('groups'), users: this.#store.list('users') };
  }

  /** Back to the first day. */
  reset(): void {
    this.#store = new ScimStore(this.#options.content);
    this.#behaviour = this.#options.behaviour;
    this.#posts = 0;
    this.#limit.reset();
    this.journal.reset();
    this.faults.clear();
  }

  edit({ type, id, set }: OutsideEdit): void {
    const before = this.#store.get(type, id) ?? null;
    if (set === null) this.#store.remove(type, id);
    if (set !== null) this.#store.set(type, { ...before, ...set, id });
    this.journal.append({
      seq: this.journal.nextSeq(),
      at: this.#now(),
      by: 'outside',
      method: set === null ? 'DELETE' : 'PUT',
      path: `/${type === 'groups' ? 'Groups' : 'Users'}/${id}`,
      body: set,
      effect: effectOf(type, id, before, this.#store.get(type, id) ?? null),
      status: 200,
      fault: null,
      answered: true,
    });
  }

  handle(request: ScimRequest, authorization: string | undefined): Outcome {
    const seq = this.journal.count({
      at: this.#options.clock.now().getTime(),
      method: request.method,
      path: request.path,
    });
    const early = this.#admit(authorization);
    if (early !== undefined) return this.#answered(request, seq, early);

    const { latencyMs, fault } = this.faults.strike(request);
    if (fault?.kind === 'drop-before') {
      this.#record(request, { seq, status: 0, effect: null, fault, answered: false });
      return { kind: 'break', latencyMs, later: null };
    }
    if (fault?.kind === 'late-effect') {
      const run = (): void => void this.#perform(request, { seq, fault, answered: false });
      return { kind: 'break', latencyMs, later: { ms: fault.ms, run } };
    }
    const forced = forcedAnswer(fault, this.#options.rate);
    if (forced !== undefined) return { ...this.#answered(request, seq, forced, fault), latencyMs };

    const answer = this.#perform(request, { seq, fault, answered: fault?.kind !== 'drop-after' });
    if (fault?.kind === 'drop-after') return { kind: 'break', latencyMs, later: null };
    return { kind: 'answer', answer, latencyMs };
  }

  #admit(authorization: string | undefined): Answer | undefined {
    // An error body is JSON sometimes (W10).
    if (authorization !== `Bearer ${this.#options.apiKey}`) return json(401, { code: 401, message: 'Unauthorized' });
    const taken = this.#limit.take();
    if (taken.ok) return undefined;
    const retryAfter = this.#behaviour.retryAfterHeader ? Math.ceil(taken.freeInMs / 1000) : null;
    return tooManyRequests(this.#options.rate ?? zivverRate, retryAfter);
  }

  #perform(
    request: ScimRequest,
    call: { readonly seq: number; readonly fault: Strikes; readonly answered: boolean },
  ): Answer {
    const { type = 'groups', id } = readPath(request.path);
    const newId = request.method === 'POST' && id === null ? this.#options.newId() : '';
    const touched = id ?? newId;
    const before = this.#store.get(type, touched) ?? null;
    const answer = answerScim(withLoss(request, call.fault), {
      rules: { store: this.#store, behaviour: this.#behaviour },
      newAccount: () => this.#newAccount(newId),
      cut: call.fault?.kind === 'short-list' ? call.fault : null,
    });
    const effect = effectOf(type, touched, before, this.#store.get(type, touched) ?? null);
    this.#record(request, { ...call, status: answer.status, effect, text: answer.body });
    return answer;
  }

  #newAccount(id: string): NewAccount {
    const { postFill } = this.#behaviour;
    this.#posts += 1;
    const keepsFill = postFill === 'kept' || (postFill === 'by-turns' && this.#posts % 2 === 0);
    return { id, created: this.#now().slice(0, 10), keepsFill };
  }

  #answered(
    request: ScimRequest,
    seq: number,
    answer: Answer,
    fault: Strikes = null,
  ): Extract<Outcome, { kind: 'answer' }> {
    this.#record(request, { seq, status: answer.status, effect: null, fault, answered: true, text: answer.body });
    return { kind: 'answer', answer, latencyMs: 0 };
  }

  #record(
    request: ScimRequest,
    call: { seq: number; status: number; effect: Effect | null; fault: Strikes; answered: boolean; text?: string },
  ): void {
    const entry = { seq: call.seq, at: this.#now(), method: request.method, path: request.path, status: call.status };
    if (call.status >= 400) this.journal.refuse({ ...entry, text: call.text ?? '' });
    if (request.method === 'GET') return;
    const { effect, answered } = call;
    this.journal.append({
      ...entry,
      by: 'client',
      body: parsed(request.body),
      effect,
      fault: call.fault?.kind ?? null,
      answered,
    });
  }

  #now(): string {
    return this.#options.clock.now().toISOString();
  }
}

function forcedAnswer(fault: Strikes, rate: Rate | null): Answer | undefined {
  if (fault?.kind === 'status') {
    return { status: fault.status, contentType: fault.contentType, body: fault.body, headers: fault.headers };
  }
  return fault?.kind === 'too-many-requests' ? tooManyRequests(rate ?? zivverRate, fault.retryAfterSeconds) : undefined;
}

/** The request as it would look had these parts never been sent. */
function withLoss(request: ScimRequest, fault: Strikes): ScimRequest {
  const body = parsed(request.body);
  if (fault?.kind !== 'silent-loss' || !isObject(body)) return request;
  const lost = fault.fields.map((field) => (field === 'aliases' ? zivverGroup : field) as string);
  if (lost.includes('members')) lost.push('Operations');
  return {
    ...request,
    body: JSON.stringify(Object.fromEntries(Object.entries(body).filter(([key]) => !lost.includes(key)))),
  };
}

function effectOf(
  type: ResourceType,
  id: string,
  before: WorldScimResource | null,
  after: WorldScimResource | null,
): Effect | null {
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  return { kind: before === null ? 'created' : after === null ? 'removed' : 'changed', type, id, before, after };
}

function parsed(body: string): unknown {
  if (body === '') return null;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
