/** The program itself, bin/countersign.js, as a process of its own: what it prints, and how it ends. */

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const starter = join(import.meta.dirname, '../../bin/countersign.js');

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly talk: string;
}

export interface Program {
  readonly process: ChildProcess;
  readonly ended: Promise<ProgramEnd>;
  /** Everything printed so far, for whoever looks at a failure. */
  printed(): string;
}

export function startProgram(args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, [starter, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let talk = '';
  child.stdout.on('data', (text) => {
    out += String(text);
  });
  child.stderr.on('data', (text) => {
    talk += String(text);
  });
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, out, talk }));
  });
  return { process: child, ended, printed: () => `${out}${talk}` };
}

export async function runProgram(args: readonly string[], env: Readonly<Record<string, string>>): Promise<ProgramEnd> {
  return await startProgram(args, env).ended;
}
