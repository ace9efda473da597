/**
 * Builds the small PowerShell host when a .NET SDK is there, and answers where it is. Built once; again when its sources
 * are newer. Never throws: what stands in the way is the answer.
 */

import { execFile } from 'node:child_process';
import { access, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const folder = dirname(fileURLToPath(import.meta.url));
const sources = ['Program.cs', 'CommandLine.cs', 'MiniHost.cs', 'pwsh.csproj'];
const executableName = process.platform === 'win32' ? 'pwsh.exe' : 'pwsh';

export type BuiltHost =
  | { readonly built: true; readonly executable: string }
  | { readonly built: false; readonly reason: string };

export async function buildHost(): Promise<BuiltHost> {
  const executable = join(folder, 'bin', 'host', executableName);
  if (await isCurrent(executable)) return { built: true, executable };
  // A folder of its own, then one rename: two builds at once do not see each other's halves.
  const output = join(folder, 'bin', `build-${process.pid}`);
  const intermediate = join(folder, 'obj', `${process.pid}`);
  try {
    await mkdir(output, { recursive: true });
    await mkdir(temporaryIn(intermediate), { recursive: true });
    await runDotnet(output, intermediate);
    await replaceFolder(output, dirname(executable));
    return { built: true, executable };
  } catch (error) {
    return { built: false, reason: reasonOf(error) };
  } finally {
    await rm(output, { recursive: true, force: true });
    await rm(intermediate, { recursive: true, force: true });
  }
}

async function isCurrent(executable: string): Promise<boolean> {
  try {
    const built = (await stat(executable)).mtimeMs;
    const changed = await Promise.all(sources.map(async (name) => (await stat(join(folder, name))).mtimeMs));
    return changed.every((time) => time <= built);
  } catch {
    return false;
  }
}

async function runDotnet(output: string, intermediate: string): Promise<void> {
  // No build servers: nothing may stay behind after the build.
  const quiet = ['--nologo', '-v', 'quiet', '-nodeReuse:false', '-p:UseSharedCompilation=false'];
  const folders = [`-p:BaseIntermediateOutputPath=${intermediate}/`, '-o', output];
  await promisify(execFile)('dotnet', ['build', join(folder, 'pwsh.csproj'), '-c', 'Release', ...quiet, ...folders], {
    env: {
      ...process.env,
      // The SDK leaves folders in it
      TMPDIR: temporaryIn(intermediate),
      DOTNET_CLI_TELEMETRY_OPTOUT: '1',
      DOTNET_NOLOGO: '1',
      DOTNET_CLI_USE_MSBUILD_SERVER: '0',
    },
    timeout: 300_000,
  });
  await access(join(output, executableName));
}

function temporaryIn(intermediate: string): string {
  return join(intermediate, 'temporary');
}

async function replaceFolder(from: string, to: string): Promise<void> {
  const old = `${to}-old-${process.pid}`;
  await rename(to, old).catch(() => undefined);
  await rename(from, to).catch(async (error: unknown) => {
    // Another build won the race: its host is as good as this one.
    if (!(await isCurrent(join(to, executableName)))) throw error;
  });
  await rm(old, { recursive: true, force: true });
}

function reasonOf(error: unknown): string {
  const { code, stdout, message } = error as { code?: unknown; stdout?: string; message?: string };
  if (code === 'ENOENT') return 'no `pwsh` on the path, and no .NET SDK to build the small host with';
  const firstError = (stdout ?? '').split('\n').find((line) => line.includes('error'));
  return `building the small host failed: ${firstError?.trim() ?? message ?? 'unknown reason'}`;
}
