// A small `pwsh` for machines with a .NET SDK and no PowerShell: the real engine, the command line that node-powershell
// uses, and nothing else. It has the engine's own commands only (no Utility, Management or Security module).
// A development aid: the product itself asks for PowerShell 7.4 or newer.

using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;

namespace Countersign.PowerShellHost;

static class Program
{
    static volatile PowerShell? running;

    static int Main(string[] arguments)
    {
        Console.OutputEncoding = Console.InputEncoding = new UTF8Encoding(false);
        if (CommandLine.Parse(arguments) is not { } options) return 64;
        if (options.ShowVersion)
        {
            Console.WriteLine($"PowerShell {MiniHost.EngineVersion.ToString(3)}");
            return 0;
        }

        var host = new MiniHost();
        // CreateDefault() wants modules that are not there; CreateDefault2() is the engine alone.
        using var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        Console.CancelKeyPress += StopRunning;

        if (options.File is not null)
        {
            return host.ExitCode ?? Code(Run(runspace, host, "param($file, $rest) & $file @rest", options.File, options.Rest));
        }
        if (options.Command is not null && options.Command != "-") return host.ExitCode ?? Code(Run(runspace, host, options.Command));
        ReadCommands(runspace, host);
        return host.ExitCode ?? 0;
    }

    static int Code(bool succeeded) => succeeded ? 0 : 1;

    static void StopRunning(object? sender, ConsoleCancelEventArgs e)
    {
        if (running is not { } shell) return;
        e.Cancel = true;
        shell.BeginStop(null, null);
    }

    /// `-Command -` as PowerShell does it: a line is a command; an incomplete line opens a block that only a blank line ends.
    static void ReadCommands(Runspace runspace, MiniHost host)
    {
        var pending = new StringBuilder();
        bool inBlock = false;
        while (host.ExitCode is null && Console.In.ReadLine() is { } line)
        {
            bool blank = string.IsNullOrWhiteSpace(line);
            if (blank && !inBlock) continue;
            pending.Append(line).Append('\n');
            if (inBlock && !blank) continue;
            Parser.ParseInput(pending.ToString(), out _, out var errors);
            inBlock = errors.Any(error => error.IncompleteInput);
            if (inBlock) continue;
            var text = pending.ToString();
            pending.Clear();
            Run(runspace, host, text);
        }
        if (host.ExitCode is null && pending.ToString().Trim().Length > 0) Run(runspace, host, pending.ToString());
    }

    static bool Run(Runspace runspace, MiniHost host, string text, params object[] arguments)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(text, useLocalScope: false);
        foreach (var argument in arguments) shell.AddArgument(argument);
        shell.AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        running = shell;
        try
        {
            shell.Invoke();
            return !shell.HadErrors;
        }
        catch (PipelineStoppedException) { return false; }
        catch (RuntimeException e)
        {
            var position = e.ErrorRecord.InvocationInfo?.PositionMessage;
            host.UI.WriteErrorLine(string.IsNullOrEmpty(position) ? e.Message : $"{e.Message}\n{position}");
            return false;
        }
        finally
        {
            running = null;
            Console.Out.Flush();
        }
    }
}
