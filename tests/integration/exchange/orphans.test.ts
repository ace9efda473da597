import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeWithPowerShell } from '../../support/powershell.ts';
import { isRunning, processEnds } from '../../support/processes.ts';

const parent = fileURLToPath(new URL('./children/orphan-parent.ts', import.meta.url));

describeWithPowerShell('PowerShell whose Node process is killed', (executable) => {
  it.each([
    ['in an endless loop', 'spin'],
    ['in a blocking call', 'deaf'],
    ['writing without end', 'flood'],
  ])('does not stay behind %s', async (_, operation) => {
    const node = spawn(process.execPath, [parent, executable, operation], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(node.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(isRunning(pid)).toBe(true);

    node.kill('SIGKILL');

    expect(await processEnds(pid)).toBe(true);
  });
});
