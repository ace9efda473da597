/**
 * One PowerShell process and the calls made to it. A call ends in exactly one of four ways: its end frame with the right
 * counts, an error, cancelled, or the process ended. "No output" is never "nothing there". Knows nothing of Exchange.
 */

import { type Frame, FrameError, FrameReader, type ItemError } from './frames.ts';
import { brokenProtocol, didNotStart, processEnded, silent } from './session-errors.ts';
import { startWorker, type Worker, type WorkerOptions } from './start-worker.ts';

export interface SessionOptions extends WorkerOptions {
  /** From the connection of the pipe to the greeting: the scripts are loaded meanwhile. */
  readonly greetWithinMs: number;
  /** A call that says nothing for so long is cancelled. Exchange's own REST calls may take 15 minutes. */
  readonly silenceMs: number;
  /** Time between a cancel and the end of the process when the worker does not obey. */
  readonly graceMs: number;
  readonly maxLineLength: number;
}

export const sessionDefaults = {
  startWithinMs: 60_000,
  greetWithinMs: 60_000,
  silenceMs: 16 * 60_000,
  graceMs: 800,
  maxLineLength: 8 * 1024 * 1024,
} as const;

export interface CallOptions {
  readonly signal: AbortSignal;
  /** The whole call may take so long, whatever it says meanwhile; then it is cancelled. */
  readonly withinMs?: number;
  /** Instead of the session's own. */
  readonly graceMs?: number;
  /** What it promises is waited for before the next row is taken; meanwhile the pipe fills and PowerShell stands still. */
  readonly onRow?: (row: unknown) => unknown;
  readonly onItemError?: (error: ItemError) => void;
}

/** What PowerShell answered when a call failed there. Kept as text: what it means is decided in exchange-errors.ts. */
export class PowerShellCallError extends Error {
  readonly errorId: string;
  /** All that is known of it; the message alone where nothing more is. */
  readonly whole: string;

  constructor(message: string, errorId: string, whole = '') {
    super(message);
    this.name = 'PowerShellCallError';
    this.errorId = errorId;
    this.whole = whole === '' ? message : whole;
  }
}

interface Call {
  readonly id: number;
  readonly options: CallOptions;
  rows: number;
  itemErrors: number;
  /** Why it was cancelled; thrown instead of whatever the worker says afterwards. */
  stoppedBecause: { readonly reason: unknown } | null;
  silence: NodeJS.Timeout | null;
  readonly settle: { resolve(): void; reject(error: unknown): void };
  /** Resolves when the call is cancelled or over: nobody waits for its rows any longer. */
  readonly left: PromiseWithResolvers<void>;
}

export interface Session {
  /** Of PowerShell. */
  readonly version: string;
  readonly alive: boolean;
  call(operation: string, parameters: Readonly<Record<string, unknown>>, options: CallOptions): Promise<void>;
  /** `withinMs`: how long the process has to end by itself. */
  close(withinMs?: number): Promise<void>;
}

/** To end by itself, when nobody waits for it. */
const endWithinMs = 3000;

type Hello = Extract<Frame, { t: 'hello' }>;

export class PowerShellSession implements Session {
  readonly #worker: Worker;
  readonly #options: SessionOptions;
  readonly #hello = Promise.withResolvers<Hello>();
  #greeting: Hello | null = null;
  #call: Call | null = null;
  #lastId = 0;
  #endedBecause: unknown = null;
  #closing = false;

  private constructor(worker: Worker, options: SessionOptions) {
    this.#worker = worker;
    this.#options = options;
    this.#hello.promise.catch(() => undefined);
    worker.socket.setEncoding('utf8');
    worker.socket.on('error', () => undefined);
    void this.#listen();
  }

