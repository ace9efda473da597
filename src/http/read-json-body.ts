/** The body of a message: JSON, plain, small. Anything else is refused before it is read or kept: nothing goes to disk. */

import type { Request } from 'restify';

export type ReadBody =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly status: 400 | 413 | 415 };

export async function readJsonBody(request: Request, maxBytes: number): Promise<ReadBody> {
  const {
    'content-type': type = '',
    'content-encoding': encoding = 'identity',
    'content-length': length,
  } = request.headers;
  // A small compressed body can be a large one.
  if (encoding !== 'identity' || !/^application\/json(?:;|$)/i.test(type)) return { ok: false, status: 415 };
  if (Number(length ?? 0) > maxBytes) return { ok: false, status: 413 };
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) return { ok: false, status: 413 };
    parts.push(part);
  }
  try {
    return { ok: true, body: JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown };
  } catch {
    return { ok: false, status: 400 };
  }
}
