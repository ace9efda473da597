import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { describeWithPowerShell } from '../../support/powershell.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const scripts = globSync(['src/**/*.ps1', 'sandbox/exchange/**/*.ps{m,d}1', 'tests/**/*.ps1'], { cwd: root });

describeWithPowerShell('The PowerShell scripts', (executable) => {
  it.each(scripts)('%s has no error that the real parser finds', async (script) => {
    const parse = `$errors = $null; $null = [System.Management.Automation.Language.Parser]::ParseFile('${root}/${script}', [ref]$null, [ref]$errors); foreach ($e in $errors) { [Console]::Out.WriteLine($e.Message) }`;

    const { stdout } = await runCommand(executable, parse);

    expect(stdout).toBe('');
  });

  it.each(scripts)('%s is plain ASCII, so that no machine reads it in another encoding', (script) => {
    const text = readFileSync(`${root}/${script}`);

    expect(text.every((byte) => byte < 128)).toBe(true);
  });

  it('are started by one fixed line', () => {
    const sources = globSync('src/sync/source/exchange/*.ts', { cwd: root });

    const lines = sources.flatMap((file) => readFileSync(`${root}/${file}`, 'utf8').split('\n'));
    const invocations = lines.filter((line) => line.includes('invoke('));

    expect(invocations.map((line) => line.trim())).toEqual(['const scriptEnded = shell.invoke(startLine).then(']);
  });

  it('run no command that could change something in Exchange', async () => {
    const { stdout } = await runCommand(executable, listCommands(`${root}/src/sync/source/exchange/exchange.ps1`));

    const own = /^(Send-Row|Send-ItemError)$/;
    const harmless =
      /^(Get-\w+|Connect-ExchangeOnline|Disconnect-ExchangeOnline|Import-Module|ForEach-Object|Where-Object)$/;
    const others = stdout
      .trim()
      .split('\n')
      .filter((name) => !own.test(name) && !harmless.test(name));
    expect(others).toEqual([]);
  });
});

/** Names of the commands a script calls and does not define itself. */
function listCommands(script: string): string {
  return [
    `$ast = [System.Management.Automation.Language.Parser]::ParseFile('${script}', [ref]$null, [ref]$null)`,
    '$defined = foreach ($f in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true)) { $f.Name }',
    'foreach ($c in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) { $n = $c.GetCommandName(); if ($defined -notcontains $n) { [Console]::Out.WriteLine($n) } }',
  ].join('; ');
}

async function runCommand(executable: string, command: string): Promise<{ readonly stdout: string }> {
  return await promisify(execFile)(executable, ['-NoProfile', '-NonInteractive', '-Command', command]);
}
