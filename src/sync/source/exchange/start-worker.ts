/**
 * Starts PowerShell through node-powershell with one fixed line, and waits for it at the other end of a pipe. Everything
 * else goes over that pipe: nothing but the start line ever stands in a command, and no secret in the environment.
 */

import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PowerShell, type PowerShellOptions } from 'node-powershell';
import { SourceError } from '../../../errors.ts';
import { didNotStart } from './session-errors.ts';

export interface WorkerOptions {
  /** Absolute path or name of `pwsh`. */
  readonly executable: string;
  /** Absolute paths of the scripts with the operations, in the order they are loaded. */
  readonly scripts: readonly string[];
  /** The variables the process gets, already reduced to what it may see. */
  readonly environment: Readonly<Record<string, string>>;
  readonly startWithinMs: number;
}

export interface Worker {
  readonly socket: Socket;
  /** What the worker must say first. */
  readonly handshake: string;
  /** Resolves when the process is gone, however it ended; never rejects. */
  readonly exited: Promise<void>;
  /** Resolves with the first line of what PowerShell printed when the worker script has ended. */
  readonly scriptEnded: Promise<string>;
  kill(): Promise<void>;
  /** Lets PowerShell end by itself; kills it after `graceMs`. */
  end(graceMs: number): Promise<void>;
}

/** The only text PowerShell is ever told to run. */
const startLine = '& $env:COUNTERSIGN_WORKER';

const quietEnvironment = {
  NO_COLOR: '1',
  TERM: 'dumb',
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_UPDATECHECK: 'Off',
  POWERSHELL_DIAGNOSTICS_OPTOUT: '1',
  DOTNET_EnableDiagnostics: '0',
  // A process lives for one reading: watching itself to compile better later costs a fifth of its processor time.
  DOTNET_TieredPGO: '0',
};

/** node-powershell lets the variable NODE_POWERSHELL overrule the executable; the configured one is meant. */
class ConfiguredPowerShell extends PowerShell {
  protected override setExecutable(options: { executable?: string }): string {
    return options.executable ?? 'pwsh';
  }
}

/** @throws SourceError powershell-missing, powershell-did-not-start */
export async function startWorker(options: WorkerOptions, signal: AbortSignal): Promise<Worker> {
  signal.throwIfAborted();
  const pipe = await listen();
  const handshake = randomBytes(16).toString('hex');
  const connected = once(pipe.server, 'connection') as Promise<[Socket]>;
  connected.catch(() => undefined);
  const shell = new ConfiguredPowerShell(shellOptions(options, pipe.address, handshake));
  const child = Reflect.get(shell, 'process') as ChildProcess;
  // Attached at once: a missing executable rejects this promise, and an unhandled rejection ends Node.
  const ended = (Reflect.get(shell, 'exitPromise') as Promise<unknown>).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : 'it ended for an unknown reason'),
  );
  const scriptEnded = shell.invoke(startLine).then(
    (result) => firstLine(result.raw),
    (error: unknown) => firstLine(error instanceof Error ? error.message : String(error)),
  );
  const exited = ended.then(() => undefined);
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  const timer = new AbortController();
  try {
    const [socket] = await Promise.race([
      connected,
      ended.then((said) => Promise.reject(startFailure(options, said))),
      scriptEnded.then((said) => Promise.reject(didNotStart(options.executable, said))),
      afterMs(options.startWithinMs, timer.signal).then(() =>
        Promise.reject(didNotStart(options.executable, 'it did not connect in time')),
      ),
      rejectOnAbort(signal, timer.signal),
    ]);
    const end = (graceMs: number) => endSoftly({ shell, exited, kill, graceMs });
    return { socket, handshake, exited, scriptEnded, kill, end };
  } catch (error) {
    await kill();
    throw error;
  } finally {
    timer.abort();
    pipe.server.close();
    if (pipe.folder !== null) await rm(pipe.folder, { recursive: true, force: true });
  }
}

function shellOptions(options: WorkerOptions, address: string, handshake: string): PowerShellOptions {
  return {
    executable: options.executable,
    throwOnInvocationError: false,
    executableOptions: {
      '-NoProfile': true,
      '-NonInteractive': true,
      ...(process.platform === 'win32' ? { '-ExecutionPolicy': 'RemoteSigned' } : {}),
    },
    spawnOptions: {
      windowsHide: true,
      env: {
        ...options.environment,
        ...quietEnvironment,
        COUNTERSIGN_WORKER: fileURLToPath(new URL('./worker.ps1', import.meta.url)),
        COUNTERSIGN_SCRIPTS: options.scripts.join('\n'),
        COUNTERSIGN_PIPE: address.replace('\\\\.\\pipe\\', ''),
        // Worth nothing after the first connection; keeps another account's process off a Windows pipe.
        COUNTERSIGN_HANDSHAKE: handshake,
      },
    },
  };
}

interface Pipe {
  readonly server: Server;
  readonly address: string;
  readonly folder: string | null;
}

async function listen(): Promise<Pipe> {
  const onWindows = process.platform === 'win32';
  // The folder of mkdtemp is readable by its owner only.
  const folder = onWindows ? null : await mkdtemp(join(tmpdir(), 'countersign-'));
  const address = folder === null ? `\\\\.\\pipe\\countersign-${randomBytes(16).toString('hex')}` : join(folder, 's');
  const server = createServer();
  server.maxConnections = 1;
  server.listen(address);
  await once(server, 'listening');
  return { server, address, folder };
}

function startFailure(options: WorkerOptions, said: string | undefined): SourceError {
  if (said === undefined || !said.includes('ENOENT'))
    return didNotStart(options.executable, firstLine(said ?? 'it ended at once'));
  const context = { executable: options.executable };
  return new SourceError('powershell-missing', `starting PowerShell "${options.executable}": no such program`, {
    context,
  });
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.trim() ?? '';
}

async function endSoftly(parts: {
  readonly shell: PowerShell;
  readonly exited: Promise<void>;
  readonly kill: () => Promise<void>;
  readonly graceMs: number;
}): Promise<void> {
  // End of input makes PowerShell leave by itself; `dispose` would signal it in the middle of its clean-up.
  parts.shell.streams.stdin.end();
  const timer = new AbortController();
  const late = await Promise.race([
    parts.exited.then(() => false),
    afterMs(parts.graceMs, timer.signal).then(() => true),
  ]);
  timer.abort();
  if (late) await parts.kill();
}

/** Resolves after `ms`, never when `stop` comes first. */
function afterMs(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}

function rejectOnAbort(signal: AbortSignal, stop: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: stop });
  });
}