  /** @throws SourceError powershell-missing, powershell-did-not-start */
  static async start(options: SessionOptions, signal: AbortSignal): Promise<PowerShellSession> {
    const worker = await startWorker(options, signal);
    const session = new PowerShellSession(worker, options);
    const stop = () => session.#hello.reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const tooLate = () => session.#hello.reject(didNotStart(options.executable, 'it did not introduce itself'));
    const timer = setTimeout(tooLate, options.greetWithinMs);
    void worker.scriptEnded.then((said) => session.#hello.reject(didNotStart(options.executable, said)));
    try {
      const { handshake } = await session.#hello.promise;
      if (handshake !== worker.handshake) throw didNotStart(options.executable, 'something else answered');
      return session;
    } catch (error) {
      await worker.kill();
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  /** Of PowerShell. */
  get version(): string {
    return this.#greeting?.version ?? '0';
  }

  get pid(): number {
    return this.#greeting?.pid ?? 0;
  }

  get alive(): boolean {
    return this.#endedBecause === null;
  }

  /**
   * One request. Resolves only after an end frame whose counts are those received.
   * @throws PowerShellCallError, SourceError (powershell-…), or the signal's reason
   */
  async call(operation: string, parameters: Readonly<Record<string, unknown>>, options: CallOptions): Promise<void> {
    options.signal.throwIfAborted();
    if (this.#endedBecause !== null) return Promise.reject(this.#endedBecause);
    if (this.#call !== null) throw new Error('one call at a time');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const call: Call = {
      id: ++this.#lastId,
      options,
      rows: 0,
      itemErrors: 0,
      stoppedBecause: null,
      silence: null,
      settle: { resolve, reject },
      left: Promise.withResolvers<void>(),
    };
    this.#call = call;
    const abort = () => this.#cancel(call, options.signal.reason);
    options.signal.addEventListener('abort', abort, { once: true });
    const { withinMs } = options;
    const late = withinMs === undefined ? null : setTimeout(() => this.#cancel(call, silent(withinMs)), withinMs);
    this.#listenFor(call);
    this.#send({ ...parameters, op: operation, id: call.id });
    try {
      await promise;
    } finally {
      call.left.resolve();
      if (late !== null) clearTimeout(late);
      if (call.silence !== null) clearTimeout(call.silence);
      options.signal.removeEventListener('abort', abort);
      this.#call = null;
    }
  }

  /** Ends the process: asks first, kills when it does not go. */
  async close(withinMs = endWithinMs): Promise<void> {
    if (this.alive) this.#send({ op: 'quit' });
    this.#closing = true;
    this.#endedBecause ??= processEnded();
    await this.#worker.end(withinMs);
    this.#worker.socket.destroy();
  }

  /** Takes what comes, never more than can be dealt with: the rest waits in the pipe. Never rejects. */
  async #listen(): Promise<void> {
    const reader = new FrameReader(this.#options.maxLineLength);
    try {
      for await (const text of this.#worker.socket as AsyncIterable<string>) {
        await this.#takeAll(reader.push(text));
      }
    } catch (error) {
      if (error instanceof FrameError) this.#fail(brokenProtocol(error));
    }
    // Before the greeting, what PowerShell printed says more than that the pipe is closed.
    if (this.#greeting !== null) this.#fail(processEnded());
  }

  async #takeAll(frames: Iterable<Frame>): Promise<void> {
    for (const frame of frames) {
      const busy = this.#receive(frame);
      if (busy !== undefined) await busy;
    }
  }

  #receive(frame: Frame): Promise<void> | undefined {
    if (frame.t === 'hello') {
      this.#greeting = frame;
      this.#hello.resolve(frame);
      return undefined;
    }
    const call = this.#call;
    if (call === null || frame.id !== call.id) {
      this.#fail(brokenProtocol(new FrameError('a frame of no open call')));
      return undefined;
    }
    this.#listenFor(call);
    if (frame.t === 'row' || frame.t === 'item-error') return this.#deliver(call, frame);
    this.#end(call, frame);
    return undefined;
  }

  #end(call: Call, frame: Extract<Frame, { t: 'end' | 'cancelled' | 'error' }>): void {
    if (call.stoppedBecause !== null) return call.settle.reject(call.stoppedBecause.reason);
    if (frame.t === 'error') return call.settle.reject(new PowerShellCallError(frame.message, frame.code, frame.whole));
    if (frame.t === 'cancelled') return call.settle.reject(processEnded());
    if (frame.rows !== call.rows || frame.itemErrors !== call.itemErrors) {
      return this.#fail(brokenProtocol(new FrameError(`${call.rows} rows came, ${frame.rows} were sent`)));
    }
    call.settle.resolve();
  }

  /** The session is over: the open call is told why, the process is ended. */
  #fail(error: unknown): void {
    this.#endedBecause ??= error;
    this.#hello.reject(error);
    this.#call?.settle.reject(this.#call.stoppedBecause?.reason ?? this.#endedBecause);
    this.#worker.socket.destroy();
    if (!this.#closing) void this.#worker.kill();
  }

  #deliver(call: Call, frame: Extract<Frame, { t: 'row' | 'item-error' }>): Promise<void> | undefined {
    if (frame.t === 'row') call.rows += 1;
    if (frame.t === 'item-error') call.itemErrors += 1;
    if (call.stoppedBecause !== null) return undefined;
    try {
      if (frame.t === 'item-error') call.options.onItemError?.(frame);
      const taken = frame.t === 'row' ? call.options.onRow?.(frame.row) : undefined;
      return taken instanceof Promise ? this.#taking(call, taken) : undefined;
    } catch (error) {
      this.#cancel(call, error);
      return undefined;
    }
  }

  /** While a row is being dealt with, PowerShell is not the one that is silent. */
  async #taking(call: Call, taken: Promise<unknown>): Promise<void> {
    if (call.silence !== null) clearTimeout(call.silence);
    call.silence = null;
    await Promise.race([taken.catch((error: unknown) => this.#cancel(call, error)), call.left.promise]);
    this.#listenFor(call);
  }

  #cancel(call: Call, reason: unknown): void {
    if (call.stoppedBecause !== null || this.#call !== call) return;
    call.stoppedBecause = { reason };
    call.left.resolve();
    this.#send({ op: 'cancel', id: call.id });
    const graceMs = call.options.graceMs ?? this.#options.graceMs;
    const deaf = setTimeout(() => this.#fail(processEnded()), graceMs);
    if (call.silence !== null) clearTimeout(call.silence);
    call.silence = deaf;
  }

  #listenFor(call: Call): void {
    if (call.stoppedBecause !== null) return;
    if (call.silence !== null) return void call.silence.refresh();
    const { silenceMs } = this.#options;
    call.silence = setTimeout(() => this.#cancel(call, silent(silenceMs)), silenceMs);
  }

  #send(request: Readonly<Record<string, unknown>>): void {
    this.#worker.socket.write(`${JSON.stringify(request)}\n`);
  }
}
