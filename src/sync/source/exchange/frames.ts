/** What comes over the pipe: lines of JSON, parsed once here. A line that is too long or no frame is an error, never skipped. */

import { z } from 'zod';

const count = z.number().int().nonnegative();
/** `whole`: every exception behind it and where it was raised, on lines of their own. */
const failure = { message: z.string(), code: z.string(), whole: z.string().default('') };

const frame = z.discriminatedUnion('t', [
  z.object({ t: z.literal('hello'), handshake: z.string(), pid: z.number(), version: z.string() }),
  z.object({ t: z.literal('row'), id: z.number(), row: z.unknown() }),
  z.object({ t: z.literal('item-error'), id: z.number(), item: z.string(), ...failure }),
  z.object({ t: z.literal('end'), id: z.number(), rows: count, itemErrors: count }),
  z.object({ t: z.literal('cancelled'), id: z.number(), rows: count, itemErrors: count }),
  z.object({ t: z.literal('error'), id: z.number(), ...failure }),
]);

export type Frame = z.infer<typeof frame>;
export type ItemError = Extract<Frame, { t: 'item-error' }>;

export class FrameError extends Error {}

/** Cuts a stream of text into frames. */
export class FrameReader {
  readonly #maxLineLength: number;
  #rest = '';

  constructor(maxLineLength: number) {
    this.#maxLineLength = maxLineLength;
  }

  /** The frames that are whole now, one by one: whoever takes them may pause in between. @throws FrameError */
  *push(text: string): Generator<Frame, void, void> {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.length > this.#maxLineLength) throw tooLong(this.#maxLineLength);
      yield parseFrame(line);
    }
    if (this.#rest.length > this.#maxLineLength) throw tooLong(this.#maxLineLength);
  }
}

function tooLong(limit: number): FrameError {
  return new FrameError(`a line is longer than ${limit} characters`);
}

function parseFrame(line: string): Frame {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new FrameError('a line is not JSON');
  }
  const parsed = frame.safeParse(value);
  if (!parsed.success) throw new FrameError('a line is no frame of this protocol');
  return parsed.data;
}
