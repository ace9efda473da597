/** The hands behind the scenes, as calls on the service: faults, outside edits, journal. Served under `/_control`, loopback only. */

import { z } from 'zod';
import { type Answer, json, text } from './answer.ts';
import { behaviourSchema } from './behaviour.ts';
import { faultSchema } from './faults.ts';
import type { ScimService } from './scim-service.ts';

const editsSchema = z.array(
  z.strictObject({
    type: z.enum(['groups', 'users']),
    id: z.string().min(1),
    set: z.record(z.string(), z.unknown()).nullable(),
  }),
);

/** A list of faults, or one. */
const faultsSchema = z.union([z.array(faultSchema), faultSchema.transform((fault) => [fault])]);

export interface Control {
  readonly service: ScimService;
  /** Late effects that wait happen now; answers how many. */
  readonly releaseLate: () => number;
}

/**
 * | call | does |
 * |---|---|
 * | `GET /journal?after=seq` | what was written, what was refused, calls by method |
 * | `GET /state` | every account and person as stored |
 * | `GET`, `POST`, `DELETE /faults` | what is armed; arm one or a list; disarm all |
 * | `POST /edits` | a list of changes as an outside editor would make them |
 * | `GET`, `PATCH /behaviour` | the switches of behaviour.ts |
 * | `POST /release` | late effects happen now |
 * | `POST /reset` | state, journal, faults and switches as on the first day |
 */
export function answerControl(
  call: { method: string; path: string; query: URLSearchParams; body: string },
  control: Control,
): Answer {
  try {
    return route(call, control);
  } catch (cause) {
    if (cause instanceof z.ZodError) return text(400, z.prettifyError(cause));
    if (cause instanceof SyntaxError) return text(400, cause.message);
    throw cause;
  }
}

function route(
  call: { method: string; path: string; query: URLSearchParams; body: string },
  { service, releaseLate }: Control,
): Answer {
  switch (`${call.method} ${call.path}`) {
    case 'GET /journal':
      return json(200, service.journal.view(Number(call.query.get('after') ?? 0) || 0));
    case 'GET /state':
      return json(200, service.state());
    case 'GET /faults':
      return json(200, service.faults.list());
    case 'POST /faults':
      for (const fault of faultsSchema.parse(JSON.parse(call.body))) service.faults.add(fault);
      return json(200, service.faults.list());
    case 'DELETE /faults':
      service.faults.clear();
      return json(200, []);
    case 'POST /edits':
      for (const edit of editsSchema.parse(JSON.parse(call.body))) service.edit(edit);
      return json(200, service.state());
    case 'GET /behaviour':
      return json(200, service.behaviour);
    case 'PATCH /behaviour':
      service.setBehaviour(withoutUndefined(behaviourSchema.partial().parse(JSON.parse(call.body))));
      return json(200, service.behaviour);
    case 'POST /release':
      return json(200, { released: releaseLate() });
    case 'POST /reset':
      service.reset();
      return json(200, {});
    default:
      return text(404, 'Not Found');
  }
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
