import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { describeWithPowerShell } from '../../support/powershell.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const scripts = globSync(['src/**/*.ps1', 'sandbox/exchange/**/*.ps{m,d}1', 'tests/**/*.ps1'], { cwd: root });

describeWithPowerShell('The PowerShell scripts', (executable) => {
  it('have no error that the real parser finds', async () => {
    expect(scripts.length).toBeGreaterThan(5);
    const parse = scripts.map(
      (script) =>
        `$errors = $null; $null = [System.Management.Automation.Language.Parser]::ParseFile('${root}/${script}', [ref]$null, [ref]$errors); foreach ($e in $errors) { [Console]::Out.WriteLine('${script}: ' + $e.Message) }`,
    );

    const { stdout } = await runCommand(executable, parse.join('; '));

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
    const files = ['connect', 'exchange'].map((name) => `${root}/src/sync/source/exchange/${name}.ps1`);

    const { stdout } = await runCommand(executable, listCommands(files));

    const own = /^(Send-Row|Send-ItemError)$/;
    const harmless =
      /^(Get-\w+|Connect-ExchangeOnline|Disconnect-ExchangeOnline|New-PSSession|Remove-PSSession|Import-Module|ForEach-Object|Where-Object)$/;
    const others = stdout
      .trim()
      .split('\n')
      .filter((name) => !own.test(name) && !harmless.test(name));
    // The one place where a name is a value; what may stand there is the list that the next test reads.
    expect(others).toEqual(['?']);
  });

  it('ask Exchange with commands from one list, all of which read', () => {
    const text = readFileSync(`${root}/src/sync/source/exchange/connect.ps1`, 'utf8');

    const lists = [...text.matchAll(/^\$(?:OnlineCommands|ReadCommands) = (.+)$/gm)].map((match) => match[1] ?? '');
    const names = lists.flatMap((list) => [...list.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? ''));

    expect(names.length).toBeGreaterThan(7);
    expect(names.filter((name) => !name.startsWith('Get-'))).toEqual([]);
    // The only other words that reach an Exchange server: a setting of the session itself.
    expect([...text.matchAll(/Invoke-Remote '([^']+)'/g)].map((match) => match[1])).toEqual(['Set-AdServerSettings']);
  });
});

/** Names of the commands these scripts call and do not define themselves; one that is not a fixed word is `?`. */
function listCommands(scripts: readonly string[]): string {
  const parse = (script: string) =>
    `[System.Management.Automation.Language.Parser]::ParseFile('${script}', [ref]$null, [ref]$null)`;
  return [
    `$asts = @(${scripts.map(parse).join(', ')})`,
    '$defined = foreach ($ast in $asts) { foreach ($f in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true)) { $f.Name } }',
    "foreach ($ast in $asts) { foreach ($c in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) { $n = $c.GetCommandName(); if ($null -eq $n) { $n = '?' }; if ($defined -notcontains $n) { [Console]::Out.WriteLine($n) } } }",
  ].join('; ');
}

async function runCommand(executable: string, command: string): Promise<{ readonly stdout: string }> {
  return await promisify(execFile)(executable, ['-NoProfile', '-NonInteractive', '-Command', command]);
}
