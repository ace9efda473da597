/** A folder and a port for this demo alone: a second one beside it gets others, so that neither empties the other's world. */

import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** `build/demo`, or `build/demo-<pid>` while another demo lives in it. The folder is claimed until this process ends. */
export async function claimFolder(build: string): Promise<string> {
  await mkdir(build, { recursive: true });
  const claim = join(build, 'demo.pid');
  const holder = Number(await readFile(claim, 'utf8').catch(() => '0'));
  if (holder > 0 && isAlive(holder)) return join(build, `demo-${process.pid}`);
  await writeFile(claim, String(process.pid));
  return join(build, 'demo');
}

/** The wished port when it is free, else 0: any free one. */
export async function portOrAny(wished: number): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(wished, '127.0.0.1');
    await once(probe, 'listening');
    return wished;
  } catch {
    return 0;
  } finally {
    probe.close();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
