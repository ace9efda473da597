/** Misbehaviour on demand: which of the next calls it strikes, and how. Holds what was asked for; zivver-server.ts does it. */

import { z } from 'zod';

const strike = {
  match: z
    .strictObject({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
      /** Regular expression over the path below the base address: `^/Groups$`. */
      path: z.string().optional(),
      /** Text that the request body holds: an address, an id. */
      body: z.string().optional(),
    })
    .default({}),
  /** So many matching calls go well first. */
  skip: z.int().nonnegative().default(0),
  /** So many matching calls are struck; null: all from then on. */
  times: z.int().positive().nullable().default(1),
};

export const faultSchema = z.discriminatedUnion('kind', [
  /** Answers this, without any effect. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(100).max(599),
    body: z.string().default(''),
    contentType: z.string().default('text/plain; charset=utf-8'),
    headers: z.record(z.string(), z.string()).default({}),
    ...strike,
  }),
  /** The answer comes so much later; the effect is there at once. Goes together with one other fault. */
  z.strictObject({ kind: z.literal('latency'), ms: z.int().nonnegative(), ...strike }),
  /** The connection breaks before anything was done. */
  z.strictObject({ kind: z.literal('drop-before'), ...strike }),
  /** Everything is done, then the connection breaks: the answer is lost. */
  z.strictObject({ kind: z.literal('drop-after'), ...strike }),
  /** The connection breaks, and only later is everything done: after `ms`, or when released over `/_control`. */
  z.strictObject({ kind: z.literal('late-effect'), ms: z.int().nonnegative().nullable().default(null), ...strike }),
  /** A list is cut to `keep` rows, with the true total or one that hides it; `pages`: the rest can be asked for. */
  z.strictObject({
    kind: z.literal('short-list'),
    keep: z.int().nonnegative(),
    total: z.enum(['honest', 'lying']).default('honest'),
    pages: z.boolean().default(false),
    ...strike,
  }),
  /** 429 with the documented body, whatever the budget says. */
  z.strictObject({
    kind: z.literal('too-many-requests'),
    retryAfterSeconds: z.int().nonnegative().nullable().default(null),
    ...strike,
  }),
  /** 200, but these parts of the body are not stored. */
  z.strictObject({
    kind: z.literal('silent-loss'),
    fields: z.array(z.enum(['members', 'aliases', 'displayName', 'externalId'])),
    ...strike,
  }),
]);

export type Fault = z.infer<typeof faultSchema>;
/** A fault as it is written: everything that has a default may be left out. */
export type FaultInput = z.input<typeof faultSchema>;
type Latency = Extract<Fault, { kind: 'latency' }>;

/** What strikes one call: a wait, and at most one other fault. */
export interface Strike {
  readonly latencyMs: number;
  readonly fault: Exclude<Fault, Latency> | null;
}

interface Armed {
  readonly fault: Fault;
  skip: number;
  left: number | null;
}

export class Faults {
  #armed: Armed[] = [];

  add(input: FaultInput): void {
    const fault = faultSchema.parse(input);
    this.#armed.push({ fault, skip: fault.skip, left: fault.times });
  }

  clear(): void {
    this.#armed = [];
  }

  list(): readonly { readonly fault: Fault; readonly left: number | null }[] {
    return this.#armed.map(({ fault, left }) => ({ fault, left }));
  }

  /** The faults for this call, used up by it. The earliest one asked for goes first. */
  strike(call: { readonly method: string; readonly path: string; readonly body: string }): Strike {
    const matching = this.#armed.filter(({ fault }) => matches(fault, call));
    const latency = this.#take(matching.filter(({ fault }) => fault.kind === 'latency'));
    const other = this.#take(matching.filter(({ fault }) => fault.kind !== 'latency'));
    return {
      latencyMs: latency?.kind === 'latency' ? latency.ms : 0,
      fault: other === null || other.kind === 'latency' ? null : other,
    };
  }

  #take(candidates: readonly Armed[]): Fault | null {
    for (const armed of candidates) {
      if (armed.skip > 0) {
        armed.skip -= 1;
        continue;
      }
      if (armed.left !== null) armed.left -= 1;
      if (armed.left === 0) this.#armed = this.#armed.filter((other) => other !== armed);
      return armed.fault;
    }
    return null;
  }
}

function matches(
  { match }: Fault,
  call: { readonly method: string; readonly path: string; readonly body: string },
): boolean {
  if (match.method !== undefined && match.method !== call.method) return false;
  if (match.path !== undefined && !new RegExp(match.path).test(call.path)) return false;
  return match.body === undefined || call.body.includes(match.body);
}
